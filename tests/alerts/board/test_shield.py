"""Too many requests of one client are turned away; others and later ones are served."""

from alerts.board.shield import BURST, KNOWN, RATE, Shield
from tests.alerts.board.conftest import Board


def test_a_client_that_asks_too_often_is_told_to_wait(board: Board) -> None:
    for _ in range(20 * BURST):
        refused = board.get("/nothing")
        if refused.status_code == 429:
            break
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "60"
    assert "Content-Security-Policy" in refused.headers


def test_what_is_known_of_clients_is_bounded_and_fills_up_again() -> None:
    shield = Shield(None)
    for number in range(KNOWN + 50):
        assert shield.may(str(number), now=0.0)
    assert len(shield.buckets) == KNOWN
    for _ in range(BURST):
        shield.may("one", now=0.0)
    assert not shield.may("one", now=0.0)
    assert shield.may("two", now=0.0)
    assert shield.may("one", now=2 / RATE)
