"""The rules are checked where they are read: a key that nobody reads, or a term that does not exist, is refused."""

from dataclasses import asdict, replace

import pytest

from crawler.discovery import rules
from pipeline.lexicon import lexicon
from pipeline.words.tables import InvalidTable


def test_the_rules_that_come_with_konchi_hold_together() -> None:
    assert rules.SEARCH.a_run <= rules.SEARCH.a_day
    assert rules.GDELT.zipped < rules.GDELT.unzipped
    assert 0 < rules.LEADS.alike <= 1
    assert {lexicon().term(mineral).kind for mineral in rules.GDELT.everyday} == {"mineral"}


def test_a_mistyped_key_is_refused_with_the_nearest() -> None:
    tree = {"search": {**asdict(rules.SEARCH), "a_dya": 3}}
    with pytest.raises(InvalidTable, match="unknown key 'a_dya'; did you mean 'a_day'"):
        rules.table(tree, "search", rules.Search)


def test_a_missing_key_is_named() -> None:
    with pytest.raises(InvalidTable, match="has no a_day"):
        rules.table({"search": {"a_run": 1}}, "search", rules.Search)


def test_a_term_that_the_lexicon_does_not_hold_is_refused() -> None:
    with pytest.raises(InvalidTable, match="unknown key 'tungstn'; did you mean 'tungsten'"):
        rules.checked(replace(rules.QUERIES, unasked=["tungstn"]))
