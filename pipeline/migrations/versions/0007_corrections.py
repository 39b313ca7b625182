"""What readers put right about deals."""

import sqlalchemy as sa
from alembic import op

revision = "0007_corrections"
down_revision = "0006_search"
KINDS = "kind IN ('new','stage','value','date','party','conflict','joined'{})"


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("deal", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("sign", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("was", sa.Text(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('merge','split','set','reject')", name=op.f("ck_corrections_correction_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_deal"), "corrections", ["deal"])
    op.create_index(op.f("ix_corrections_other"), "corrections", ["other"])
    op.create_table(
        "targets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("correction_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.CheckConstraint("side IN ('kept','apart','gone')", name=op.f("ck_targets_target_side")),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["corrections.id"], name=op.f("fk_targets_correction_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
    )
    op.create_index(op.f("ix_targets_correction_id"), "targets", ["correction_id"])
    op.create_index(op.f("ix_targets_address"), "targets", ["address"])
    # not in a batch: SQLite would make the table anew, without the triggers that the search stands on
    op.add_column("deals", sa.Column("fixed", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("deals", sa.Column("rejected", sa.Boolean(), nullable=False, server_default=sa.false()))
    _kinds(",'corrected'")


def downgrade() -> None:
    op.execute("DELETE FROM events WHERE kind = 'corrected'")
    _kinds("")
    op.drop_column("deals", "rejected")
    op.drop_column("deals", "fixed")
    op.drop_table("targets")
    op.drop_table("corrections")


def _kinds(more: str) -> None:
    with op.batch_alter_table("events") as events:
        events.drop_constraint(op.f("ck_events_event_kind"), type_="check")
        events.create_check_constraint(op.f("ck_events_event_kind"), KINDS.format(more))
