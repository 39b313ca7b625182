"""What another place of its site showed while a source brought nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0011_witness"
down_revision = "0010_deadlines"


def upgrade() -> None:
    with op.batch_alter_table("source_states") as states:
        states.add_column(sa.Column("witness", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("source_states") as states:
        states.drop_column("witness")
