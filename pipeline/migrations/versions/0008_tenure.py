"""Which crawl is at a host, so that no two are."""

import sqlalchemy as sa
from alembic import op

revision = "0008_tenure"
down_revision = "0007_corrections"


def upgrade() -> None:
    with op.batch_alter_table("hosts") as hosts:
        hosts.add_column(sa.Column("lease_holder", sa.Text(), nullable=True))
        hosts.add_column(sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("hosts") as hosts:
        hosts.drop_column("lease_until")
        hosts.drop_column("lease_holder")
