"""The lexicon comes in; the addresses of the searches for its minerals and parties go out, those whose turn it is."""

import datetime as dt
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from crawler.discovery.rules import QUERIES, SEARCH
from crawler.sources.ways import Search
from pipeline import clock
from pipeline.lexicon import Term, lexicon
from pipeline.models import Poll

DAY = dt.timedelta(days=1)
NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


def queries(language: str) -> list[str]:
    """Return what is searched for in a language: minerals and the bodies marked so, by the lexicon's names."""
    return list(dict.fromkeys(_queries(language)))


def _queries(language: str) -> Iterator[str]:
    for term in lexicon():
        template = _template(term).get(language)
        name = _name(term, language)
        if template and name:
            yield template.replace("{name}", f'"{name}"' if " " in name else name)


def _template(term: Term) -> Mapping[str, str]:
    if term.kind == "mineral" and term.id not in QUERIES.unasked:
        return QUERIES.mineral
    return QUERIES.party if term.asked else {}


def _name(term: Term, language: str) -> str | None:
    """Return a term's first name in a language, rather one that needs nothing beside it to be understood."""
    names = [name for name in term.spellings if name.lang == language and not {"*", '"'} & set(name.text)]
    clear = (name.text for name in names if not (name.weak or name.before or name.after))
    return next(clear, names[0].text if names else None)


def turn(searches: tuple[Search, ...], polls: Mapping[str, Poll]) -> list[str]:
    """Return the addresses to ask now: those longest not asked, within the limits of a run and of a day.

    A query counts for a day from when it was last asked, and is asked again no sooner.
    """
    since = clock.now() - DAY
    asked = {address: poll.checked_at for address, poll in polls.items()}
    rounds = {  # a set: a name may be the same in two languages
        (asked.get(address, NEVER), number, address)
        for search in searches
        for number, address in enumerate(_addresses(search))
    }
    today = sum(when > since for when, _, _ in rounds)
    free = min(SEARCH.a_run, max(0, SEARCH.a_day - today))
    return [address for when, _, address in sorted(rounds) if when <= since][:free]


def _addresses(search: Search) -> list[str]:
    return [search.page.replace("{query}", quote(query, safe="")) for query in queries(search.language)]
