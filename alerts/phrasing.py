"""A deal of a digest and a language come in; the phrases and links a reader sees go out, safe to show."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from alerts.digest import Change, Digest, Item
from alerts.reports import Link
from alerts.subscriptions import Subscription
from alerts.wording import Wording
from pipeline.ladder import ENDS, STAGES, rung
from pipeline.naming import specific, telling
from pipeline.parties import HOME, country_of
from pipeline.text import one_line

NAMED = 3  # parties in a heading
SIGNED = 4  # signatories shown
PLACES = 3  # places of the country shown, the best supported; a town abroad where papers were signed is none
LINKS = 8  # reports listed under a deal, the rest is counted
VALUES = 3
QUOTE = 320  # characters
SUBJECT = 110  # characters


@dataclass(frozen=True)
class Rung:
    """One step of the ladder; ``state`` is done, now or ahead."""

    name: str
    state: str


@dataclass(frozen=True)
class Source:
    """One line of a deal's list of reports; without a safe address only its text is shown."""

    title: str
    url: str | None
    about: str


@dataclass(frozen=True)
class Block:
    """One deal in words. Changes are (kind, phrase), facts are (label, phrase)."""

    kicker: str
    heading: str
    changes: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    ladder: tuple[Rung, ...]
    stage: str
    ended: bool
    quote: str
    quote_lang: str
    quote_from: str
    reports: str
    sources: tuple[Source, ...]
    more_sources: str


def block(item: Item, words: Wording) -> Block:
    """Put a deal into words."""
    quote = item.quote
    return Block(
        kicker=_capital(" · ".join([words.of("deal_types", item.deal_type), *map(words.term, _minerals(item))])),
        heading=heading(item, words),
        changes=tuple((change.kind, _change(change, words)) for change in item.changes),
        facts=tuple(_facts(item, words)),
        ladder=tuple(_ladder(item.stage, words)),
        stage=_capital(_stage(item, words)),
        ended=item.stage in ENDS,
        quote=_cut(quote.text, QUOTE) if quote else "",
        quote_lang=quote.lang if quote else "",
        quote_from=words.say("quote_in", outlet=one_line(quote.outlet), language=words.of("languages", quote.lang))
        if quote
        else "",
        reports=f"{words.say('reports')}: {words.count('publishers', item.publishers)}",
        sources=tuple(_source(link, words) for link in item.links[:LINKS]),
        more_sources=words.count("more_reports", len(item.links) - LINKS) if len(item.links) > LINKS else "",
    )


def _minerals(item: Item) -> list[str]:
    """Return the minerals named in the line above the heading."""
    return specific(item.minerals)[:NAMED]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def heading(item: Item, words: Wording) -> str:
    """Return who with whom: the most telling parties, or one party and the countries of the others."""
    names = _names(item, words)
    chosen = [names[party] for party in telling(names)] or list(names.values())
    if len(chosen) == 1:  # the text names one side alone: its counterpart's country says more than nothing
        chosen += [name for name in map(words.term, item.countries) if name not in chosen]
    shown = " – ".join(chosen[:NAMED]) or one_line(item.title)
    rest = len(chosen) - NAMED
    return f"{shown} {words.say('and_more', n=rest)}" if rest > 0 else shown


def _names(item: Item, words: Wording) -> dict[str, str]:
    return {party: _cut(words.party(party, name), 80) for party, name, _ in item.parties}


def _change(change: Change, words: Wording) -> str:
    before, after = (_shown(change.kind, value, words) for value in (change.before, change.after))
    match change.kind:
        case "new" | "joined":
            return words.say(change.kind)
        case "conflict":
            return words.say("sources_differ")
        case "stage" | "date":
            key = f"{change.kind}_moved" if change.before else f"{change.kind}_set"
            return words.say(key, before=before, after=after)
        case kind:
            return words.say(f"{kind}_added", after=after)


def _shown(kind: str, value: str | None, words: Wording) -> str:
    """Return a value as an event keeps it in the language's own form."""
    if not value:
        return ""
    if kind == "stage":
        return words.of("stages", value)
    if kind == "party":
        return words.party(value)
    return _plain(value, words)


def _plain(value: str, words: Wording) -> str:
    """Return an ISO date or an amount with its currency ("146000000 EUR") in the language's form, all else as it is."""
    parsed = words.iso(value)
    if parsed:
        return parsed
    amount, _, currency = value.partition(" ")
    try:
        return words.amount(float(amount), currency) if currency else one_line(value)
    except ValueError:
        return one_line(value)


def _facts(item: Item, words: Wording) -> Iterator[tuple[str, str]]:
    roles = words.data["roles"]
    names = _names(item, words)
    yield (
        words.say("parties"),
        ", ".join(f"{names[party]} ({roles[role]})" if role in roles else names[party]
                  for party, _, role in item.parties),
    )  # fmt: skip
    rest = item.minerals if len(item.minerals) > len(_minerals(item)) else ()
    lists = {
        "signatories": item.signatories[:SIGNED],
        "minerals": rest,
        "countries": item.countries,
        "places": [place for place in item.places if country_of(place) == HOME][:PLACES],
    }
    for label, ids in lists.items():
        if ids:
            yield words.say(label), ", ".join(dict.fromkeys(map(words.term, ids)))
    if item.values:
        yield words.say("value"), _values(item.values, words)
    for conflict in item.conflicts:
        yield words.say("sources_differ"), _conflict(conflict, item.links, words)


