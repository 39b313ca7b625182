"""A source that is quiet and may have died is told from one that is only unusual."""

import sqlalchemy as sa
from alembic import op

revision = "0013_doubts"
down_revision = "0012_sweeps"


def upgrade() -> None:
    with op.batch_alter_table("source_states") as states:
        states.add_column(sa.Column("doubtful", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("source_states") as states:
        states.drop_column("doubtful")
