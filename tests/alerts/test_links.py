"""Signed links: good for one purpose, never forged, old only where age matters."""

import datetime as dt
from pathlib import Path

import pytest
from itsdangerous import TimestampSigner

from alerts.links import CONFIRM, LASTING, UNSUBSCRIBE, VIEW, BadLink, InvalidUrl, base, links, opened, sealed


def test_a_word_comes_back_for_its_own_purpose_alone() -> None:
    word = sealed(VIEW, "mailto:ю@example.org", "daily", "2026-11-23")
    assert opened(VIEW, word) == ["mailto:ю@example.org", "daily", "2026-11-23"]
    for purpose in (UNSUBSCRIBE, CONFIRM):
        with pytest.raises(BadLink):
            opened(purpose, word)


@pytest.mark.parametrize("spoilt", ["{}A", "A{}", "", "x.y.z", "ю"])
def test_a_changed_word_is_refused(spoilt: str) -> None:
    with pytest.raises(BadLink):
        opened(VIEW, spoilt.format(sealed(VIEW, "a", "b", "c")))


def test_the_secret_is_made_once_and_is_its_owners_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    word = sealed(VIEW, "a")
    assert (home / "secret").stat().st_mode & 0o777 == 0o600
    assert opened(VIEW, word) == ["a"]
    monkeypatch.setenv("KONCHI_SECRET", "another")
    with pytest.raises(BadLink):
        opened(VIEW, word)


def test_a_wish_to_be_subscribed_ends_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    word = sealed(CONFIRM, "a")
    assert opened(CONFIRM, word, LASTING) == ["a"]
    later = int(dt.datetime.now(dt.UTC).timestamp()) + LASTING + 60
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: later)
    assert opened(CONFIRM, word) == ["a"]
    with pytest.raises(BadLink):
        opened(CONFIRM, word, LASTING)


def test_without_an_address_of_the_service_there_are_no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    assert base() is None
    assert links("mailto:a@example.org", "daily", "s") is None
    monkeypatch.setenv("KONCHI_URL", "https://konchi.example.org/news/")
    made = links("mailto:a@example.org", "daily", "s")
    assert made
    assert made.unsubscribe.startswith("https://konchi.example.org/news/u/")
    assert made.view.startswith("https://konchi.example.org/news/v/")


@pytest.mark.parametrize(
    "wish", ["konchi.example.org", "ftp://a.example", "https://", 'https://a.example/"x', "https://[x"]
)
def test_an_unusable_address_of_the_service_is_refused(wish: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONCHI_URL", wish)
    with pytest.raises(InvalidUrl, match="KONCHI_URL"):
        base()
