"""Where news comes from: verdicts and outcomes are closed lists, and a headline of a host is looked for once."""

import datetime as dt

import pytest
from sqlalchemy import Engine

from pipeline.models import Lead, Run, SourceDay, SourceState
from tests.pipeline.models.rows import NOW, refused


def lead(**fields: object) -> Lead:
    return Lead(**{"source": "search", "host": "news.example", "title": "Tungsten", "seen_at": NOW, **fields})


@pytest.mark.parametrize(
    "row",
    [
        Run(source="example", started_at=NOW, outcome="fine"),
        SourceState(name="example", verdict="dead"),
        SourceDay(source="example", day=dt.date(2025, 4, 10), verdict="dead"),
        lead(state="open"),
    ],
    ids=lambda row: type(row).__name__,
)
def test_a_state_outside_its_closed_list_is_refused(database: Engine, row: object) -> None:
    refused(database, row)


def test_a_headline_of_a_host_is_one_lead(database: Engine) -> None:
    refused(database, lead(), lead())
