"""An article speaks with the voice of its source's family, or of its host where a search or a stream found it."""

from sqlalchemy import Engine

from pipeline import clock
from pipeline.db import session
from pipeline.models import Poll, SourceState
from pipeline.resolution.voice import voice


def test_the_family_of_a_source_is_its_publisher(database: Engine) -> None:
    with session(database) as opened:
        opened.add(SourceState(name="daily", title="The Daily", publisher="house", timezone="UTC"))
        opened.flush()
        assert voice(opened, "daily", "https://daily.uz/1") == ("house", "The Daily")


def test_a_source_that_is_not_known_yet_speaks_by_its_name(database: Engine) -> None:
    with session(database) as opened:
        assert voice(opened, "new", "https://new.uz/1") == ("new", "new")


def test_what_was_found_elsewhere_speaks_with_its_own_hosts_voice(database: Engine) -> None:
    with session(database) as opened:
        opened.add(SourceState(name="stream", title="Stream", publisher="stream", timezone="UTC", kind="discovery"))
        opened.flush()
        assert voice(opened, "stream", "https://www.daily.co.uk/1") == ("daily.co.uk", "daily.co.uk")
        assert voice(opened, "stream", "https://en.daily.uz/2") == ("daily.uz", "en.daily.uz")


def test_what_was_found_at_the_site_of_a_source_is_of_its_family(database: Engine) -> None:
    """An edition of an outlet that the outlet's own lists do not name is no other voice."""
    with session(database) as opened:
        opened.add(SourceState(name="stream", publisher="stream", kind="discovery"))
        for name, publisher, address in (
            ("daily_ru", "daily-house", "https://daily.uz/ru/rss"),
            ("daily_uz", "daily-house", "https://oz.daily.uz/rss"),
            ("channel", "channel", "https://t.me/s/channel"),
            ("other", "other", "https://t.me/s/other"),
            ("near", "near", "https://notdaily.uz/rss"),
        ):
            opened.add(SourceState(name=name, publisher=publisher, kind="newspaper"))
            opened.add(Poll(address=address, source=name, checked_at=clock.now()))
        opened.flush()
        assert voice(opened, "stream", "https://en.daily.uz/2") == ("daily-house", "en.daily.uz")
        assert voice(opened, "stream", "https://t.me/third/2") == ("t.me/third", "t.me/third")
        assert voice(opened, "stream", "https://t.me/other/2") == ("other", "t.me/other")


def test_a_discovered_outlet_is_shown_by_its_own_name_beside_its_host(database: Engine) -> None:
    """A stranger that calls itself an agency is seen to be none."""
    with session(database) as opened:
        opened.add(SourceState(name="stream", publisher="stream", kind="discovery"))
        opened.add(SourceState(name="daily", title="The Daily", publisher="house", kind="newspaper"))
        opened.flush()

        def shown(address: str, stated: str | None, source: str = "stream") -> str:
            return voice(opened, source, address, stated)[1]

        assert shown("https://www.daily.co.uk/1", "The Daily") == "The Daily (daily.co.uk)"
        assert shown("https://evil.example/1", "Reuters") == "Reuters (evil.example)"
        assert shown("https://www.daily.co.uk/1", "Daily.co.uk") == "daily.co.uk"
        assert shown("https://medium.com/@miner/1", "Medium") == "Medium (medium.com/@miner)"
        assert shown("https://daily.uz/1", "Reuters", source="daily") == "The Daily"
