"""An address is proved by a message of its own, which the ledger keeps."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from alerts.channels import UnknownChannel
from alerts.sending.trial import trial
from alerts.wording import languages, wording
from tests.alerts.newsroom import Newsroom


@pytest.mark.parametrize("language", languages())
def test_a_message_in_the_readers_language_arrives(newsroom: Newsroom, tmp_path: Path, language: str) -> None:
    state, reply = trial(newsroom.engine, f"maildir:{tmp_path / 'box'}", language, newsroom.now)
    (stored,) = (tmp_path / "box" / "new").iterdir()
    assert (state, reply) == ("sent", f"stored as {stored}")
    (row,) = newsroom.deliveries()
    assert (row.kind, row.state, row.subject) == ("trial", "sent", wording(language).say("trial_subject"))


def test_what_was_answered_instead_is_told_and_other_mail_stays(newsroom: Newsroom) -> None:
    state, reply = trial(newsroom.engine, "reader@example.org", "en", newsroom.now)
    assert state == "queued"
    assert "KONCHI_SMTP is not set" in reply


def test_an_unknown_channel_is_refused_before_anything_is_stored(database: Engine, newsroom: Newsroom) -> None:
    with pytest.raises(UnknownChannel):
        trial(database, "pigeon:coop", "en", newsroom.now)
    assert newsroom.deliveries() == []
