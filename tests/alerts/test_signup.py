"""Editing the subscriptions file: comments stay, mistakes change nothing, no edit is lost."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from alerts.channels import BadAddress
from alerts.signup import AlreadySubscribed, NotSubscribed, change, subscribe, unsubscribe
from alerts.subscriptions import InvalidSubscription, load

WRITTEN = """\
# Our readers. Ask Malika before you change this.

[[subscription]]
address = "anna@example.org" # the boss
at = "07:00"

# From the ministry:
[[subscription]]
address = "mailto:bek@example.org"
minerals = [
  "tungsten", # most of all
  "lithium",
]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "readers.toml"
    file.write_text(WRITTEN, encoding="utf-8")
    return file


def test_a_new_reader_is_added_behind_all_that_was_written(path: Path) -> None:
    reader = subscribe({"address": "carl@example.org", "minerals": ("tin",), "frequency": "weekly"}, path)
    assert path.read_text(encoding="utf-8").startswith(WRITTEN)
    assert load(path)[2] == reader
    assert reader.minerals == ("tin",)


def test_a_reader_may_follow_parties_and_types_as_they_are_shown(path: Path) -> None:
    wish = {
        "address": "carl@example.org",
        "parties": ("France", "Traxys"),
        "deal_types": ("Sale of minerals", "equity"),
    }
    reader = subscribe(wish, path)
    assert (reader.parties, reader.deal_types) == (("fr-gov", "traxys"), ("offtake", "equity"))
    with pytest.raises(InvalidSubscription, match="no type 'lone'"):
        subscribe({"address": "dora@example.org", "deal_types": ("lone",)}, path)


def test_a_reader_is_taken_away_and_the_others_comments_stay(path: Path) -> None:
    assert unsubscribe("ANNA@example.org".lower(), path) == "mailto:anna@example.org"
    text = path.read_text(encoding="utf-8")
    assert [reader.address for reader in load(path)] == ["mailto:bek@example.org"]
    assert "# most of all" in text
    assert "# Our readers" in text
    assert "anna" not in text


def test_the_file_and_its_folder_are_made_for_the_first_reader(tmp_path: Path) -> None:
    path = tmp_path / "new" / "readers.toml"
    subscribe({"address": "maildir:/tmp/box"}, path)
    assert [reader.address for reader in load(path)] == ["maildir:/tmp/box"]
    unsubscribe("maildir:/tmp/box", path)
    assert load(path) == []
    subscribe({"address": "anna@example.org"}, path)
    assert len(load(path)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such modes there")
def test_a_new_file_is_private_and_an_old_one_keeps_its_mode(path: Path, tmp_path: Path) -> None:
    subscribe({"address": "x@example.org"}, tmp_path / "private.toml")
    assert (tmp_path / "private.toml").stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    subscribe({"address": "x@example.org"}, path)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_second_subscription_of_one_address_is_refused(path: Path) -> None:
    with pytest.raises(AlreadySubscribed, match=r"mailto:bek@example\.org is subscribed already; edit its block"):
        subscribe({"address": "bek@EXAMPLE.org"}, path)
    assert path.read_text(encoding="utf-8") == WRITTEN


def test_what_is_followed_may_be_named_in_any_language_and_is_kept_by_its_id(path: Path) -> None:
    wish = {
        "minerals": ("вольфрам", "Tungsten"),
        "countries": ("Германия", "us"),
        "parties": ("НГМК", "eu-gov", "x:acme"),
    }
    reader = subscribe({"address": "carl@example.org", **wish}, path)
    assert (reader.minerals, reader.countries) == (("tungsten",), ("DE", "US"))
    assert reader.parties == ("nmmc", "eu-gov", "x:acme")
    assert reader == load(path)[-1]


def test_a_mistaken_wish_changes_nothing(path: Path) -> None:
    with pytest.raises(InvalidSubscription, match="did you mean 'tungsten'"):
        subscribe({"address": "carl@example.org", "minerals": ("tungstn",)}, path)
    with pytest.raises(NotSubscribed, match="konchi subscriptions"):
        unsubscribe("carl@example.org", path)
    with pytest.raises(BadAddress):
        unsubscribe("carl", path)
    assert path.read_text(encoding="utf-8") == WRITTEN


@pytest.mark.parametrize("spoilt", ["[[subscription", '[subscription]\naddress = "a@b.org"\n', 'minerals = ["x"]\n'])
def test_a_file_with_a_mistake_is_not_edited(path: Path, spoilt: str) -> None:
    path.write_text(spoilt, encoding="utf-8")
    with pytest.raises(InvalidSubscription):
        subscribe({"address": "carl@example.org"}, path)
    assert path.read_text(encoding="utf-8") == spoilt


def test_readers_who_subscribe_at_the_same_moment_are_all_there(path: Path) -> None:
    wishes = [{"address": f"reader{number}@example.org"} for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda wish: subscribe(wish, path), wishes))
    assert len(load(path)) == 22
    assert not [left for left in path.parent.iterdir() if left.name not in {path.name, f".{path.name}.lock"}]


def test_keys_of_a_block_are_set_and_taken_away_and_a_mistake_changes_nothing(path: Path) -> None:
    subscribe({"address": "dina@example.org", "language": "ru"}, path)
    assert change("dina@example.org", {"paused_until": "2999-12-31"}, path).paused_until == "2999-12-31"
    before = path.read_text(encoding="utf-8")
    with pytest.raises(InvalidSubscription, match="write e"):
        change("dina@example.org", {"paused_until": "soon"}, path)
    assert path.read_text(encoding="utf-8") == before
    assert change("dina@example.org", {"paused_until": None}, path) == load(path)[-1]
    assert "paused_until" not in path.read_text(encoding="utf-8")
    with pytest.raises(NotSubscribed):
        change("nobody@example.org", {}, path)
