"""A feed in a file: the newest on top, once, read by a real feed reader."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import feedparser
import pytest

from alerts.channels import BadAddress, Deferred, atom
from alerts.rendering.message import Message
from tests.alerts.samples import NOW, READER, item


def entry(number: int) -> bytes:
    message = Message(f"News {number} & <b>", "t", "<p>страница</p>")
    return atom.enclose(message, READER, "daily", NOW + dt.timedelta(days=number), [item()])[1]


def test_a_feed_reader_reads_the_newest_entry_first(tmp_path: Path) -> None:
    path = tmp_path / "new" / "konchi.xml"
    for number in range(3):
        assert "an entry of" in atom.send(entry(number), str(path))
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo
    assert [one.title for one in feed.entries] == [f"News {number} & <b>" for number in (2, 1, 0)]
    assert feed.entries[0].content[0].value == "<p>страница</p>"
    assert "deal:uztmk-itia" in {tag.term for tag in feed.entries[0].tags}
    assert feed.feed.updated == feed.entries[0].updated
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_twin_changes_nothing_and_old_entries_leave(tmp_path: Path) -> None:
    path, first = str(tmp_path / "konchi.xml"), entry(0)
    atom.send(first, path)
    assert "already" in atom.send(first, path)
    for number in range(1, atom.KEPT + 5):
        atom.send(entry(number), path)
    feed = feedparser.parse(Path(path).read_bytes())
    assert len(feed.entries) == atom.KEPT
    assert feed.entries[0].title.startswith(f"News {atom.KEPT + 4} ")


def test_two_writers_lose_no_entry(tmp_path: Path) -> None:
    path = str(tmp_path / "konchi.xml")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: atom.send(entry(number), path), range(20)))
    assert len(feedparser.parse(Path(path).read_bytes()).entries) == 20


def test_a_spoilt_feed_is_left_alone_and_said(tmp_path: Path) -> None:
    path = tmp_path / "konchi.xml"
    path.write_text("<feed", encoding="utf-8")
    with pytest.raises(Deferred, match=r"konchi\.xml"):
        atom.send(entry(1), str(path))
    assert path.read_text(encoding="utf-8") == "<feed"


def test_a_feed_is_a_file_of_its_kind(home: Path) -> None:
    assert atom.checked("konchi.xml") == str(home / "konchi.xml")
    for to in ("", "konchi.txt", "a\nb.xml"):
        with pytest.raises(BadAddress, match="atom:"):
            atom.checked(to)