def _values(values: Sequence[Mapping[str, Any]], words: Wording) -> str:
    shown = "; ".join(_value(value, words) for value in values[:VALUES])
    rest = len(values) - VALUES
    return f"{shown} {words.say('and_more', n=rest)}" if rest > 0 else shown


def _value(value: Mapping[str, Any], words: Wording) -> str:
    amount = words.amount(float(value["amount"]), str(value["currency"]))
    text = one_line(str(value.get("text") or ""))
    return f"{amount} ({words.say('quote_open')}{text}{words.say('quote_close')})" if text else amount


def _conflict(conflict: Mapping[str, Any], links: Sequence[Link], words: Wording) -> str:
    outlets = {link.publisher: link.outlet for link in reversed(links)}
    field = str(conflict["field"])
    stage = field.removeprefix("date of ")
    claims = [
        words.say(
            "claim",
            value=_plain(str(claim["value"]), words),
            publishers=", ".join(one_line(outlets.get(voice, str(voice))) for voice in claim["publishers"]),
        )
        for claim in conflict["values"]
    ]
    named = words.say("differ_value") if stage == field else words.say("differ_date", stage=words.of("stages", stage))
    return words.say("differ", field=named, claims="; ".join(claims))


def _ladder(stage: str, words: Wording) -> Iterator[Rung]:
    for name in STAGES:
        state = "ahead" if stage in ENDS or rung(name) > rung(stage) else "now" if name == stage else "done"
        yield Rung(words.of("stages", name), state)


def _stage(item: Item, words: Wording) -> str:
    stage = words.of("stages", item.stage)
    if item.stage_date is None:
        return stage
    return words.say("since", stage=stage, date=words.date(item.stage_date, item.stage_precision))


def _source(link: Link, words: Wording) -> Source:
    about = [one_line(link.outlet), words.of("languages", link.lang)]
    if link.published:
        about.append(words.date(link.published))
    if link.reprints:
        about.append(f"+{words.count('reprints', len(link.reprints))}")
    return Source(_cut(link.title, 140) or words.say("untitled"), safe_link(link.address), " · ".join(about))


def safe_link(address: str) -> str | None:
    """Return the address if it is a plain link to the web, else None."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    plain = address.isprintable() and not set(address) & set(" \"'<>\\`")
    return address if parts.scheme in {"http", "https"} and parts.hostname and plain else None


def _cut(text: str, most: int) -> str:
    text = one_line(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def subject(digest: Digest, words: Wording) -> str:
    """Return a subject that says the news: "3 deals moved: tungsten with ITIA, uranium with France and 1 more"."""
    items = digest.items
    if not items:
        key = "subject_none" if digest.coverage.reached else "subject_unread"
        return words.say(key, date=words.date(digest.coverage.until.astimezone(digest.reader.zone).date()))
    all_new = all(item.is_new for item in items)
    counts = {"deals": words.count("deals", len(items)), "new_deals": words.count("new_deals", len(items))}
    key = "subject_new" if all_new else "subject_moved"
    names = [_named(item, words) for item in items]
    named = list(dict.fromkeys(names))
    shown = named[:1]
    while len(shown) < len(named) and len(", ".join([*shown, named[len(shown)]])) <= SUBJECT - len(counts["deals"]):
        shown.append(named[len(shown)])
    text = words.say(key, **counts, items=", ".join(shown))
    rest = sum(name not in shown for name in names)
    return f"{text} {words.say('and_more', n=rest)}" if rest else text


def _named(item: Item, words: Wording) -> str:
    """Name a deal in a few words: its first mineral and its counterpart."""
    mineral = next(map(words.term, specific(item.minerals)), words.of("deal_types", item.deal_type))
    names = _names(item, words)
    foreign = [names[party] for party in telling(names) if country_of(party) != HOME]
    who = next(iter([*foreign, *map(words.term, item.countries), *names.values()]), "")
    return words.say("subject_item", mineral=mineral, who=_cut(who, 50)) if who else mineral


def following(reader: Subscription, words: Wording) -> str:
    """Say what the reader has asked for."""
    chosen: Iterable[str] = [
        *map(words.term, (*reader.minerals, *reader.countries)),
        *map(words.party, reader.parties),
        *(words.of("deal_types", deal_type) for deal_type in reader.deal_types),
    ]
    if reader.minimum_stage:
        chosen = [*chosen, words.say("from_stage", stage=words.of("stages", reader.minimum_stage))]
    filters = ", ".join(chosen)
    return words.say("filters", filters=filters) if filters else words.say("everything")
