"""What the news tells: a change is an event once, and an article reports a step at a place of it once."""

import pytest
from sqlalchemy import Engine

from pipeline.db import session
from pipeline.models import Deal, Event, Evidence, Report
from tests.pipeline.models.rows import NOW, article, deal, refused

STEP = {"role": "primary", "deal_type": "framework", "stage": "talks", "position": 0}


def test_a_change_of_a_deal_is_an_event_once(database: Engine) -> None:
    owner = deal()
    refused(database, *(Event(key="a-b-2025:new", deal=owner, kind="new", created_at=NOW) for _ in range(2)))


@pytest.mark.parametrize(
    "fields",
    [
        {"reports": [Report(article=article(), **STEP | {"role": "hidden"})]},
        {"events": [Event(key="a-b-2025:gone", kind="gone", created_at=NOW)]},
    ],
    ids=list,
)
def test_what_is_outside_its_closed_list_is_refused(database: Engine, fields: dict[str, object]) -> None:
    refused(database, deal(**fields))


def test_an_article_reports_one_step_at_one_place(database: Engine) -> None:
    owner, told = deal(), article()
    refused(database, *(Report(article=told, deal=owner, **STEP) for _ in range(2)))


def test_a_report_takes_its_evidence_with_it(database: Engine) -> None:
    shown = Evidence(field="mineral", value="tungsten", start=0, end=8, quote="Tungsten")
    with session(database) as opened:
        opened.add(deal(reports=[Report(article=article(), evidence=[shown], **STEP)]))
    with session(database) as opened:
        opened.delete(opened.query(Report).one())
    with session(database) as opened:
        assert (opened.query(Evidence).count(), opened.query(Deal).count()) == (0, 1)
