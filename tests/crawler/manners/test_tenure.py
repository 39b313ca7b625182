"""A host is leased to one crawl at a time, in every database, and to nobody for good."""

import datetime as dt

from sqlalchemy import Engine, update

from crawler.manners import tenure
from crawler.sources import Source
from crawler.visits import opening
from pipeline import clock
from pipeline.db import session
from pipeline.models import Host
from pipeline.workers.leases import holder

ELSEWHERE = "another-machine/pid:[1]:7"
DEAD = f"{holder().rpartition(':')[0]}:{2**22 + 1}"  # of this machine, and no process has such a number


def given(engine: Engine, other: str, until: dt.datetime) -> None:
    """Lease a.uz to another crawl."""
    with session(engine) as opened:
        tenure.take(opened, ["a.uz"], clock.now())
        opened.execute(update(Host).values(lease_holder=other, lease_until=until))


def later(seconds: float) -> dt.datetime:
    return clock.now() + dt.timedelta(seconds=seconds)


def test_hosts_are_leased_and_given_back(database: Engine) -> None:
    assert tenure.take_all(database, ["a.uz", "b.uz", "a.uz"]) == [True, True, True]
    with session(database) as opened:
        assert opened.get_one(Host, "a.uz").lease_holder == holder()
        assert tenure.taken(opened, ["a.uz"], clock.now()) == set()
    tenure.leave(database, ["a.uz"])
    with session(database) as opened:
        held = [opened.get_one(Host, name).lease_holder for name in ("a.uz", "b.uz")]
    assert held == [None, holder()]


def test_a_host_that_another_crawl_is_at_is_not_to_be_had(database: Engine) -> None:
    given(database, ELSEWHERE, later(60))
    assert tenure.take_all(database, ["a.uz", "b.uz"]) == [False, True]
    tenure.leave(database, ["a.uz"])
    tenure.prolong(database, ["a.uz"])
    with session(database) as opened:
        assert opened.get_one(Host, "a.uz").lease_holder == ELSEWHERE
        assert tenure.taken(opened, ["a.uz", "b.uz"], clock.now()) == {"a.uz"}


def test_the_lease_of_the_dead_and_one_that_ran_out_are_taken_over(database: Engine) -> None:
    given(database, DEAD, later(60))
    assert tenure.take_all(database, ["a.uz"]) == [True]
    given(database, ELSEWHERE, later(-1))
    assert tenure.take_all(database, ["a.uz"]) == [True]


def test_a_renewed_lease_lasts(database: Engine) -> None:
    tenure.take_all(database, ["a.uz"])
    with session(database) as opened:
        opened.execute(update(Host).values(lease_until=later(-1)))
    tenure.prolong(database, ["a.uz"])
    with session(database) as opened:
        assert (opened.get_one(Host, "a.uz").lease_until or later(0)) > later(60)


def test_a_source_is_left_alone_while_another_crawl_is_at_one_of_its_hosts(database: Engine) -> None:
    given(database, ELSEWHERE, later(60))
    both = Source("both", "B", "UZ", "UTC", "b", feeds=("https://a.uz/rss", "https://b.uz/rss"))
    other = Source("other", "O", "UZ", "UTC", "o", feeds=("https://c.uz/rss",))
    begun = opening.begin_all(database, [both, other])
    assert [tally and tally.source for tally in begun] == [None, "other"]
    with session(database) as opened:
        assert opened.get(Host, "b.uz") is None
    tenure.leave(database, ["c.uz"])
    with session(database) as opened:
        opened.execute(update(Host).values(lease_until=later(-1)))
    assert opening.begin(database, both)
