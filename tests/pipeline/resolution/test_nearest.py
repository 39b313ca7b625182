"""What an article is found by is entered once each, and looked for in all periods of a month."""

import datetime as dt

from pipeline.resolution.fingerprint import BANDS, Fingerprint, fingerprint, landmarks, sentences
from pipeline.resolution.nearest import LONG, PERIOD, WINDOW, Signs, period

LINES = [f"The ministry signed a contract on the field number {name}." for name in ("one", "two", "three", "four")]


def test_a_landmark_that_is_chosen_twice_is_entered_once() -> None:
    kept, bands = fingerprint("", LINES)
    entries = list(Signs(kept, bands, [7, 7, 8]).entries())
    assert entries[BANDS:] == [(BANDS, 7), (BANDS, 8)]
    assert len(entries) == BANDS + 2


def test_two_texts_that_share_most_sentences_share_a_landmark() -> None:
    cut = ["A line of an outlet's own stands before all of it.", *LINES[2:]]
    assert set(landmarks(LINES)) & set(landmarks(cut))
    assert not landmarks(sentences("Too short to tell. Subscribe!"))


def test_the_periods_of_a_window_are_two_and_those_of_a_month_have_room() -> None:
    begins = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    for hours in range(0, 24 * 12, 5):
        when = begins + dt.timedelta(hours=hours)
        assert period(when + WINDOW) == period(when - WINDOW) + 1
        assert period(when + LONG) - period(when - LONG) <= 2 * (LONG // PERIOD)


def test_an_older_fingerprint_with_names_is_read() -> None:
    assert Fingerprint.restored([[1], [2], ["3"], {"names": 1}]) == Fingerprint((1,), (2,), frozenset("3"))
