"""The index of near copies begins with the time of publication, so that what is written together stands together."""

import sqlalchemy as sa
from alembic import op

revision = "0015_periods"
down_revision = "0014_shown"

PERIOD = 6 * 24 * 60 * 60  # seconds
MOMENT = "coalesce(articles.published_at, articles.created_at)"
SECONDS = {
    "sqlite": f"CAST(strftime('%s', {MOMENT}) AS INTEGER)",
    "postgresql": f"CAST(floor(extract(epoch FROM {MOMENT})) AS BIGINT)",
}
FLOOR = "({0} - (({0} % {1}) + {1}) % {1}) / {1}"  # also of what was published before 1970


def upgrade() -> None:
    period = FLOOR.format(SECONDS[op.get_bind().dialect.name], PERIOD)
    op.execute(
        f"CREATE TABLE bands_before AS SELECT {period} AS period, band, hash, article_id"  # noqa: S608 - our own words
        " FROM bands JOIN articles ON articles.id = bands.article_id"
    )
    _laid_anew(["period", "band", "hash", "article_id"])


def downgrade() -> None:
    op.execute("CREATE TABLE bands_before AS SELECT band, hash, article_id FROM bands")
    _laid_anew(["band", "hash", "article_id"])


def _laid_anew(names: list[str]) -> None:
    """Make the table with these columns, all of them its key, of what was put aside."""
    op.drop_table("bands")
    types = {"hash": sa.BigInteger()}
    op.create_table(
        "bands",
        *(sa.Column(name, types.get(name, sa.Integer()), nullable=False) for name in names),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_bands_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(*names, name="pk_bands"),
        sqlite_with_rowid=False,
    )
    listed = ", ".join(names)
    op.execute(f"INSERT INTO bands ({listed}) SELECT {listed} FROM bands_before ORDER BY {listed}")  # noqa: S608
    op.drop_table("bands_before")
    op.create_index("ix_bands_article_id", "bands", ["article_id"])
