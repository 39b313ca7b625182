"""What was told and is not so, in words that are safe to show."""

import datetime as dt
from dataclasses import replace

import pytest

from alerts.render import render
from alerts.rendering.retelling import promise, retold
from alerts.telling.judging import Amendment, Doubt
from alerts.telling.notices import Notice
from alerts.telling.overdue import Overdue
from alerts.telling.reasons import Reason
from alerts.telling.told import facts_of
from alerts.wording import languages, wording
from pipeline.resolution.pledges import Pledge
from tests.alerts.samples import made
from tests.alerts.telling.test_told import DEAL

TOLD = facts_of(DEAL)
EDITED = Reason("edited", "Gazeta.uz", "https://gazeta.example/1")
KINDS = ("edited", "withdrawn", "denied", "misread", "reader", "moved", "outvoted", "reread")
WHOLE = ("rejected", "merged", "restored", "withdrawn")


def notice(*amendments: Amendment, whole: Reason | None = None) -> Notice:
    doubt = Doubt(TOLD, {**TOLD, "date": "2026-11-01", "precision": "month"}, 1, DEAL.key, whole, amendments)
    return Notice(DEAL.key, dt.date(2026, 11, 22), doubt, 1, at_once=False, told_as="amended:x:1")


@pytest.mark.parametrize(
    ("field", "was", "now", "said"),
    [
        ("stage", "agreement", "memorandum", ("Stage: agreement", "Now: memorandum.")),
        ("date", "2026-11-20", "2026-11-01", ("Date: 20 November 2026", "Now: November 2026.")),
        ("value", "40000000 USD", None, ("Value: USD 40\u00a0million", "No longer so.")),
        ("party", "x:foo", None, ("Parties: Foo", "No longer so.")),
        ("type", "membership", "offtake", ("Kind: membership", "Now: sale of minerals.")),
        ("mineral", "tungsten", None, ("Minerals: tungsten", "No longer so.")),
    ],
)
def test_every_fact_is_told_as_the_digest_tells_it(
    field: str, was: str, now: str | None, said: tuple[str, str]
) -> None:
    told = {**TOLD, "parties": [["x:foo", "Foo", None]]}
    one = notice(Amendment(field, was, now, EDITED))
    shown = retold(replace(one, doubt=replace(one.doubt, told=told)), wording("en"))
    (line,) = shown.lines
    assert (line.was, line.now) == said
    assert line.why == "Gazeta.uz has edited its article."
    assert shown.told == "What you read on 22 November 2026"


@pytest.mark.parametrize("language", languages())
def test_every_reason_has_words_in_every_language(language: str) -> None:
    words = wording(language)
    said = [
        retold(notice(Amendment("stage", "agreement", None, Reason(kind, "O", None or "", TOLD))), words)
        for kind in KINDS
    ]
    said += [retold(notice(whole=Reason(kind, "O", "", TOLD)), words) for kind in WHOLE]
    whys = {line.why for one in said for line in one.lines}
    assert len(whys) == len({*KINDS, *WHOLE})
    assert not any("{" in text or "  " in text for text in whys)


def test_hostile_names_and_addresses_are_inert() -> None:
    bad = Reason("edited", "Evil\r\n<b>\u202e", "javascript:alert(1)")
    message = render(replace(made(), notices=(notice(Amendment("stage", "agreement", None, bad)),)))
    (line,) = message.corrections[0].lines
    assert line.url is None
    assert "\n" not in line.why
    assert "<b>\u202e" not in message.html
    assert "javascript:" not in message.html + message.text


def test_a_mail_of_many_corrections_stays_within_its_size_and_counts_the_rest() -> None:
    many = tuple(replace(notice(Amendment("stage", "agreement", None, EDITED)), key=f"d{n}") for n in range(900))
    message = render(replace(made(), notices=many))
    assert len(message.html.encode()) < 95_000
    assert message.text.count("Gazeta.uz has edited its article.") == 900
    shown = message.html.count("has edited its article.")
    assert f"and {900 - shown} more" in message.html


@pytest.mark.parametrize("language", languages())
def test_a_promise_is_told_with_its_words_and_an_inert_link(language: str) -> None:
    words = wording(language)
    moment = dt.datetime(2025, 3, 19, tzinfo=dt.UTC)
    pledge = Pledge(
        1, "operation", dt.date(2026, 6, 30), "month", "Q\r\n<b>x</b>", "javascript:x", "O", "en", moment, reached=False
    )
    told = promise(Overdue(DEAL.key, TOLD, "agreement", pledge, "x"), words)
    assert words.date(dt.date(2026, 6, 30), "month") in told.promised
    assert words.of("stages", "agreement") in told.stands
    assert (told.url, told.quote) == (None, "Q <b>x</b>")
    assert told.due.endswith(".")
    assert not told.due.endswith("..")
    message = render(replace(made(language=language), overdue=(Overdue(DEAL.key, TOLD, "agreement", pledge, "x"),)))
    assert "<b>x</b>" not in message.html
    assert ".. " not in message.text
    assert message.promises == (told,)
