"""The tables: closed lists and identities are kept by the database itself."""

import datetime as dt

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from pipeline.db import session
from pipeline.models import Article, Deal, Event, Mention, Page, Report, Run, SourceState

NOW = dt.datetime(2025, 4, 10, 9, 0, tzinfo=dt.UTC)


def page(address: str = "https://news.example/1", **fields: object) -> Page:
    return Page(**{"source": "example", "address": address, "requested": address, "fetched_at": NOW, **fields})


def article(**fields: object) -> Article:
    values = {
        "page": page(), "source": "example", "publisher": "Example", "outlet": "Example", "address": "https://a.example/1",
        "title": "Tungsten", "text": "A deal.", "lang": "en", "created_at": NOW, **fields,
    }  # fmt: skip
    return Article(**values)


def deal(**fields: object) -> Deal:
    values = {
        "key": "a-b-2025", "title": "A – B", "deal_type": "framework", "stage": "talks", "first_seen_at": NOW,
        "updated_at": NOW, **fields,
    }  # fmt: skip
    return Deal(**values)


def refused(database: Engine, *rows: object) -> None:
    with pytest.raises(IntegrityError), session(database) as opened:
        opened.add_all(rows)


def test_an_address_is_one_page_and_one_article(database: Engine) -> None:
    refused(database, page(), page())
    refused(database, article(), article(page=page("https://news.example/2")))


@pytest.mark.parametrize(
    "row",
    [
        page(state="lost"),
        Run(source="example", started_at=NOW, outcome="fine"),
        SourceState(name="example", verdict="dead"),
        article(mentions=[Mention(kind="mineral", term="tin", surface="tin", start=0, end=3, modality="rumoured")]),
    ],
    ids=lambda row: type(row).__name__,
)  # fmt: skip
def test_a_state_outside_its_closed_list_is_refused(database: Engine, row: object) -> None:
    refused(database, row)


def test_a_change_of_a_deal_is_an_event_once(database: Engine) -> None:
    owner = deal()
    refused(database, *(Event(key="a-b-2025:new", deal=owner, kind="new", created_at=NOW) for _ in range(2)))


def test_a_span_points_into_title_blank_line_text(database: Engine) -> None:
    with session(database) as opened:
        opened.add(article())
    with session(database) as opened:
        assert opened.query(Article).one().document == "Tungsten\n\nA deal."


def test_an_article_takes_its_reports_and_mentions_with_it(database: Engine) -> None:
    with session(database) as opened:
        told = Report(deal=deal(), position=0, role="primary", deal_type="framework", stage="talks")
        opened.add(article(reports=[told]))
    with session(database) as opened:
        opened.delete(opened.query(Article).one())
    with session(database) as opened:
        assert opened.query(Report).count() == 0
