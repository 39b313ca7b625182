"""A deal comes in; what its reports say of it goes out: each as a witness of a stage, each fact with who states it."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Text, bindparam, cast, select
from sqlalchemy.orm import Session

from pipeline.models import Article, Evidence, Report, SourceState
from pipeline.prepared import Prepared
from pipeline.resolution.kinds import rank
from pipeline.resolution.voices import AT, ORIGINAL, STEP, WHO, attributed, spoken

FIELDS = ("party", "country", "mineral", "place", "value", "signatory", "follows", "beside")
_REPORTS = Prepared(
    select(Report.id, Article.publisher, SourceState.kind, cast(Report.types, Text), *STEP, *WHO)
    .join(Article, Article.id == Report.article_id)
    .outerjoin(ORIGINAL, ORIGINAL.id == Article.copy_of)
    .outerjoin(SourceState, SourceState.name == Article.source)
    .where(Report.deal_id == bindparam("deal"))
    .order_by(AT, Report.id)
)
_FACTS = Prepared(
    select(Evidence.report_id, Evidence.field, Evidence.value, cast(Evidence.detail, Text), Evidence.start)
    .join(Report, Report.id == Evidence.report_id)
    .where(Report.deal_id == bindparam("deal"), Evidence.field.in_(FIELDS))
)

_Teller = tuple[str, str, int]  # publisher and kind of a report's source; its article, if that is run again
_Wording = tuple[str, str, str, _Teller]  # field, value and detail of a fact, and who states it


class Told(NamedTuple):
    """One report as a witness: what it says of the stage, and how far it is to be trusted."""

    report: int
    article: int
    role: str
    deal_type: str
    types: Mapping[str, float]  # see dealtype.likely_types; empty where none was weighed
    stage: str
    date: dt.date | None
    precision: str | None
    voice: str  # publisher; a copy or reprint speaks with the voice of its original
    rank: int
    at: dt.datetime
    teller: _Teller
    copy: bool  # an article in the words of another one


class Said(NamedTuple):
    """One fact in one wording by one voice, and the reports that state it."""

    field: str
    value: str
    detail: Mapping[str, Any]
    voice: str
    rank: int
    reports: Sequence[int]
    at: dt.datetime
    start: int  # where it stands in the first of them


def witnesses(session: Session, deal: int) -> list[Told]:
    """Return the reports of a deal, in the order of publication."""
    rows = _REPORTS.rows(session, {"deal": deal})
    heard = attributed(spoken(session, [row[9:] for row in rows]))
    told = []
    for report, publisher, kind, types, role, deal_type, stage, date, precision, article, copied, _, at, *_ in rows:
        voice, again = heard[article]
        trust, teller = rank(kind, again=again), (publisher, kind or "", article if again else 0)
        likely, copy = _parsed(types), copied is not None
        said = Told(report, article, role, deal_type, likely, stage, date, precision, voice, trust, at, teller, copy)
        told.append(said)
    return told


def statements(session: Session, deal: int, told: Iterable[Told]) -> list[Said]:
    """Return what the witnesses of a deal say, what was said first before what was said later."""
    by_report = {one.report: one for one in told}
    found: dict[_Wording, dict[int, tuple[dt.datetime, int]]] = {}
    for report, field, value, detail, start in _FACTS.rows(session, {"deal": deal}):
        one = by_report[report]
        places = found.setdefault((field, value, detail, one.teller), {})
        places[report] = min(places.get(report, (one.at, start)), (one.at, start))
    said = []
    for (field, value, detail, teller), places in found.items():
        first = by_report[next(iter(places))]
        at, start = min(places.values()) if len(places) > 1 else places[first.report]
        wording = Said(field, value, _parsed(detail), first.voice, first.rank, list(places), at, start)
        said.append((at, field, value, detail, teller, wording))
    return [wording for *_, wording in sorted(said)]  # no two are one wording of one teller's


@lru_cache(maxsize=1000)
def _parsed(detail: str) -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(detail)
    return found
