"""The collector rests while what stays is laid out, and is left as it was."""

import gc

import pytest

from crawler.garbage import none_yet


def test_the_collector_rests_while_what_stays_is_laid_out() -> None:
    with none_yet():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(SystemExit), none_yet():
        raise SystemExit
    assert gc.isenabled()
