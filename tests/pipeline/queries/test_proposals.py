"""Stored deals of unlisted bodies come in; the proposed entries, and that the lexicon takes them, are tested."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from pipeline.db import session
from pipeline.lexicon import FOLDER, lexicon
from pipeline.queries.proposals import block, proposals

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Newsroom


def test_a_body_that_no_lexicon_holds_is_proposed_with_its_count_and_an_example(newsroom: Newsroom) -> None:
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what))
    newsroom.report("trend/1", "2025-03-05", newsroom.step(*newsroom.who, *newsroom.what))
    newsroom.report("trend/2", "2025-03-06", newsroom.step(*newsroom.states))
    with session(newsroom.engine) as opened:
        (only,) = proposals(opened)
        assert not proposals(opened, least=3)
    lines = block(only)
    assert lines[0].startswith("# 2 articles, 2 publishers")
    assert "Norsk Wolfram" in lines[1]
    assert lines[2:] == ["[norsk-wolfram-of-norway]", 'type = "company"', 'en = ["Norsk Wolfram of Norway"]']


def test_a_proposed_entry_is_one_that_the_lexicon_takes(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what))
    with session(newsroom.engine) as opened:
        entries = ["\n".join(block(one)) for one in proposals(opened)]
    folder = shutil.copytree(FOLDER, tmp_path / "lexicon")
    with (folder / "organisations.toml").open("a", encoding="utf-8") as file:
        file.write("\n\n" + "\n\n".join(entries) + "\n")
    assert lexicon(folder).terms["norsk-wolfram-of-norway"].names == ("Norsk Wolfram of Norway",)


def test_names_that_sound_alike_are_one_proposal(newsroom: Newsroom) -> None:
    step = newsroom.step("party x:traksis: Traxys", *newsroom.what)
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step("party x:traksys: Traxys", *newsroom.what))
    newsroom.report("trend/1", "2025-03-05", step)
    with session(newsroom.engine) as opened:
        (only,) = proposals(opened)
    assert len(only.articles) == len(only.publishers) == 2
