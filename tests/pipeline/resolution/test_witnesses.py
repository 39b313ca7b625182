"""What the reports of a deal say is told in the order of publication, each fact by whose voice, on both databases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.db import session
from pipeline.models import SourceState
from pipeline.resolution.witnesses import Said, Told, statements, witnesses

if TYPE_CHECKING:
    from conftest import Newsroom


def heard(newsroom: Newsroom) -> tuple[list[Told], list[Said]]:
    """Return what is said of the first deal."""
    with session(newsroom.engine) as opened:
        told = witnesses(opened, 1)
        return told, statements(opened, 1, told)


def test_witnesses_stand_in_the_order_of_publication(newsroom: Newsroom) -> None:
    step = newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03")
    newsroom.report("trend/1", "2025-03-05", step)
    newsroom.report("uzdaily/1", "2025-03-03", replace(step, stage="talks"))
    told, _ = heard(newsroom)
    assert [(one.voice, one.stage, str(one.date), one.rank) for one in told] == [
        ("uzdaily", "talks", "2025-03-03", 1),
        ("trend", "memorandum", "2025-03-03", 1),
    ]


def test_a_fact_in_one_wording_by_one_voice_is_said_once(newsroom: Newsroom) -> None:
    step = newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03")
    other = newsroom.step("party uztmk: Tungsten combine", newsroom.who[1], *newsroom.what, on="2025-03-03")
    newsroom.report("uzdaily/1", "2025-03-03", step)
    newsroom.report("uzdaily/2", "2025-03-04", step)
    newsroom.report("trend/1", "2025-03-05", other)
    told, said = heard(newsroom)
    parties = [(one.value, one.detail["surface"], one.voice, len(one.reports)) for one in said if one.field == "party"]
    assert parties == [
        ("uztmk", "Uzbekistan Technological Metals Complex", "uzdaily", 2),
        ("x:norsk-wolfram", "Norsk Wolfram of Norway", "uzdaily", 2),
        ("uztmk", "Tungsten combine", "trend", 1),
        ("x:norsk-wolfram", "Norsk Wolfram of Norway", "trend", 1),
    ]
    assert [one.at for one in said if one.field == "mineral"] == [told[0].at, told[2].at]


def test_what_is_run_again_is_said_by_its_original_and_believed_last(newsroom: Newsroom) -> None:
    with session(newsroom.engine) as opened:
        opened.add(SourceState(name="uza", kind="agency"))
        opened.add(SourceState(name="kun", kind="government"))
    step = newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03")
    newsroom.report("uza/1", "2025-03-03", step)
    newsroom.report("kun/1", "2025-03-04", step, copy_of="uza/1")
    told, said = heard(newsroom)
    assert [(one.voice, one.rank) for one in told] == [("uza", 2), ("uza", 0)]
    assert [(one.voice, one.rank) for one in said if one.field == "mineral"] == [("uza", 2), ("uza", 0)]
