"""The figures of policy.toml are whole, typed and bounded; a mistyped one is refused with its place."""

import datetime as dt

import pytest

from crawler.manners.measures import BACK_OFF, HOSTS, BackOff, InvalidMeasure, Polling

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("kind", BACK_OFF)
def test_a_pause_grows_to_its_ceiling_and_no_source_is_given_up(kind: str) -> None:
    pauses = [BACK_OFF[kind].pause(failures) for failures in range(1, 200)]
    assert pauses == sorted(pauses)
    assert pauses[0] == BACK_OFF[kind].first
    assert pauses[-1] == BACK_OFF[kind].longest <= DAY


def test_a_pause_is_never_shorter_than_the_usual_interval() -> None:
    assert BACK_OFF["unreachable"].pause(1, 2 * DAY) == 2 * DAY


def test_times_are_spans_of_time() -> None:
    assert HOSTS.longest_hold == DAY


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ({"first": "1h", "growth": 2, "longst": "1d"}, "did you mean 'longest'"),
        ({"first": "1h", "growth": 2}, "'longest' is missing"),
    ],
)
def test_a_mistyped_figure_is_refused_with_its_place(block: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidMeasure, match=said) as refused:
        BackOff.of("back_off.wall", block)
    assert "[back_off.wall]" in str(refused.value)
    with pytest.raises(InvalidMeasure):
        Polling.of("polling", block)
