"""What readers were told of deals, so that they hear where it no longer holds."""

import sqlalchemy as sa
from alembic import op

revision = "0009_records"
down_revision = "0008_tenure"


def upgrade() -> None:
    op.create_table(
        "records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_records")),
        sa.UniqueConstraint("deal", "hash", name=op.f("uq_records_deal_hash")),
    )
    op.create_index(op.f("ix_records_deal"), "records", ["deal"])
    with op.batch_alter_table("told") as told:
        told.add_column(sa.Column("record_id", sa.Integer(), nullable=True))
        told.create_foreign_key(op.f("fk_told_record_id"), "records", ["record_id"], ["id"])
        told.create_index(op.f("ix_told_record_id"), ["record_id"])


def downgrade() -> None:
    with op.batch_alter_table("told") as told:
        told.drop_index(op.f("ix_told_record_id"))
        told.drop_constraint(op.f("fk_told_record_id"), type_="foreignkey")
        told.drop_column("record_id")
    op.drop_table("records")
