"""A hash of each article's text stood beside its sketch, with an index, and was read by nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0017_unhashed"
down_revision = "0016_unweighed"


def upgrade() -> None:
    op.drop_index("ix_articles_content_hash", "articles")
    op.drop_column("articles", "content_hash")


def downgrade() -> None:
    op.add_column("articles", sa.Column("content_hash", sa.Text(), server_default="", nullable=False))
    op.create_index("ix_articles_content_hash", "articles", ["content_hash"])
