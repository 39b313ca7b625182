"""What was told and is not so comes in, with a language; what a reader sees of it goes out, safe to show."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from alerts.rendering.citing import cut, safe_link
from alerts.rendering.outline import outline
from alerts.rendering.phrasing import QUOTE, capital, heading, shown
from alerts.rendering.subject import named
from alerts.telling.judging import Amendment
from alerts.telling.notices import Notice
from alerts.telling.overdue import Overdue
from alerts.telling.reasons import Reason
from alerts.telling.told import Facts
from alerts.wording import Wording

OUTLET = 60  # characters of its name
_LABELS = {
    "type": "kind",
    "party": "parties",
    "mineral": "minerals",
    "country": "countries",
    "place": "places",
    "signatory": "signatories",
    "value": "value",
}


@dataclass(frozen=True)
class Retraction:
    """One thing that was told, what holds now, and why."""

    was: str
    now: str
    why: str
    url: str | None


@dataclass(frozen=True)
class Retold:
    """One deal of which something was told that is not so."""

    key: str
    name: str  # in a few words, for a subject
    heading: str
    told: str  # when
    lines: tuple[Retraction, ...]

    @property
    def glance(self) -> str:
        """The whole in one line."""
        said = "; ".join(f"{line.was} – {line.now} {line.why}" for line in self.lines)
        return f"{self.heading}: {said}"


def retold(notice: Notice, words: Wording) -> Retold:
    """Put a notice into words."""
    item = outline(notice.key, notice.doubt.told)
    return Retold(
        key=notice.key,
        name=named(item, words),
        heading=heading(item, words),
        told=words.say("told_on", date=words.date(notice.told_on)),
        lines=tuple(_lines(notice, words)),
    )


@dataclass(frozen=True)
class Promise:
    """One deal that is past its own time, in words."""

    heading: str
    promised: str
    stands: str
    quote: str
    quote_lang: str
    quote_from: str
    url: str | None

    @property
    def due(self) -> str:
        """What was promised, as a sentence: a Russian date ends in a full stop of its own."""
        return f"{self.promised.removesuffix('.')}."


def promise(one: Overdue, words: Wording) -> Promise:
    """Put a deal that is past its own time into words."""
    pledge = one.pledge
    return Promise(
        heading=heading(outline(one.key, one.facts), words),
        promised=capital(
            words.say("promised", stage=words.of("stages", pledge.stage), date=words.date(pledge.by, pledge.precision))
        ),
        stands=words.say("stands_at", stage=words.of("stages", one.stage)),
        quote=cut(pledge.quote, QUOTE),
        quote_lang=pledge.lang,
        quote_from=words.say(
            "quote_in", outlet=cut(pledge.outlet, OUTLET), language=words.of("languages", pledge.lang)
        ),
        url=safe_link(pledge.address),
    )


def _lines(notice: Notice, words: Wording) -> Iterator[Retraction]:
    doubt = notice.doubt
    if doubt.whole:
        yield _of_the_whole(doubt.whole, doubt.told, words)
    for one in doubt.amendments:
        yield Retraction(
            _named(one, one.was, doubt.told, words),
            words.say("holds_now", now=_value(one, one.now, doubt.after, words))
            if one.now
            else words.say("holds_no_more"),
            _why(one.why, words),
            safe_link(one.why.address),
        )


def _of_the_whole(why: Reason, told: Facts, words: Wording) -> Retraction:
    was, now = _as_told(told, words), words.say("now_gone")
    if why.kind == "restored":
        was, now = words.say("told_gone"), words.say("now_restored")
    elif why.kind == "merged":
        now = words.say("holds_now", now=_other(why, words))
    return Retraction(was, now, _why(why, words), safe_link(why.address))


def _as_told(facts: Facts, words: Wording) -> str:
    """Say in a few words as what a deal was told."""
    stage = words.of("stages", facts["stage"]) if facts["stage"] else ""
    return capital(", ".join(filter(None, [words.of("deal_types", facts["type"]), stage])))


def _named(one: Amendment, value: str, facts: Facts, words: Wording) -> str:
    said = _value(one, value, facts, words)
    if one.field in {"stage", "date"}:
        return words.say(f"{one.field}_set", after=said)
    return f"{words.say(_LABELS[one.field])}: {said}"


def _value(one: Amendment, value: str, facts: Facts, words: Wording) -> str:
    match one.field:
        case "date":
            return words.date(dt.date.fromisoformat(value), facts["precision"])
        case "type":
            return words.of("deal_types", value)
        case "party":
            met = {party: name for party, name, _ in facts["parties"]}
            return cut(words.party(value, met.get(value)), 80)
        case "value" | "stage":
            return shown(one.field, value, words)
    return words.term(value)


def _why(reason: Reason, words: Wording) -> str:
    facts = {"outlet": cut(reason.outlet, OUTLET), "deal": _other(reason, words)}
    return words.say(f"why_{reason.kind}", **facts)


def _other(reason: Reason, words: Wording) -> str:
    """Name the other deal that a reason speaks of."""
    return heading(outline("", reason.other), words) if reason.other else ""
