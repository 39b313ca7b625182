"""What a crawl learned of its hosts is stored, whoever else met them, and is there for the next one."""

import datetime as dt

from sqlalchemy import Engine

from crawler.manners.hosts import MOST_RIGHTS, Manners, host_of, load, remember
from pipeline.db import session

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


def test_a_host_has_one_name() -> None:
    names = ("https://Outlet.uz/a", "https://outlet.uz:443/", "https://outlet.uz./", "http://outlet.uz:80/x")
    assert {host_of(address) for address in names} == {"outlet.uz"}
    assert host_of("http://outlet.uz:443/") == "outlet.uz:443"


def test_what_was_learned_is_there_for_the_next_crawl(database: Engine) -> None:
    learned = Manners("outlet.uz", "rules", 5.0, hold_until=NOW, distrusted_at=NOW, rights_at=NOW)
    learned.signal("license", "https://outlet.uz/\u202elicense\n.xml", "robots.txt")
    other = Manners("other.uz")
    with session(database) as opened:
        remember(opened, [learned, other], NOW)
    with session(database) as opened:
        remember(opened, [other], NOW)
        remember(opened, [], NOW)
    known = load(database)
    assert set(known) == {"outlet.uz", "other.uz"}
    assert (known["outlet.uz"].robots, known["outlet.uz"].crawl_delay) == ("rules", 5.0)
    assert known["outlet.uz"].hold_until == known["outlet.uz"].distrusted_at == known["outlet.uz"].rights_at == NOW
    assert known["outlet.uz"].rights[0]["value"] == "https://outlet.uz/license .xml"


def test_failures_in_a_row_are_counted_and_forgotten_once_it_answers(database: Engine) -> None:
    host = Manners("outlet.uz")
    counted = []
    for trouble, well in (("refused", False), ("server", False), (None, False), ("server", True)):
        host.trouble, host.well = trouble, well
        with session(database) as opened:
            remember(opened, [host], NOW)
        known = load(database)["outlet.uz"]
        counted.append((known.failures, known.failure))
    assert counted == [(1, "refused"), (2, "server"), (2, "server"), (0, None)]


def test_signals_are_few_and_short() -> None:
    host = Manners("outlet.uz")
    for number in range(100):
        host.signal("license", f"{number}" * 1000, "robots.txt")
    host.signal("license", "99" * 500, "robots.txt")
    assert len(host.rights) == MOST_RIGHTS
    assert max(len(said["value"]) for said in host.rights) == 300
    host.forget("robots.txt")
    assert host.rights == []
