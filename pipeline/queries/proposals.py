"""The stored parties that no lexicon holds come in; terms to review, each ready to be pasted, go out."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.models import Article, Evidence, Report
from pipeline.resolution.parties import UNKNOWN, sound
from pipeline.text import one_line
from pipeline.words.fold import fold

_AT_ONCE = 500
_ID = re.compile(r"[^a-z0-9]+")
_LATIN = re.compile(r"[\x00-\u024f\u1e00-\u1eff’‘ʻʼ“”–]*")
_LISTED = ("ru", "uz-Cyrl", "kk", "zh", "ja", "ko")  # languages whose own script a term may be written in


@dataclass
class Proposal:
    """A party met under one name or several that sound alike: how often, where, and an example."""

    names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))  # by language of the article
    articles: set[int] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)
    countries: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    quote: str = ""


def proposals(session: Session, least: int = 1) -> list[Proposal]:
    """Return the parties that no lexicon holds and at least so many articles name, the most frequent first."""
    met: dict[str, Proposal] = defaultdict(Proposal)
    query = (
        select(Evidence, Article.id, Article.lang, Article.publisher, Article.title, Article.text)
        .join(Report, Evidence.report_id == Report.id)
        .join(Article, Report.article_id == Article.id)
        .where(Evidence.field == "party", Evidence.value.startswith(UNKNOWN))
        .order_by(Evidence.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    for said, article, lang, publisher, title, text in session.execute(query):
        one = met[sound(said.value) or said.value]
        one.names[lang][f"{title}\n\n{text}"[said.start : said.end]] += 1
        one.articles.add(article)
        one.publishers.add(publisher)
        one.countries.update(filter(None, [said.detail.get("country")]))
        one.roles.update(filter(None, [said.detail.get("part")]))
        one.quote = one.quote or said.quote
    frequent = [one for one in met.values() if len(one.articles) >= least]
    return sorted(frequent, key=lambda one: (-len(one.articles), -len(one.publishers), _english(one)))


def block(one: Proposal) -> list[str]:
    """Return a proposal as the lines of an entry of organisations.toml, with what speaks for it as comments."""
    languages = ", ".join(f"{lang} {counts.total()}" for lang, counts in sorted(one.names.items()))
    roles = "".join(f", as {role}" for role, _ in one.roles.most_common(1))
    entry = [
        f"# {len(one.articles)} articles, {len(one.publishers)} publishers ({languages}){roles}",
        f"# “{one_line(one.quote)}”",
        f"[{_id(one)}]",
        'type = "company"',
    ]
    entry += [f'country = "{country}"' for country, _ in one.countries.most_common(1)]
    return [*entry, *(f"{lang} = {json.dumps(names, ensure_ascii=False)}" for lang, names in _spellings(one))]


def _spellings(one: Proposal) -> Iterator[tuple[str, list[str]]]:
    """Yield the names by language as the lexicon lists them: Latin ones as English, which comes first."""
    latin = [name for name, _ in _named(one) if _LATIN.fullmatch(name)]
    yield "en", latin or [_english(one)]
    for lang in _LISTED:
        own = (
            [name for name, _ in one.names[lang].most_common() if not _LATIN.fullmatch(name)]
            if lang in one.names
            else []
        )
        if own:
            yield lang, [one_line(name) for name in own]


def _named(one: Proposal) -> list[tuple[str, int]]:
    total: Counter[str] = Counter()
    for counts in one.names.values():
        total.update({one_line(name): count for name, count in counts.items()})
    return total.most_common()


def _english(one: Proposal) -> str:
    """Return the name most met in Latin letters, else the most frequent one written in them."""
    names = [name for name, _ in _named(one)]
    latin = next((name for name in names if _LATIN.fullmatch(name)), None)
    return latin or fold(names[0], "uz-Cyrl").text.title()


def _id(one: Proposal) -> str:
    slug = _ID.sub("-", fold(_english(one), "en").text).strip("-")
    return slug or f"body-{min(one.articles)}"
