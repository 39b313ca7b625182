"""Promise 11: whatever a mail server answers is taken for what it is, and one bad recipient never stops the rest."""

import datetime as dt

import pytest
from sqlalchemy import Engine

from alerts.sending.outbox import send_queued
from alerts.sending.suppression import lift, suppressed
from pipeline.db import session
from tests.alerts.postbox import postbox
from tests.alerts.sending.test_outbox import NOW, ledger, store
from tests.figures import Figure

SENDER = "digest@konchi.example"
ODD = "odd@example.org"
ANSWERS = [  # where it is given, the answer, what becomes of the message, whether nothing more is sent there
    ("recipients", "550 5.1.1 no such user", "refused", True),
    ("recipients", "550 No such user here", "refused", False),
    ("recipients", "550 5.1.6 the mailbox has moved", "refused", True),
    ("recipients", "556 5.1.10 the domain takes no mail", "refused", True),
    ("recipients", "550 5.2.1 mailbox disabled", "refused", True),
    ("recipients", "552 5.2.2 mailbox full", "refused", False),
    ("recipients", "450 4.2.1 mailbox busy", "deferred", False),
    ("recipients", "451 4.7.1 greylisted, try later", "deferred", False),
    ("recipients", "421 4.3.2 shutting down", "deferred", False),
    ("recipients", "550 5.7.1 not allowed to relay", "deferred", False),
    ("data", "421 4.7.0 try again later, closing", "deferred", False),
    ("data", "452 4.3.1 out of storage", "deferred", False),
    ("data", "554 5.6.0 message refused", "refused", False),
    ("data", "554 5.7.26 this mail is unauthenticated", "deferred", False),
    ("data", "cut", "deferred", False),
    ("senders", "553 5.1.8 sender rejected", "blocked", False),
    ("senders", "451 4.1.8 try later", "deferred", False),
]
ALL_ASK = {"senders"}  # what is answered to the sender meets every message


def outcomes(database: Engine, where: str, answer: str) -> tuple[str, list[str], bool]:
    """Send to three readers, the second of whom gets the answer: its state, the others' states, its suppression."""
    slot = f"{where} {answer}"
    with postbox() as box, pytest.MonkeyPatch.context() as setting:
        setting.setenv("KONCHI_SMTP", box.address)
        getattr(box, where)[SENDER if where in ALL_ASK else ODD] = answer
        for name in ("first", "odd", "third"):
            assert store(database, name, slot=slot)
        states = [outcome.state for outcome in send_queued(database, lambda: NOW)]
        with session(database) as opened:
            gone = f"mailto:{ODD}" in suppressed(opened)
        said = states[0] if where in ALL_ASK else states[1]
        if gone:
            lift(database, f"mailto:{ODD}")
        if where in ALL_ASK:
            getattr(box, where).clear()
        send_queued(database, lambda: NOW + dt.timedelta(hours=1))  # what was only put off is sent in its time
        others = [row.state for name, row in ledger(database).items() if name != "odd"]
    return said, others, gone


def test_an_answer_is_taken_for_what_it_is_and_stops_nobody_else(database: Engine, figure: Figure) -> None:
    wrong, missed = [], 0
    for where, answer, state, gone in ANSWERS:
        said, others, suppressed_now = outcomes(database, where, answer)
        missed += sum(one != "sent" for one in others)
        if (said, suppressed_now) != (state, gone):
            wrong.append((answer, said, suppressed_now))
    what = f"{len(ANSWERS)} answers, {database.dialect.name}"
    figure(11, f"{what}: taken for something else {wrong or ''}".rstrip(), len(wrong), 0, "")
    figure(11, f"{what}: others who went without their mail", missed, 0, "")
