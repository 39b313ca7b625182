"""A headline is stored once, looked for a few times, and then found, catalogued or lost with a reason."""

import datetime as dt

from sqlalchemy import Engine, select

from crawler.discovery.leads import home_of, note, open_leads, settle
from crawler.discovery.reader import Readers
from crawler.discovery.rules import LEADS
from crawler.lists.listing import Entry
from crawler.sources import Source
from pipeline import clock
from pipeline.db import session
from pipeline.models import Lead

NOBODY = Readers([])
KNOWN = Readers([Source("known", "Known", "UZ", "UTC", "known", feeds=("https://known.uz/rss",))])


def headline(number: int, title: str, outlet: str | None, age: int = 0) -> Entry:
    moment = clock.now() - dt.timedelta(days=age)
    address = f"https://search.example/articles/{number}"
    return Entry(address, title=title, published="then", language="en", moment=moment, outlet=outlet)


def leads(engine: Engine) -> list[Lead]:
    with session(engine) as opened:
        return list(opened.scalars(select(Lead).order_by(Lead.id)))


def test_a_headline_is_stored_once_however_often_it_is_met(database: Engine) -> None:
    met = [headline(n, "Tungsten\x1b[31m  deal\u202e", "https://Host.kz/") for n in range(3)]
    assert len(note(database, "search", met, NOBODY)) == 3
    note(database, "search", met, NOBODY)
    (lead,) = leads(database)
    assert (lead.host, lead.title, lead.state, lead.language) == ("host.kz", "Tungsten[31m deal", "new", "en")
    note(database, "another", met, NOBODY)
    assert len(leads(database)) == 2


def test_headlines_of_the_catalogues_hosts_are_left_to_it_and_old_ones_left(database: Engine) -> None:
    old = headline(1, "An old deal", "https://host.kz", age=LEADS.days + 1)
    said = note(database, "search", [headline(0, "A deal", "https://www.known.uz"), old], KNOWN)
    assert list(said.values()) == ["read by known", f"a headline of more than {LEADS.days} days ago"]
    assert [(lead.state, lead.reason) for lead in leads(database)] == [("catalogued", "read by known")]
    assert open_leads(database, "search") == {}


def test_hosts_looked_at_in_one_run_are_limited_and_the_least_tried_come_first(database: Engine) -> None:
    many = [headline(n, f"Deal {n}", f"https://host{n % (LEADS.a_run + 3)}.kz") for n in range(3 * LEADS.a_run)]
    note(database, "search", many, NOBODY)
    first = open_leads(database, "search")
    assert len(first) == LEADS.a_run
    assert max(len(sought) for sought in first.values()) > 1
    settle(database, {}, {sought.id: "not there" for several in first.values() for sought in several})
    second = open_leads(database, "search")
    assert list(second)[:3] == [f"host{LEADS.a_run + n}.kz" for n in range(3)]


def test_what_is_found_says_where_and_what_is_not_is_lost_after_some_tries(database: Engine) -> None:
    note(database, "search", [headline(0, "Here", "https://a.kz"), headline(1, "Nowhere", "https://b.kz")], NOBODY)
    here, nowhere = (sought for several in open_leads(database, "search").values() for sought in several)
    settle(database, {here.id: "https://a.kz/1"}, {nowhere.id: "its front page declares no feed"})
    states = []
    for _ in range(LEADS.tries - 1):
        states.append(leads(database)[1].state)
        settle(database, {}, {nowhere.id: "its feeds do not list it\n"})
    assert set(states) == {"new"}
    found, lost = leads(database)
    assert (found.state, found.address, found.attempts) == ("found", "https://a.kz/1", 1)
    assert (lost.state, lost.reason, lost.attempts) == ("lost", "its feeds do not list it", LEADS.tries)
    assert open_leads(database, "search") == {}


def test_a_front_page_is_asked_for_in_secret_unless_its_port_is_its_own() -> None:
    assert home_of("host.kz") == "https://host.kz/"
    assert home_of("host.kz:8080") == "http://host.kz:8080/"
