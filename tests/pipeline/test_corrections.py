"""What a reader puts right holds: at once, after a re-run, after an edit, and until it is undone; on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from pipeline import corrections
from pipeline.db import session
from pipeline.models import Correction, Deal, Event, Report, SourceState
from pipeline.process import process
from pipeline.queries.dossier import UnknownDeal, dossier
from pipeline.queries.explain import UnknownArticle, explain
from pipeline.queries.export import deals
from pipeline.queries.overview import Wish, overview
from pipeline.reprocess import reprocess
from pipeline.resolution.correctable import InvalidCorrection
from tests.pipeline.test_process import BODY, article, page
from tests.pipeline.test_revise import edit

WHO = "dilnoza"
ADDRESS = "https://news.example/news/a-{}"
GRAPHITE = (
    BODY.replace("tungsten", "graphite")
    .replace("Daegu Tungsten Ltd", "Norsk Grafitt AS")
    .replace("Korean company", "Norwegian company")
)
SAME = BODY.replace("The deputy minister", "Our reporter says the deputy minister")


@pytest.fixture
def read(database: Engine) -> Engine:
    """Give a database with three articles about two deals: tungsten twice, graphite once."""
    with session(database) as opened:
        opened.add(SourceState(name="example", title="Example", publisher="Example", timezone="Asia/Tashkent"))
        opened.add(page(1, article("Tungsten memorandum signed in Tashkent"), body_hash="1"))
        opened.add(page(2, article("Tungsten powder plant agreed", SAME, "2025-03-19T18:00:00+05:00"), body_hash="2"))
        opened.add(page(3, article("Graphite memorandum signed", GRAPHITE, "2025-03-19T12:00:00+05:00"), body_hash="3"))
    process(database)
    assert members(database) == [["1", "2"], ["3"]]
    return database


def members(engine: Engine) -> list[list[str]]:
    """Return the articles of each deal that is shown, by their last figure."""
    with session(engine) as opened:
        shown = opened.scalars(select(Deal).where(Deal.rejected.is_(False)))
        return sorted(sorted({report.article.address[-1] for report in deal.reports}) for deal in shown)


def key(engine: Engine, number: int) -> str:
    """Return the key of the deal of an article."""
    with session(engine) as opened:
        query = select(Deal.key).join(Deal.reports).join(Report.article)
        return opened.scalars(query.where(Report.article.has(address=ADDRESS.format(number)))).first() or ""


def made(engine: Engine, name: str, *words: Any) -> Any:  # noqa: ANN401 - what the command answers
    with session(engine) as opened:
        return getattr(corrections, name)(opened, WHO, *words)


def known(engine: Engine) -> tuple[list[Any], set[str]]:
    with session(engine) as opened:
        return list(deals(opened)), set(opened.scalars(select(Event.key)))


def undone(engine: Engine) -> None:
    with session(engine) as opened:
        number = opened.scalars(select(Correction.id).order_by(Correction.id.desc())).first()
        assert number
        corrections.undo(opened, "aziz", number)


def correct(engine: Engine, kind: str) -> None:
    tungsten, graphite = key(engine, 1), key(engine, 3)
    match kind:
        case "merge":
            assert made(engine, "merge", tungsten, graphite) == tungsten
        case "split":
            assert made(engine, "split", tungsten, [ADDRESS.format(2)]) != tungsten
        case "reject-article":
            made(engine, "reject", tungsten, ADDRESS.format(2))
        case "reject":
            made(engine, "reject", graphite)
        case field:
            made(engine, "set_field", tungsten, *field.split("=", 1))


CORRECTED = {
    "merge": [["1", "2", "3"]],
    "split": [["1"], ["2"], ["3"]],
    "reject-article": [["1"], ["3"]],
    "reject": [["1", "2"]],
    "stage=terminated": [["1", "2"], ["3"]],
    "party=+traxys": [["1", "2"], ["3"]],
    "mineral=-tungsten": [["1", "2"], ["3"]],
}


@pytest.mark.parametrize("kind", CORRECTED)
def test_a_correction_holds_after_a_second_reading_and_can_be_undone(read: Engine, kind: str) -> None:
    before, _ = known(read)
    correct(read, kind)
    assert members(read) == CORRECTED[kind]
    after, told = known(read)
    reprocess(read)
    assert members(read) == CORRECTED[kind]
    again, retold = known(read)
    assert again == after
    assert retold <= told  # nothing is told twice, and nothing else
    undone(read)
    assert members(read) == [["1", "2"], ["3"]]
    assert known(read)[0] == before


@pytest.mark.parametrize("kind", CORRECTED)
def test_a_correction_holds_when_an_article_is_edited(read: Engine, kind: str) -> None:
    correct(read, kind)
    edit(read, article("Tungsten powder plant agreed", SAME.replace("$35", "$36"), "2025-03-19T18:00:00+05:00"), 2)
    assert process(read)["revised"] == 1
    assert members(read) == CORRECTED[kind]


def test_what_a_reader_set_is_shown_with_its_author(read: Engine) -> None:
    correct(read, "stage=terminated")
    correct(read, "party=+traxys")
    correct(read, "title=The combine and its powder")
    tungsten = key(read, 1)
    with session(read) as opened:
        told = "\n".join(dossier(opened, tungsten))
        assert "The combine and its powder" in told
        assert "corrected     stage terminated, by dilnoza on" in told
        deal = opened.scalars(select(Deal).where(Deal.key == tungsten)).one()
        assert (deal.stage, deal.title) == ("terminated", "The combine and its powder")
        assert "traxys" in {party["id"] for party in deal.parties}
        event = opened.scalars(select(Event).where(Event.key == "corrected:1")).one()
        assert (event.kind, event.before, event.after) == ("corrected", "memorandum", "terminated")


def test_the_later_of_two_corrections_holds(read: Engine) -> None:
    tungsten = key(read, 1)
    made(read, "set_field", tungsten, "stage", "talks")
    made(read, "set_field", tungsten, "stage", "agreement")
    apart = made(read, "split", tungsten, [ADDRESS.format(2)])
    made(read, "merge", tungsten, apart)
    for again in (False, True):
        if again:
            reprocess(read)
        assert members(read) == [["1", "2"], ["3"]]
        with session(read) as opened:
            assert opened.scalars(select(Deal.stage).where(Deal.key == tungsten)).one() == "agreement"


def test_a_deal_is_rejected_once_so_that_one_undo_brings_it_back(read: Engine) -> None:
    graphite = key(read, 3)
    correct(read, "reject")
    with pytest.raises(InvalidCorrection, match="rejected already; konchi deals history"):
        correct(read, "reject")
    undone(read)
    with session(read) as opened:
        assert not opened.scalars(select(Deal).where(Deal.key == graphite)).one().rejected


def test_a_rejected_deal_is_listed_nowhere_and_stays_away_when_more_is_reported(read: Engine) -> None:
    graphite = key(read, 3)
    correct(read, "reject")
    more = GRAPHITE.replace("The deputy minister", "Our reporter says the deputy minister")
    with session(read) as opened:
        opened.add(page(4, article("Graphite plant agreed", more, "2025-03-20T12:00:00+05:00"), body_hash="4"))
        events = opened.scalar(select(func.count(Event.id)))
    process(read)
    assert key(read, 4) == graphite
    with session(read) as opened:
        assert opened.scalar(select(func.count(Event.id))) == events
        assert graphite not in "\n".join(overview(opened, Wish()))
        assert graphite not in {deal["key"] for deal in deals(opened)}
        assert "rejected by a reader" in "\n".join(dossier(opened, graphite))


def test_later_articles_go_to_either_part_of_a_split_deal_and_join_it_no_more(read: Engine) -> None:
    correct(read, "split")
    with session(read) as opened:
        more = SAME.replace("Our reporter says", "Another reporter says")
        opened.add(page(4, article("Tungsten again", more, "2025-03-20T12:00:00+05:00"), body_hash="4"))
    process(read)
    assert len(members(read)) == 3


def test_explain_names_the_correction_that_chose(read: Engine) -> None:
    correct(read, "merge")
    reprocess(read)
    with session(read) as opened:
        assert "by correction 1 of a reader" in explain(opened, ADDRESS.format(3)) + explain(opened, ADDRESS.format(1))


def test_history_tells_who_did_what_and_who_took_it_back(read: Engine) -> None:
    correct(read, "merge")
    correct(read, "stage=talks")
    undone(read)
    tungsten = key(read, 1)
    with session(read) as opened:
        latest, taken_back, first = corrections.history(opened)
        assert "set" in latest
        assert "stage talks, by dilnoza" in latest
        assert "undone by aziz" in taken_back
        assert "merge" in first
        assert corrections.history(opened, tungsten) == corrections.history(opened)
        with pytest.raises(UnknownDeal, match="did you mean"):
            corrections.history(opened, tungsten + "x")


REFUSED: list[tuple[str, list[Any], type[Exception], str]] = [
    ("merge", ["KEY", "KEYx"], UnknownDeal, "did you mean"),
    ("merge", ["KEY", "KEY"], InvalidCorrection, "one deal already"),
    ("split", ["KEY", ["https://nowhere.example/"]], UnknownArticle, "no such article|No such article"),
    ("split", ["KEY", [ADDRESS.format(1), ADDRESS.format(2)]], InvalidCorrection, "all articles"),
    ("reject", ["KEY", ADDRESS.format(3)], InvalidCorrection, "does not report"),
    ("set_field", ["KEY", "stag", "talks"], InvalidCorrection, "did you mean stage"),
    ("set_field", ["KEY", "stage", "agreemnt"], InvalidCorrection, "did you mean agreement"),
    ("set_field", ["KEY", "mineral", "+tungstn"], InvalidCorrection, "did you mean tungsten"),
    ("set_field", ["KEY", "mineral", "-copper"], InvalidCorrection, "tungsten"),
    ("set_field", ["KEY", "party", "+traxis"], InvalidCorrection, "traxys"),
    ("set_field", ["KEY", "value", "+much"], InvalidCorrection, "write it as"),
    ("set_field", ["KEY", "title", ""], InvalidCorrection, "1 to 300"),
    ("undo", [7], InvalidCorrection, "unknown"),
]


def test_what_cannot_be_done_is_refused_with_what_can(read: Engine) -> None:
    tungsten, before = key(read, 1), known(read)
    for name, words, error, complaint in REFUSED:
        said = [word.replace("KEY", tungsten) if isinstance(word, str) else word for word in words]
        with pytest.raises(error, match=complaint):
            made(read, name, *said)
        assert known(read) == before
