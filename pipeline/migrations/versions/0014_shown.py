"""What a deal shows to the matcher stands in its own row; indexes that another one contains are no longer kept."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014_shown"
down_revision = "0013_doubts"

AT_ONCE = 500  # deals
CONTAINED = {  # in the index of a unique constraint: index, its table, its column
    "ix_mentions_article_id": ("mentions", "article_id"),
    "ix_reports_article_id": ("reports", "article_id"),
    "ix_evidence_report_id": ("evidence", "report_id"),
}
FIELDS = {"party": "parties", "country": "countries", "mineral": "minerals", "place": "places", "value": "values"}
LATER = {"month": 30, "year": 364}  # days that a date of this precision may be later than written
NEWS_AGE = dt.timedelta(days=10)
DEALS = sa.table("deals", sa.column("id"), sa.column("shown", sa.JSON()))
ANCHORS = sa.table("anchors", *map(sa.column, ("deal_id", "field", "value", "reports")))
REPORTS = sa.table(
    "reports",
    *map(sa.column, ("deal_id", "article_id", "role", "deal_type", "stage", "date_precision")),
    sa.column("event_date", sa.Date()),
)
MOMENTS = {name: sa.column(name, sa.DateTime(timezone=True)) for name in ("published_at", "created_at")}
ARTICLES = sa.table("articles", sa.column("id"), *MOMENTS.values())


def upgrade() -> None:
    op.add_column("deals", sa.Column("shown", sa.JSON(), server_default="{}", nullable=False))
    last = 0
    query = sa.select(DEALS.c.id).order_by(DEALS.c.id).limit(AT_ONCE)
    while deals := op.get_bind().scalars(query.where(DEALS.c.id > last)).all():
        _fill(deals)
        last = deals[-1]
    for index, (table, _) in CONTAINED.items():
        op.drop_index(index, table)


def _fill(deals: Iterable[int]) -> None:
    told, stated = _told(deals), _stated(deals)
    shown = [{"number": deal, "said": _shown(told[deal], stated[deal])} for deal in told]
    change = sa.update(DEALS).where(DEALS.c.id == sa.bindparam("number")).values(shown=sa.bindparam("said"))
    if shown:
        op.get_bind().execute(change, shown)


def _told(deals: Iterable[int]) -> dict[int, list[Any]]:
    """Return how many reports of each deal tell one step, and when it was first told."""
    step = [REPORTS.c[name] for name in ("deal_id", "role", "deal_type", "stage", "event_date", "date_precision")]
    first = sa.func.min(sa.func.coalesce(ARTICLES.c.published_at, ARTICLES.c.created_at)).label("first")
    query = (
        sa.select(*step, sa.func.count().label("reports"), first)
        .join(ARTICLES, ARTICLES.c.id == REPORTS.c.article_id)
        .where(REPORTS.c.deal_id.in_(deals))
        .group_by(*step)
    )
    told = defaultdict(list)
    for row in op.get_bind().execute(query):
        told[row.deal_id].append(row)
    return told


def _stated(deals: Iterable[int]) -> dict[int, list[Any]]:
    stated = defaultdict(list)
    wanted = sa.select(ANCHORS).where(ANCHORS.c.deal_id.in_(deals), ANCHORS.c.field.in_(FIELDS))
    for row in op.get_bind().execute(wanted.order_by(ANCHORS.c.field, ANCHORS.c.value)):
        stated[row.deal_id].append(row)
    return stated


def _shown(told: Iterable[Any], stated: Iterable[Any]) -> dict[str, Any]:
    total = sum(row.reports for row in told)
    shown: dict[str, Any] = {name: {} for name in FIELDS.values()}
    for row in stated:
        shown[FIELDS[row.field]][row.value] = min(1.0, row.reports / total)
    types: dict[str, float] = {}
    reached = []
    for row in sorted(told, key=lambda row: tuple(map(str, row[1:6]))):
        news = row.role == "primary"
        types[row.deal_type] = types.get(row.deal_type, 0.0) + row.reports / total * (1.0 if news else 0.5)
        days = _days(row, news=news)
        if days:
            reached.append([row.stage, *map(str, days), row.reports / total])
    born = min((first for _, first, *_ in reached), default=None)
    return shown | {"types": types, "milestones": sorted(reached), "born": born}


def _days(row: Any, *, news: bool) -> tuple[dt.date, dt.date] | None:  # noqa: ANN401 - a row of that time
    """Return between which days a step was done."""
    if row.event_date is None:
        told = row.first.date()
        return (told - NEWS_AGE, told) if news else None
    first = row.event_date.replace(day=1) if row.date_precision == "month" else row.event_date
    return first, first + dt.timedelta(days=LATER.get(row.date_precision or "day", 0))


def downgrade() -> None:
    for index, (table, column) in CONTAINED.items():
        op.create_index(index, table, [column])
    op.drop_column("deals", "shown")
