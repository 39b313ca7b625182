"""Whose reports a source runs again."""

import sqlalchemy as sa
from alembic import op

revision = "0003_reprints"
down_revision = "0002_watching_the_watched"


def upgrade() -> None:
    with op.batch_alter_table("source_states") as states:
        states.add_column(sa.Column("reprints", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("source_states") as states:
        states.drop_column("reprints")
