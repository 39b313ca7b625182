"""Reports of deals come in; of each deal the words that tell its step, in the reader's script if any are, go out."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.models import Article, Evidence, Report

_STEP = ("stage", "deal_type")  # evidence that tells what was done
_APART = {"event_date", "value"}  # evidence that tells when it was done and for how much
_SHOWN = (*_STEP, "party", *_APART, "mineral")
_SIDES = 2  # parties in a sentence that count: a list of banks tells nothing further
_LOOKED_AT = 5  # reports of a deal, the newest
_WRITTEN = {"uz": "uz-Latn"}  # the script of a digest in a language of several

Rank = tuple[int, bool, int]  # how badly words tell a step: no sentence that tells it, not the step, minus its facts
# Headlines are linked, so that they are quoted only before a sentence that names no more than a mineral, and then only
# where they tell who did it; questions tell nothing.
_SENTENCE, _WHOLE_HEADLINE, _ASIDE, _HEADLINE, _QUESTION = range(5)


@dataclass(frozen=True)
class Quote:
    """The words a deal's newest step was read from."""

    text: str
    lang: str
    outlet: str


@dataclass(frozen=True)
class Quotable:
    """A report that may be quoted."""

    report: int
    lang: str
    at_stage: bool  # tells the step at which the deal stands


def quotes(session: Session, of_deal: Mapping[int, Sequence[Quotable]], language: str) -> dict[int, Quote]:
    """Return for each deal the words to quote of its reports, which come the newest first.

    Those in the reader's language and script go first, then those in its other script, and those at the deal's stage;
    of their words a sentence that holds the step and its parties, a headline only where there is nothing else.
    """
    chosen = {deal: _nearest(reports, _WRITTEN.get(language, language)) for deal, reports in of_deal.items()}
    told = _told(session, [one.report for reports in chosen.values() for one in reports])
    found = {deal: [told[one.report] for one in reports if one.report in told] for deal, reports in chosen.items()}
    return {deal: min(some, key=lambda one: one[0])[1] for deal, some in found.items() if some}


def _nearest(reports: Sequence[Quotable], script: str) -> Sequence[Quotable]:
    """Return the newest of the reports that are nearest to the reader."""
    spoken = script.partition("-")[0]

    def far(one: Quotable) -> tuple[bool, bool, bool]:
        foreign = one.lang.partition("-")[0] != spoken
        return foreign, not foreign and one.lang != script, not one.at_stage

    nearest = min(map(far, reports))
    return [one for one in reports if far(one) == nearest][:_LOOKED_AT]


def _told(session: Session, reports: Collection[int]) -> dict[int, tuple[Rank, Quote]]:
    """Return of each report the words that tell its step best, with how badly they do."""
    query = (
        select(Evidence.report_id, Article.title, Article.lang, Article.outlet)
        .add_columns(Evidence.quote, Evidence.field, Evidence.value)
        .join(Report, Report.id == Evidence.report_id)
        .join(Article, Article.id == Report.article_id)
        .where(Evidence.report_id.in_(reports), Evidence.field.in_(_SHOWN), Evidence.quote != "")
        .order_by(Evidence.start, Evidence.id)
    )
    said: defaultdict[tuple[int, str, str, str], defaultdict[str, set[tuple[str, str]]]]
    said = defaultdict(lambda: defaultdict(set))
    for *of_report, quote, field, value in session.execute(query):
        report, title, lang, outlet = of_report
        said[report, title, lang, outlet][quote].add((field, value))
    return {report: _best(title, lang, outlet, words) for (report, title, lang, outlet), words in said.items()}


def _best(title: str, lang: str, outlet: str, words: Mapping[str, Collection[tuple[str, str]]]) -> tuple[Rank, Quote]:
    """Return the best of the words, which stand in the order of the text."""
    ranked = {text: _rank(text, title, facts) for text, facts in words.items()}
    best = min(ranked, key=ranked.__getitem__)
    return ranked[best], Quote(best, lang, outlet)


def _rank(text: str, title: str, facts: Collection[tuple[str, str]]) -> Rank:
    step = any(field in _STEP for field, _ in facts)
    parties = sum(field == "party" for field, _ in facts)
    told = min(parties, _SIDES) + len({field for field, _ in facts} & _APART)
    if text.endswith("?"):
        kind = _QUESTION
    elif text in title:
        kind = _WHOLE_HEADLINE if step and parties else _HEADLINE
    else:
        kind = _SENTENCE if step or told else _ASIDE
    return kind, not step, -told
