"""A crawl is told plainly, without a control character of anybody else's."""

import datetime as dt

import pytest

from crawler.batches.progress import UNREACHED, Bars, sentence, summary
from crawler.monitoring.tally import Polled, Tally


def tally(state: str, reason: str | None = None, **counts: int) -> Tally:
    made = Tally("outlet", started_at=dt.datetime.now(dt.UTC))
    made.polled = [Polled("https://outlet.uz/rss", "feeds", state, reason)]
    for fate, number in counts.items():
        for index in range(number):
            made.count(f"{fate}{index}", fate)
    return made


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (tally("ok", stored=3, known=2), "3 stored, 2 known"),
        (tally("unchanged", known=2), "nothing new"),
        (tally("unreachable", "its name cannot be resolved"), "unreachable: its name cannot be resolved"),
        (tally("broken", "HTTP 404", failed=1), "broken: HTTP 404; 1 failed"),
        (Tally("outlet", held=True), "left alone: another crawl is at it"),
        (Tally("outlet", stopped="stopped (shutdown)"), "killed: stopped (shutdown)"),
    ],
)
def test_a_run_is_one_plain_line(made: Tally, said: str) -> None:
    assert sentence(made) == f"{'outlet':24} {said}"


def test_foreign_control_characters_are_not_printed() -> None:
    said = sentence(tally("broken", "\x1b[2J\x1b]0;evil\x07 no\nfeed \u202egnp"))
    assert said.isprintable()
    assert "\n" not in said


def test_the_whole_crawl_is_summed_up_with_its_exit_code() -> None:
    text, code = summary([tally("ok", stored=3), tally("unreachable"), tally("broken")])
    first, *troubles = text.splitlines()
    assert first.startswith("1 of 3 sources reached; pages: 3 stored")
    assert troubles == ["unreachable: outlet", "broken: outlet"]
    assert code == 0
    assert summary([tally("unreachable"), tally("unreachable")])[1] == UNREACHED
    assert "is there a connection" in summary([tally("unreachable")])[0]
    uncertified = tally("unreachable", "its certificate has expired")
    uncertified.polled[0].trouble = "certificate"
    assert "are the clock and the certificates of this machine right" in summary([uncertified])[0]
    assert summary([]) == ("nothing is due", 0)


def test_bars_move_and_leave_a_line_a_source(capsys: pytest.CaptureFixture[str]) -> None:
    made = tally("ok", stored=3)
    with Bars(1) as bars:
        bars.update(made)
        bars.done(made)
        assert bars.progress.tasks[0].completed == 1
    assert "3 stored" in capsys.readouterr().out
