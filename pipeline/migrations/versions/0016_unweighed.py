"""How many reports state a fact by which a deal is found stood beside it and was read by nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0016_unweighed"
down_revision = "0015_periods"

COUNTED = """
UPDATE anchors SET reports = coalesce((
  SELECT nullif(count(DISTINCT reports.id), 0) FROM reports JOIN evidence ON evidence.report_id = reports.id
  WHERE reports.deal_id = anchors.deal_id AND evidence.field = anchors.field AND evidence.value = anchors.value
), 1)
"""


def upgrade() -> None:
    op.drop_column("anchors", "reports")


def downgrade() -> None:
    op.add_column("anchors", sa.Column("reports", sa.Integer(), server_default="1", nullable=False))
    op.execute(COUNTED)
