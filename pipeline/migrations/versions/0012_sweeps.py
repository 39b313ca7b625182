"""What is old is found without reading all that is kept, and each day's sweep is noted."""

import sqlalchemy as sa
from alembic import op

revision = "0012_sweeps"
down_revision = "0011_witness"
COUNTS = ("pages", "revisions", "mails", "runs")
WITH_BODY = {  # index: its table, its column, and what of the table it holds
    "ix_pages_kept": ("pages", "fetched_at", "body IS NOT NULL"),
    "ix_deliveries_kept": ("deliveries", "created_at", "length(body) > 0"),
}


def upgrade() -> None:
    op.create_table(
        "sweeps",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("freed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_sweeps")),
    )
    for name, (table, column, held) in WITH_BODY.items():
        op.create_index(name, table, [column], sqlite_where=sa.text(held), postgresql_where=sa.text(held))


def downgrade() -> None:
    for name, (table, _, _) in WITH_BODY.items():
        op.drop_index(name, table)
    op.drop_table("sweeps")
