"""Days of sources, manners of hosts, revisions of pages, leads of discovery."""

import sqlalchemy as sa
from alembic import op

revision = "0002_watching_the_watched"
down_revision = "0001_first_tables"


def upgrade() -> None:
    op.create_table(
        "hosts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("robots", sa.Text(), nullable=True),
        sa.Column("crawl_delay", sa.Double(), nullable=True),
        sa.Column("rights", sa.JSON(), nullable=False),
        sa.Column("hold_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("distrusted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rights_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_hosts")),
    )
    op.create_table(
        "leads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('new','found','catalogued','lost')", name=op.f("ck_leads_lead_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leads")),
        sa.UniqueConstraint("source", "host", "title", name=op.f("uq_leads_source_host_title")),
    )
    op.create_index(op.f("ix_leads_source"), "leads", ["source"])
    op.create_table(
        "source_days",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("probability", sa.Double(), nullable=True),
        sa.Column("polls", sa.Integer(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("fresh", sa.Integer(), nullable=False),
        sa.Column("gaps", sa.Integer(), nullable=False),
        sa.Column("backfilled", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("shape", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('new','healthy','quiet','silent','broken')", name=op.f("ck_source_days_day_verdict")
        ),
        sa.PrimaryKeyConstraint("source", "day", name=op.f("pk_source_days")),
    )
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("body_hash", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_revisions_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
    )
    op.create_index(op.f("ix_revisions_page_id"), "revisions", ["page_id"])
    with op.batch_alter_table("pages") as pages:
        pages.add_column(sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True))
        pages.add_column(sa.Column("looks", sa.Integer(), nullable=False, server_default="0"))
        pages.add_column(sa.Column("revised_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("polls") as polls:
        polls.add_column(sa.Column("whole_at", sa.DateTime(timezone=True), nullable=True))
        polls.add_column(sa.Column("listed", sa.Integer(), nullable=False, server_default="0"))
        polls.add_column(sa.Column("known", sa.Integer(), nullable=False, server_default="0"))
        polls.add_column(sa.Column("newest", sa.DateTime(timezone=True), nullable=True))
        polls.add_column(sa.Column("empties", sa.Integer(), nullable=False, server_default="0"))
        polls.add_column(sa.Column("addresses", sa.Text(), nullable=True))
        polls.add_column(sa.Column("agreed", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("runs") as runs:
        runs.add_column(sa.Column("revised", sa.Integer(), nullable=False, server_default="0"))
        runs.add_column(sa.Column("gaps", sa.Integer(), nullable=False, server_default="0"))
        runs.add_column(sa.Column("backfilled", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("source_states") as states:
        states.add_column(sa.Column("identity", sa.JSON(), nullable=False, server_default="[]"))
        states.add_column(sa.Column("probability", sa.Double(), nullable=True))
        states.add_column(sa.Column("drift", sa.Text(), nullable=True))
        states.add_column(sa.Column("rhythm", sa.JSON(), nullable=False, server_default="{}"))
        states.drop_column("robots")


def downgrade() -> None:
    with op.batch_alter_table("source_states") as states:
        states.add_column(sa.Column("robots", sa.Text(), nullable=True))
        for name in ("rhythm", "drift", "probability", "identity"):
            states.drop_column(name)
    with op.batch_alter_table("runs") as runs:
        for name in ("backfilled", "gaps", "revised"):
            runs.drop_column(name)
    with op.batch_alter_table("polls") as polls:
        for name in ("agreed", "addresses", "empties", "newest", "known", "listed", "whole_at"):
            polls.drop_column(name)
    with op.batch_alter_table("pages") as pages:
        for name in ("revised_at", "looks", "checked_at"):
            pages.drop_column(name)
    for name in ("revisions", "source_days", "leads", "hosts"):
        op.drop_table(name)
