"""A deal whose reports changed comes in; its fields, derived from the evidence, and what is new about it go out."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy.orm import Session

from pipeline.models import Deal, Report
from pipeline.put import renew
from pipeline.resolution.anchors import anchor
from pipeline.resolution.candidates import forget
from pipeline.resolution.changes import note, state
from pipeline.resolution.fixes import LISTS, fix
from pipeline.resolution.ladder import ENDS, rung
from pipeline.resolution.naming import title
from pipeline.resolution.shown import shown
from pipeline.resolution.witnesses import Said, Told, statements, witnesses
from pipeline.resolution.worth import set_first, worth
from pipeline.understanding.facts import DOUBTED, HUNDREDTHS
from pipeline.words.wording import of_deal

SUPPORT = 1 / 3  # share of the voices since then that a rung of the ladder needs
NAMED_BY = 0.3  # share of the reports, or two voices, that make a body a party


def derive(
    session: Session, deal: Deal, report: Report | None = None, *, edited: bool = False, founded: bool = False
) -> None:
    """Derive every field of the deal from its evidence, and note as events what ``report`` changed.

    A report that only recalls changes the record, never makes news; of one that was ``edited`` readers know already,
    of a deal that is ``founded`` only now they know nothing.
    Where sources differ, official publishers go before agencies, agencies before others and reprints last; then the
    value of more publishers, then the later one. Of sums, which all stand, ``worth`` says which stands first.
    """
    session.flush()
    told = witnesses(session, deal.id)
    said = statements(session, deal.id, told)
    before = state(deal)
    renew(session, deal, _derived(deal, told, said))
    anchor(session, deal.id, said, told[-1].at)
    forget(session, deal.id)
    if report is not None and report.role == "primary":
        known = edited or any(
            not founded and one.role == "primary" and one.article != report.article_id for one in told
        )
        note(session, deal, report, before if known else None)


def _derived(stored: Deal, told: Sequence[Told], said: Sequence[Said]) -> SimpleNamespace:
    """Return what the deal is now: a draft of it that no database knows."""
    deal = SimpleNamespace(fixed=stored.fixed)
    primary = [one for one in told if one.role == "primary"]
    news = primary or list(told)
    deal.deal_type = likeliest_type(news)
    deal.stage = current_stage(news)
    fix(deal, "type", "stage")
    reached = [one for one in told if one.stage == deal.stage]
    deal.stage_date, deal.stage_precision = stage_date(reached)
    of: defaultdict[str, list[Said]] = defaultdict(list)
    for one in said:
        of[one.field].append(one)
    deal.parties = _parties(of["party"], len(told))
    deal.minerals, deal.countries, deal.places = (list(_support(of[name])) for name in ("mineral", "country", "place"))
    deal.values = worth(of["value"], deal.deal_type)
    deal.signatories = _signatories(of["signatory"])
    fix(deal, *LISTS)
    deal.values = set_first(deal.values, deal.fixed or ())
    deal.conflicts = [*_differing_dates(reached, deal.stage), *_differing_values(of["value"])]
    deal.first_seen_at, deal.updated_at = news[0].at, (primary or told[:1])[-1].at
    deal.title = title([(party["id"], party["name"]) for party in deal.parties], deal.minerals, deal.deal_type)
    fix(deal, "title")
    about = [*deal.minerals, *deal.countries, *deal.places]
    words = of_deal(deal.title, deal.stage, [*deal.parties, *deal.signatories], about)
    deal.words = "" if stored.rejected else words  # what a reader rejected no search finds
    deal.shown = shown(told, said).stored()
    return deal


def likeliest_type(told: Sequence[Told]) -> str:
    """Return the type that is likeliest by all reports together, of those that any of them has.

    A copy is read as its original was and says nothing further. Where none was weighed, and of types that are as likely
    it is the one that most reports have, by how far they are believed.
    """
    heard = [one.types for one in told if one.types and not one.copy]

    def support(name: str) -> tuple[float, int]:
        believed = sum(1 + one.rank for one in told if one.deal_type == name)
        return round(sum(types.get(name, DOUBTED) for types in heard), HUNDREDTHS), believed

    return max(dict.fromkeys(one.deal_type for one in told), key=support)


def current_stage(told: Sequence[Told]) -> str:
    """Return the stage a deal stands at: the highest rung that enough voices confirm; an end stands while unanswered.

    A report of a lower rung never sets the stage back; a lone report of a higher one waits while most say otherwise.
    """
    ended = [one for one in told if one.stage in ENDS]
    if ended and not any(
        one.at > ended[-1].at and rung(one.stage) > rung("talks") for one in told if one.stage not in ENDS
    ):
        return ended[-1].stage
    climbed = [one for one in told if one.stage not in ENDS]
    for stage in sorted({one.stage for one in climbed}, key=rung, reverse=True):
        since = min(one.at for one in climbed if rung(one.stage) >= rung(stage))
        heard = {one.voice for one in climbed if one.at >= since}
        agreeing = {one.voice for one in climbed if one.at >= since and rung(one.stage) >= rung(stage)}
        if len(agreeing) >= SUPPORT * len(heard):
            return stage
    return climbed[-1].stage if climbed else ended[-1].stage


def stage_date(told: Sequence[Told]) -> tuple[dt.date | None, str | None]:
    """Return the date to believe, and its precision: a day before a month, then by the rule of ``derive``."""
    dated = [one for one in told if one.date]
    exact = [one for one in dated if one.precision in {None, "day"}] or dated
    if not exact:
        return None, None
    best = _believed([(one.date, one.rank, one.voice, one.at) for one in exact])
    return best, next(one.precision or "day" for one in exact if one.date == best)


def _believed(claims: Iterable[tuple[Any, int, str, dt.datetime]]) -> Any:  # noqa: ANN401 - dates and texts alike
    by_value: defaultdict[Any, list[tuple[int, str, dt.datetime]]] = defaultdict(list)
    for value, trust, voice, at in claims:
        by_value[value].append((trust, voice, at))

    def support(value: Any) -> tuple[int, int, dt.datetime]:  # noqa: ANN401
        heard = by_value[value]
        return max(one[0] for one in heard), len({one[1] for one in heard}), max(one[2] for one in heard)

    return max(by_value, key=support)


def timeline(session: Session, deal: Deal) -> list[dict[str, Any]]:
    """Return the stages the deal has been through, each with the date to believe, in their order."""
    told = witnesses(session, deal.id)
    steps = []
    for stage in sorted({one.stage for one in told}, key=rung):
        date, precision = stage_date([one for one in told if one.stage == stage])
        steps.append({"stage": stage, "date": date.isoformat() if date else None, "precision": precision})
    return steps


def _support(said: Iterable[Said]) -> dict[str, tuple[int, int]]:
    """Return how many reports and how many voices state each value of a field, the best supported first."""
    reports: Counter[str] = Counter()
    voices: defaultdict[str, set[str]] = defaultdict(set)
    for one in said:
        reports[one.value] += len(one.reports)
        voices[one.value].add(one.voice)
    return {value: (count, len(voices[value])) for value, count in reports.most_common()}


def _parties(said: Sequence[Said], reports: int) -> list[dict[str, Any]]:
    parties = []
    for party, (count, speaking) in _support(said).items():
        if speaking > 1 or count >= NAMED_BY * reports:
            mine = [one.detail for one in said if one.value == party]
            role = _most_often(mine, "part") or _most_often(mine, "role")
            parties.append({"id": party, "name": _most_often(mine, "surface"), "role": role})
    return parties


def _most_often(details: Iterable[Mapping[str, Any]], name: str) -> str | None:
    """Return what most of these say under a name, the first where several are said as often."""
    told = Counter(value for detail in details if (value := detail.get(name)))
    return max(told, key=told.__getitem__) if told else None


def _signatories(said: Sequence[Said]) -> list[dict[str, Any]]:
    """Return who signed, the best attested first, each by the spelling most reports use."""
    people = []
    for person in _support(said):
        names: Counter[str] = Counter()
        for one in said:
            if one.value == person:
                names[one.detail["name"]] += len(one.reports)
        people.append({"id": person, "name": names.most_common(1)[0][0]})
    return people


def _differing_dates(reached: Iterable[Told], stage: str) -> list[dict[str, Any]]:
    exact = [one for one in reached if one.date and one.precision in {None, "day"}]
    return _conflict(f"date of {stage}", [(str(one.date), one.voice) for one in exact])


def _differing_values(said: Iterable[Said]) -> list[dict[str, Any]]:
    """Return the sums that voices which state one sum each disagree on, in one currency and of one kind."""
    stated: defaultdict[tuple[str, Any], defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in said:
        stated[one.value.partition(" ")[2], one.detail.get("kind")][one.voice].add(one.value)
    conflicts = []
    for by_voice in stated.values():
        single = [(next(iter(values)), voice) for voice, values in by_voice.items() if len(values) == 1]
        conflicts += _conflict("value", single)
    return conflicts


def _conflict(field: str, claims: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    publishers: defaultdict[str, set[str]] = defaultdict(set)
    for value, voice in claims:
        publishers[value].add(voice)
    if len(publishers) < 2:  # noqa: PLR2004 - one value is no conflict
        return []
    values = [{"value": value, "publishers": sorted(voices)} for value, voices in sorted(publishers.items())]
    return [{"field": field, "values": values}]
