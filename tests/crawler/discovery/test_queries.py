"""Queries come from the lexicon, in four languages, and are asked in turn, so many in a run and in a day."""

import datetime as dt
from urllib.parse import unquote

from crawler.discovery.queries import queries, turn
from crawler.discovery.rules import QUERIES, SEARCH
from crawler.sources.ways import Search
from pipeline import clock
from pipeline.lexicon import lexicon
from pipeline.models import Poll

EN = Search("https://search.example/rss?q={query}+when:7d", "en")
RU = Search("https://search.example/rss?q={query}+when:7d&hl=ru", "ru")


def asked(addresses: list[str], ago: dt.timedelta) -> dict[str, Poll]:
    """Return what is remembered of addresses asked some time ago."""
    return {address: Poll(address=address, checked_at=clock.now() - ago) for address in addresses}


def test_minerals_and_parties_are_asked_for_in_four_languages_under_their_own_names() -> None:
    assert {"tungsten Uzbekistan", '"Almalyk Mining and Metallurgical Complex"', "Navoiyuran"} <= set(queries("en"))
    assert {"вольфрам Узбекистан", '"Алмалыкский горно-металлургический комбинат"'} <= set(queries("ru"))
    assert "volfram Oʻzbekiston" in queries("uz-Latn")
    assert "вольфрам Ўзбекистон" in queries("uz-Cyrl")
    assert queries("fr") == []


def test_every_mineral_of_the_lexicon_is_asked_for_unless_the_rules_say_otherwise() -> None:
    minerals = [term for term in lexicon() if term.kind == "mineral" and term.id not in QUERIES.unasked]
    asked_for = set(queries("en"))
    said = " ".join(asked_for)
    missing = [term.id for term in minerals if not any(name.text in said for name in term.spellings)]
    assert missing == []
    assert not any(name in query for query in asked_for for name in ("critical minerals", "rare metals"))


def test_of_the_bodies_only_those_are_asked_for_that_the_lexicon_marks() -> None:
    bodies = [term for term in lexicon() if term.kind == "organisation"]
    asked_for = {query.strip('"') for query in queries("en")}
    assert {term.id for term in bodies if asked_for & set(term.names)} == {term.id for term in bodies if term.asked}
    assert {term.country for term in bodies if term.asked} == {"UZ"}


def test_a_query_is_put_into_its_address_whole() -> None:
    address = turn((RU,), {})[0]
    assert " " not in address
    assert '"' not in address
    assert unquote(address).startswith(
        'https://search.example/rss?q="Алмалыкский горно-металлургический комбинат"+when'
    )


def test_a_run_asks_a_few_and_the_next_run_others_in_every_language() -> None:
    first = turn((EN, RU), {})
    polls = asked(first, dt.timedelta(minutes=1))
    second = turn((EN, RU), polls)
    assert len(first) == len(second) == SEARCH.a_run
    assert not set(first) & set(second)
    assert {("hl=ru" in address) for address in first} == {True, False}


def test_a_day_has_its_limit_and_no_query_is_asked_twice_in_it() -> None:
    polls: dict[str, Poll] = {}
    runs = 0
    while addresses := turn((EN, RU), polls):
        assert not set(addresses) & set(polls)
        polls |= asked(addresses, dt.timedelta(hours=1))
        runs += 1
    assert len(polls) == SEARCH.a_day
    assert runs == SEARCH.a_day / SEARCH.a_run
    few = Search("https://search.example/{query}", "fr")
    assert turn((few,), {}) == []


def test_once_a_day_has_passed_the_longest_unasked_come_first() -> None:
    old = turn((EN, RU), {})
    polls = asked(old, dt.timedelta(days=3))
    fresh = turn((EN, RU), polls)
    assert not set(fresh) & set(old)
    everything: dict[str, Poll] = {}
    for _ in range(200):
        everything |= asked(turn((EN, RU), everything), dt.timedelta(days=2))
    eldest = next(iter(everything))
    everything[eldest].checked_at -= dt.timedelta(days=9)
    assert turn((EN, RU), everything)[0] == eldest
