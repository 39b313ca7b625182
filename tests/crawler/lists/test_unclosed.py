"""JSON that is cut is read up to its last whole member, and JSON without end costs little."""

import json
import time
from typing import Any

import pytest

from crawler.lists.unclosed import MOST_SIGNS, SMALL, closed

ITEM = {"id": 1, "title": 'A "deal", {signed} [today] \\', "tags": ["a", "b"], "text": "x" * 1000}


def read(text: str) -> tuple[Any, bool]:
    kept, cut = closed(text)
    return json.loads(kept), cut


@pytest.mark.parametrize("text", ["", "[1, 2", '{"a": [', "no JSON"])
def test_a_short_text_is_left_as_it_is(text: str) -> None:
    assert closed(text) == (text, False)


def test_a_long_text_that_is_whole_is_left_as_it_is() -> None:
    for whole in ([ITEM] * 2000, {"meta": ["a"], "data": {"items": [ITEM] * 2000}}):
        text = json.dumps(whole)
        assert len(text) > SMALL
        assert closed(text) == (text, False)


@pytest.mark.parametrize("behind", range(1, 1200, 7))
def test_wherever_a_list_is_cut_its_whole_members_are_kept(behind: int) -> None:
    whole = json.dumps({"meta": ["a"], "data": {"items": [ITEM] * 2000}})
    member = len(json.dumps(ITEM)) + 2
    text = whole[: whole.index("[{") + 1 + 1900 * member + behind]
    read_, cut = read(text)
    assert cut
    assert read_ == {"meta": ["a"], "data": {"items": [ITEM] * (1900 + (behind >= member - 2))}}


def test_an_object_that_is_cut_behind_its_list_keeps_it() -> None:
    text = json.dumps({"data": [ITEM] * 1000, "more": "x" * 1000})[:-500]
    assert read(text) == ({"data": [ITEM] * 1000}, True)


HOSTILE = {
    "lists": "[" + "[]," * 3_000_000,
    "objects": "[" + '{"a":1},' * 1_000_000,
    "numbers": "[" + "1000," * 2_000_000,
    "nested lists": "[" * 10_000_000,
    "a text of escaped quotes": '["a","' + '\\"' * 5_000_000,
    "a text of backslashes": '["a","' + "\\" * 9_999_999,
    "a text of quotes": '"' * 10_000_000,
    "brackets that close nothing": "]" * 10_000_000,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_json_without_end_is_cut_soon(what: str) -> None:
    begun = time.process_time()
    kept, cut = closed(HOSTILE[what])
    assert cut
    assert len(kept) <= 8 * MOST_SIGNS
    assert time.process_time() - begun < 2
