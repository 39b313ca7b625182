"""A deal's fields follow from its evidence by the stated rules, and what changed is told once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from pipeline.db import session
from pipeline.models import Deal, Event, SourceState
from pipeline.resolution.deals import current_stage, likeliest_type, stage_date, timeline
from pipeline.resolution.witnesses import Told

if TYPE_CHECKING:
    from conftest import Newsroom

MARCH = dt.datetime(2025, 3, 3, tzinfo=dt.UTC)


def told(stage: str, voice: str, day: int, *, date: int | None = None, precision: str = "day", rank: int = 1) -> Told:
    """Return what a voice says on a day of March, perhaps naming another day of March."""
    when = dt.date(2025, 3, date) if date else None
    at, teller = MARCH.replace(day=day), (voice, "", 0)
    return Told(0, 0, "primary", "framework", {}, stage, when, precision, voice, rank, at, teller, copy=False)


def of_type(name: str, *, rank: int = 1, copy: bool = False, **likely: float) -> Told:
    """Return what a voice says of the type, with how likely each other one is beside it."""
    types = {name: 0.0} | likely if likely else {}
    return told("talks", "a", 1, rank=rank)._replace(deal_type=name, types=types, copy=copy)


def test_the_type_is_the_likeliest_by_all_reports_together() -> None:
    doubtful = [of_type("framework", offtake=-0.2), of_type("framework", offtake=-0.1)]
    assert likeliest_type(doubtful) == "framework"
    assert likeliest_type([*doubtful, of_type("offtake", framework=-3.0)]) == "offtake"


def test_what_one_report_calls_impossible_others_may_still_be_sure_of() -> None:
    sure = [of_type("equity", joint_venture=-4.0), of_type("equity", joint_venture=-4.0)]
    assert likeliest_type([of_type("joint_venture", framework=-1.0), *sure]) == "equity"
    assert likeliest_type([of_type("joint_venture", framework=-1.0), sure[0]]) == "joint_venture"


def test_a_copy_says_nothing_further_of_the_type() -> None:
    copies = [of_type("framework", offtake=-1.0, copy=True)] * 5
    assert (
        likeliest_type([of_type("framework", offtake=-1.0), *copies, of_type("offtake", framework=-2.0)]) == "offtake"
    )


def test_a_type_that_was_never_weighed_is_the_one_that_most_say_as_far_as_they_are_believed() -> None:
    assert likeliest_type([of_type("offtake"), of_type("framework"), of_type("framework")]) == "framework"
    assert likeliest_type([of_type("framework"), of_type("framework"), of_type("offtake", rank=3)]) == "framework"
    assert likeliest_type([of_type("framework"), of_type("offtake", rank=3)]) == "offtake"


def test_the_stage_climbs_and_never_falls() -> None:
    assert current_stage([told("talks", "a", 1), told("agreement", "b", 9)]) == "agreement"
    assert current_stage([told("agreement", "b", 9), told("talks", "a", 20)]) == "agreement"


def test_a_lone_voice_that_claims_more_than_all_others_waits() -> None:
    others = [told("memorandum", voice, 4) for voice in "bcde"]
    assert current_stage([told("operation", "a", 3), *others]) == "memorandum"


def test_an_ended_deal_stays_ended_until_a_step_is_reported_again() -> None:
    ended = [told("agreement", "a", 1), told("suspended", "b", 9)]
    assert current_stage(ended) == "suspended"
    assert current_stage([*ended, told("talks", "c", 12)]) == "suspended"
    assert current_stage([*ended, told("construction", "c", 20)]) == "construction"


def test_the_date_of_the_official_publisher_goes_before_many_others() -> None:
    claims = [
        told("agreement", "ministry", 3, date=4, rank=3),
        *(told("agreement", voice, 6, date=5) for voice in "abc"),
    ]
    assert stage_date(claims) == (dt.date(2025, 3, 4), "day")


def test_among_equals_more_publishers_then_the_later_one_decide() -> None:
    claims = [told("agreement", voice, day, date=date) for voice, day, date in (("a", 5, 4), ("b", 6, 4), ("c", 9, 5))]
    assert stage_date(claims) == (dt.date(2025, 3, 4), "day")
    assert stage_date(claims[1:]) == (dt.date(2025, 3, 5), "day")


def test_a_day_goes_before_a_month() -> None:
    claims = [told("agreement", "a", 5, date=1, precision="month"), told("agreement", "b", 4, date=3)]
    assert stage_date(claims) == (dt.date(2025, 3, 3), "day")
    assert stage_date(claims[:1]) == (dt.date(2025, 3, 1), "month")
    assert stage_date([]) == (None, None)


def test_every_field_is_derived_from_evidence(newsroom: Newsroom) -> None:
    facts = (*newsroom.who, *newsroom.what, "place ingichka: Ingichka", "value 40000000 USD: $40 million")
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*facts, on="2025-03-03", deal_type="exploration"))
    (deal,) = newsroom.deals()
    assert deal.title == "Uzbekistan Technological Metals Complex – Norsk Wolfram of Norway: exploration (tungsten)"
    assert [party["id"] for party in deal.parties] == ["uztmk", "x:norsk-wolfram"]
    assert (deal.minerals, deal.countries, deal.places) == (["tungsten"], ["NO"], ["ingichka"])
    assert deal.values == [{"amount": 40_000_000, "currency": "USD", "kind": None, "text": "$40 million"}]
    assert (deal.stage, deal.stage_date, deal.conflicts) == ("memorandum", dt.date(2025, 3, 3), [])


def test_who_signed_is_kept_by_support(newsroom: Newsroom) -> None:
    signed = ("signatory karimov: Tungsten", "signatory olsen: Norsk Wolfram")
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, signed[0]))
    newsroom.report("trend/1", "2025-03-04", newsroom.step(*newsroom.who, *newsroom.what, signed[1]))
    newsroom.report("kun/1", "2025-03-05", newsroom.step(*newsroom.who, *newsroom.what, signed[1]))
    (deal,) = newsroom.deals()
    assert deal.signatories == [{"id": "olsen", "name": "Norsk Wolfram"}, {"id": "karimov", "name": "Tungsten"}]


def test_sources_that_differ_stand_beside_one_another(newsroom: Newsroom) -> None:
    day = newsroom.step(*newsroom.who, *newsroom.what, "value 40000000 USD: $40 million", on="2025-03-03")
    next_day = newsroom.step(*newsroom.who, *newsroom.what, "value 55000000 USD: $55 million", on="2025-03-04")
    newsroom.report("uzdaily/1", "2025-03-04", day)
    newsroom.report("trend/1", "2025-03-05", next_day)
    (deal,) = newsroom.deals()
    assert deal.conflicts == [
        {
            "field": "date of memorandum",
            "values": [
                {"value": "2025-03-03", "publishers": ["uzdaily"]},
                {"value": "2025-03-04", "publishers": ["trend"]},
            ],
        },
        {
            "field": "value",
            "values": [
                {"value": "40000000 USD", "publishers": ["uzdaily"]},
                {"value": "55000000 USD", "publishers": ["trend"]},
            ],
        },
    ]
    assert sorted(newsroom.kinds()) == ["conflict", "conflict", "date", "new", "value"]


def test_copies_speak_with_the_voice_of_their_original(newsroom: Newsroom) -> None:
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    wrong = newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-04")
    for number in range(3):
        newsroom.report(f"reprint{number}/1", "2025-03-04", wrong, copy_of="uzdaily/1")
    (deal,) = newsroom.deals()
    assert deal.stage_date == dt.date(2025, 3, 3)
    assert {publisher for value in deal.conflicts[0]["values"] for publisher in value["publishers"]} == {"uzdaily"}


def test_the_kind_of_a_source_decides_how_far_it_is_believed(newsroom: Newsroom) -> None:
    with session(newsroom.engine) as opened:
        opened.add(SourceState(name="ministry", kind="government"))
    newsroom.report("ministry/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    for outlet in ("uzdaily", "trend", "kun"):
        newsroom.report(f"{outlet}/1", "2025-03-04", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-04"))
    assert newsroom.deals()[0].stage_date == dt.date(2025, 3, 3)


def test_the_timeline_has_every_stage_with_its_date(newsroom: Newsroom) -> None:
    signed = newsroom.step(*newsroom.who, *newsroom.what, on="2025-09-05", stage="agreement")
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    newsroom.report("uzdaily/2", "2025-09-06", signed)
    with session(newsroom.engine) as opened:
        (deal,) = opened.scalars(select(Deal))
        assert timeline(opened, deal) == [
            {"stage": "memorandum", "date": "2025-03-03", "precision": "day"},
            {"stage": "agreement", "date": "2025-09-05", "precision": "day"},
        ]


def test_a_change_is_told_once_and_under_the_same_key_after_a_new_run(newsroom: Newsroom) -> None:
    steps = [
        newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"),
        newsroom.step(*newsroom.who, *newsroom.what, "value 40000000 USD: $40 million"),
        newsroom.step(*newsroom.who, *newsroom.what, "value 40000000 USD: $40 million"),
    ]
    for number, step in enumerate(steps):
        newsroom.report(f"outlet{number}/1", f"2025-03-0{number + 3}", step)
    with session(newsroom.engine) as opened:
        assert list(opened.scalars(select(Event.key).order_by(Event.id))) == [
            "uztmk-norsk-wolfram-tungsten-framework-2025:new",
            "uztmk-norsk-wolfram-tungsten-framework-2025:value:40000000 USD",
        ]


@pytest.mark.parametrize(("party", "kinds"), [("traxys: Traxys", ["new", "party"]), ("x:someone: Traxys", ["new"])])
def test_a_party_that_enters_is_news_if_the_lexicon_knows_it(newsroom: Newsroom, party: str, kinds: list[str]) -> None:
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    more = newsroom.step(*newsroom.who, f"party {party}", *newsroom.what, on="2025-03-03")
    newsroom.report("trend/1", "2025-03-04", more)
    assert newsroom.kinds() == kinds
