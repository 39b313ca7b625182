"""A deal of a digest and a language come in; the phrases and links a reader sees go out, safe to show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alerts.digest import Change, Item
from alerts.rendering.citing import Tongue, cut, reported, tongues
from alerts.telling.reports import Link
from alerts.wording import Wording
from pipeline.lexicon import HOME
from pipeline.resolution.ladder import ENDS, STAGES, rung
from pipeline.resolution.naming import at_home, specific, telling
from pipeline.resolution.parties import country_of
from pipeline.text import one_line

NAMED = 3  # parties in a heading
SIGNED = 4  # signatories shown
PLACES = 3  # places of the country shown, the best supported; a town abroad where papers were signed is none
LINKS = 8  # reports listed under a deal, the rest is counted
VALUES = 3
QUOTE = 320  # characters


@dataclass(frozen=True)
class Rung:
    """One step of the ladder; ``state`` is done, now or ahead."""

    name: str
    state: str


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
    tongues: tuple[Tongue, ...]
    more_sources: str
    glance: str


def block(item: Item, words: Wording, links: int = LINKS) -> Block:
    """Put a deal into words, with so many of its reports."""
    quote = item.quote
    return Block(
        kicker=capital(" · ".join([words.of("deal_types", item.deal_type), *map(words.term, _minerals(item))])),
        heading=heading(item, words),
        changes=tuple((change.kind, _change(change, words)) for change in item.changes),
        facts=tuple(_facts(item, words)),
        ladder=tuple(_ladder(item.stage, words)),
        stage=capital(_stage(item, words)),
        ended=item.stage in ENDS,
        quote=cut(quote.text, QUOTE) if quote else "",
        quote_lang=quote.lang if quote else "",
        quote_from=words.say("quote_in", outlet=one_line(quote.outlet), language=words.of("languages", quote.lang))
        if quote
        else "",
        reports=reported(item, words),
        tongues=tuple(tongues(item.links[:links], words)),
        more_sources=words.count("more_reports", len(item.links) - links) if len(item.links) > links else "",
        glance=glance(item, words),
    )


def _minerals(item: Item) -> list[str]:
    """Return the minerals named in the line above the heading."""
    return specific(item.minerals)[:NAMED]


def capital(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Return the text with a small first letter, as it stands within a line."""
    return text[:1].lower() + text[1:]


def heading(item: Item, words: Wording) -> str:
    """Return who with whom: the most telling parties of either side, or one party and the countries of the others."""
    called = names(item, words)
    home = [called[party] for party in telling(called) if at_home(party)]
    others = [called[party] for party in telling(called) if not at_home(party)]
    if len(called) == 1:  # the text names one side alone: its counterpart's country says more than nothing
        others += [name for name in map(words.term, item.countries) if name not in (*home, *others)]
    if home and others:
        return " – ".join(words.and_more(", ".join(side[:NAMED]), len(side) - NAMED) for side in (home, others))
    one_side = home or others
    return words.and_more(" – ".join(one_side[:NAMED]) or one_line(item.title), len(one_side) - NAMED)


def glance(item: Item, words: Wording) -> str:
    """Return a deal in one line: about what, who with whom, what changed, and of a new one how much."""
    minerals = ", ".join(map(words.term, _minerals(item))) or words.of("deal_types", item.deal_type)
    told = [words.say("new_at", stage=_stage(item, words))] if item.is_new else []
    told += [_change(change, words) for change in item.changes if change.kind not in {"new", "conflict"}]
    told += [words.say("sources_differ")] if any(change.kind == "conflict" for change in item.changes) else []
    sums = [_amount(value, words) for value in item.values[:1] if item.is_new]
    return " · ".join([capital(minerals), heading(item, words), "; ".join(map(small, told)), *sums])


def names(item: Item, words: Wording) -> dict[str, str]:
    """Return what the parties of a deal are called, by id."""
    return {party: cut(words.party(party, name), 80) for party, name, _ in item.parties}


def _change(change: Change, words: Wording) -> str:
    return change_said(change.kind, change.before, change.after, words)


def change_said(kind: str, before: str | None, after: str | None, words: Wording) -> str:
    """Return what an event says, its values as it keeps them: "Stage: talks → agreement"."""
    before, after = (shown(kind, value, words) for value in (before, after))
    match kind:
        case "new" | "joined" | "corrected":
            return words.say(kind)
        case "conflict":
            return words.say("sources_differ")
        case "stage" | "date":
            return words.say(f"{kind}_moved" if before else f"{kind}_set", before=before, after=after)
        case _:
            return words.say(f"{kind}_added", after=after)


def shown(kind: str, value: str | None, words: Wording) -> str:
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
    called = names(item, words)
    yield (
        words.say("parties"),
        ", ".join(f"{called[party]} ({roles[role]})" if role in roles else called[party]
                  for party, _, role in item.parties),
    )  # fmt: skip
    minerals = specific(item.minerals)
    rest = minerals if len(minerals) > NAMED else ()  # else they stand above the heading
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
    return words.and_more("; ".join(_value(value, words) for value in values[:VALUES]), len(values) - VALUES)


def _value(value: Mapping[str, Any], words: Wording) -> str:
    amount = _amount(value, words)
    text = one_line(str(value.get("text") or ""))
    return f"{amount} ({words.say('quote_open')}{text}{words.say('quote_close')})" if text else amount


def _amount(value: Mapping[str, Any], words: Wording) -> str:
    return words.amount(float(value["amount"]), str(value["currency"]))


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
    if item.stage_date:
        return words.say("since", stage=stage, date=words.date(item.stage_date, item.stage_precision))
    return words.say("first_told", stage=stage, date=words.date(item.first_told)) if item.first_told else stage
