"""The collector rests while what stays is laid out, looks seldom during a crawl, and is left as it was."""

import gc

import pytest

from crawler.garbage import ROOM, none_yet, rarely


def test_the_collector_rests_while_what_stays_is_laid_out() -> None:
    with none_yet():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(SystemExit), none_yet():
        raise SystemExit
    assert gc.isenabled()


def test_the_collector_looks_seldom_during_a_crawl() -> None:
    usual = gc.get_threshold()
    with rarely():
        assert gc.isenabled()
        assert gc.get_threshold() == (ROOM, *usual[1:])
    assert gc.get_threshold() == usual
