"""Every report says how likely each type of deal is by what it tells; a deal's type is the likeliest by all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0019_types"
down_revision = "0018_unlooked"


def upgrade() -> None:
    op.add_column("reports", sa.Column("types", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    op.drop_column("reports", "types")
