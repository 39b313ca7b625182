"""Reports without a listed verb of dealing come in; the deal their nouns imply must go out, of other texts none."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.understanding.acts import acts
from pipeline.understanding.implied import with_implied
from tests.pipeline.readings import NEWS, judged, lay_out, reported

TOLD: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("implied.toml").read_text(encoding="utf-8"))["told"]


@pytest.mark.parametrize("case", TOLD, ids=lambda case: f"{case['lang']} {case['text'][:40]}")
def test_what_no_verb_tells_is_read_off_the_nouns(case: dict[str, Any]) -> None:
    text, lang = case["text"], case["lang"]
    if case["says"] == "nothing":
        assert not judged(text, lang).relevant
        return
    assert judged(text, lang).relevant
    assert f"{reported(text, lang)[0].deal_type} {reported(text, lang)[0].stage}" == case["says"]


def test_nothing_is_implied_where_a_verb_tells_the_deal() -> None:
    readings = lay_out(
        "Uranium\n\nOrano and Navoiyuran signed a contract on uranium. KfW has 50 million euros ready.", "en"
    )
    told = acts(readings, NEWS)
    assert with_implied(told, readings, NEWS) == told
