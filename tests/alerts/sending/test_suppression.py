"""Addresses that nothing is sent to any more."""

import pytest

from alerts.sending.suppression import NotSuppressed, lift, suppress, suppressed
from tests.alerts.newsroom import Newsroom


def test_the_first_answer_is_kept_and_lifting_ends_it(newsroom: Newsroom) -> None:
    with newsroom.session() as opened:
        suppress(opened, "mailto:a@example.org", "550 5.1.1 no such user", newsroom.now)
        suppress(opened, "mailto:a@example.org", "550 5.1.1 again", newsroom.now)
        assert [row.reply for row in suppressed(opened).values()] == ["550 5.1.1 no such user"]
    lift(newsroom.engine, "mailto:a@example.org")
    with newsroom.session() as opened:
        assert suppressed(opened) == {}
    with pytest.raises(NotSuppressed):
        lift(newsroom.engine, "mailto:a@example.org")
