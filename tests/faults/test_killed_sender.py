"""Promise 1: a sender that is killed at every boundary of its work loses no digest, and any twin is the same."""

import datetime as dt
import email
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.alerts.newsroom import Newsroom
from tests.alerts.postbox import Postbox, postbox
from tests.alerts.test_deliver import subscribe
from tests.faults.killing import KILLED, Boundary, konchi, run
from tests.faults.unguarded import without_outbox
from tests.figures import Figure

COMPOSING = [
    ("alerts.deliver:compose_due", "before"),
    ("alerts.sending.composing:render", "after"),
    ("alerts.sending.composing:enclose", "after"),  # its bytes are made
    ("alerts.deliver:compose", "after"),  # with others of its transaction, which is lost
    ("alerts.sending.composing:put_all", "after"),  # they are stored, not committed
    ("alerts.deliver:store", "after"),
]
SENDING = [
    ("alerts.sending.outbox:_claim", "before"),
    ("alerts.sending.outbox:holder", "after"),  # under a lease that is not committed
    ("alerts.sending.outbox:_claim", "after"),
    ("alerts.channels.mailto:_open", "after"),  # connected
    ("smtplib:SMTP.mail", "after"),
    ("smtplib:SMTP.rcpt", "after"),
    ("smtplib:SMTP.data", "before"),
    ("smtplib:SMTP.data", "after"),  # the server has it, and nobody here knows
    ("alerts.channels.mailto:send", "after"),
    ("alerts.sending.outbox:_record", "before"),
    ("alerts.sending.outbox:update", "after"),  # being recorded
    ("alerts.sending.outbox:_record", "after"),
]


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with postbox() as opened:
        monkeypatch.setenv("KONCHI_SMTP", opened.address)
        yield opened


def fill(newsroom: Newsroom, home: Path, readers: int) -> None:
    """Subscribe the readers and write two deals for them."""
    blocks = (f'address = "reader{number}@example.org"\ntimezone = "UTC"\nat = "00:00"' for number in range(readers))
    subscribe(home, *blocks)
    newsroom.deal()
    newsroom.deal("other", minerals=["copper"])


def plan(rounds: int, calls: int) -> list[Boundary]:
    """Return the boundaries in the order in which they are met, each some calls further on.

    Digests are stored many together, which one of the first such calls dies with.
    """
    dice = random.Random(1)  # noqa: S311 - no secret
    most = {"compose_due": 1, "put_all": max(1, rounds - 1), "store": max(1, rounds - 1)}
    composing = [
        Boundary(*one, dice.randint(1, most.get(one[0].rpartition(":")[2], calls))) for one in COMPOSING * rounds
    ]
    return composing + [Boundary(*one, dice.randint(1, calls)) for one in SENDING * rounds]


def killed(newsroom: Newsroom, boundaries: Sequence[Boundary]) -> int:
    """Let a sender die at each boundary and another end the work; return how many died."""
    ticks = [newsroom.now + dt.timedelta(seconds=10 * number) for number in range(len(boundaries) + 1)]
    codes = [run(konchi, "send", at=one, moment=tick) for one, tick in zip(boundaries, ticks, strict=False)]
    assert run(konchi, "send", moment=ticks[-1]) == 0
    return codes.count(KILLED)


def judged(box: Postbox, readers: int) -> tuple[int, int, int]:
    """Return how many readers got nothing, how many twins there are, and how many of them differ."""
    got = defaultdict(list)
    for to, body in box.received:
        got[to].append((email.message_from_bytes(body)["Message-ID"], body))
    twins = sum(len(bodies) - 1 for bodies in got.values())
    return readers - len(got), twins, sum(len(set(bodies)) - 1 for bodies in got.values())


@pytest.mark.parametrize(
    ("readers", "rounds", "calls", "kills"),
    [
        pytest.param(30, 1, 2, 18, id="short"),
        pytest.param(600, 3, 14, 40, id="long", marks=pytest.mark.faults),
    ],
)
def test_a_sender_killed_at_every_boundary_loses_nothing_and_repeats_the_same(  # noqa: PLR0913, PLR0917
    newsroom: Newsroom, box: Postbox, home: Path, figure: Figure, readers: int, rounds: int, calls: int, kills: int
) -> None:
    fill(newsroom, home, readers)
    dead = killed(newsroom, plan(rounds, calls))
    assert dead >= kills
    lost, twins, differing = judged(box, readers)
    what = f"{readers} digests, {dead} kills at {len(COMPOSING + SENDING)} boundaries, {newsroom.engine.dialect.name}"
    figure(1, f"{what}: lost", lost, 0, "")
    figure(1, f"{what}: twins that differ, of {twins}", differing, 0, "")
    rows = newsroom.deliveries()
    assert (len(rows), {row.state for row in rows}) == (readers, {"sent"})


def test_without_the_outbox_a_twin_is_another_message(
    newsroom: Newsroom, box: Postbox, home: Path, figure: Figure
) -> None:
    fill(newsroom, home, 3)
    handed_over = Boundary("alerts.channels:send", "after", 2)
    assert run(konchi, "send", at=handed_over, moment=newsroom.now, without=[without_outbox]) == KILLED
    assert run(konchi, "send", moment=newsroom.now, without=[without_outbox]) == 0
    lost, twins, differing = judged(box, 3)
    figure(10, f"without the outbox: twins that differ, {newsroom.engine.dialect.name}", differing, None, "")
    assert (lost, twins, differing) == (0, 2, 2)  # both stood in the transaction that was lost
