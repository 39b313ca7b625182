"""A kind of source is one that there is, spelled as it is."""

import pytest

from crawler.sources.kind import kind
from crawler.sources.values import Wrong
from pipeline.resolution.kinds import TRUST


@pytest.mark.parametrize("known", sorted(TRUST))
def test_every_kind_whose_trust_is_known_may_be_written(known: str) -> None:
    assert kind(f" {known} ") == known


@pytest.mark.parametrize("wrong", ["official", "Agency", "agencies", ""])
def test_any_other_is_refused(wrong: str) -> None:
    with pytest.raises(Wrong):
        kind(wrong)


def test_who_writes_another_is_told_all_that_there_are() -> None:
    with pytest.raises(Wrong) as refused:
        kind("official")
    assert str(refused.value) == f"write one of {', '.join(sorted(TRUST))}, not 'official'"
