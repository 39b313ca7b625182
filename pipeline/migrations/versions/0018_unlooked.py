"""Indexes by an article's publisher and day and by a mention's term were kept, and nothing was looked up by them."""

from alembic import op

revision = "0018_unlooked"
down_revision = "0017_unhashed"

UNUSED = (("articles", "publisher"), ("articles", "published_at"), ("mentions", "term"))


def upgrade() -> None:
    for table, column in UNUSED:
        op.drop_index(f"ix_{table}_{column}", table)


def downgrade() -> None:
    for table, column in UNUSED:
        op.create_index(f"ix_{table}_{column}", table, [column])
