"""What deals promise by when is found without reading all other evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0010_deadlines"
down_revision = "0009_records"
NAME = "ix_evidence_deadlines"
ONLY = sa.text("field = 'deadline'")


def upgrade() -> None:
    op.create_index(NAME, "evidence", ["report_id"], sqlite_where=ONLY, postgresql_where=ONLY)


def downgrade() -> None:
    op.drop_index(NAME, "evidence")
