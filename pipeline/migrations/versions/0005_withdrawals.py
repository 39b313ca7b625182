"""When an outlet took an article away."""

import sqlalchemy as sa
from alembic import op

revision = "0005_withdrawals"
down_revision = "0004_suppressions"
COLUMNS = ("gone_at", "withdrawn_at")


def upgrade() -> None:
    with op.batch_alter_table("pages") as pages:
        for name in COLUMNS:
            pages.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("pages") as pages:
        for name in COLUMNS:
            pages.drop_column(name)
