"""A document comes in; the minerals, bodies, places, people and countries it names go out, each with its span."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from pipeline.lexicon import FILES, lexicon
from pipeline.tagging.aliases import aliases, same
from pipeline.tagging.beginnings import beginnings
from pipeline.tagging.capitals import acting_capitals
from pipeline.tagging.known import Known
from pipeline.tagging.names import parties
from pipeline.tagging.offices import offices
from pipeline.tagging.seats import seats
from pipeline.tagging.spellings import GRAMMAR, Hit, Mention, matcher
from pipeline.tagging.states import states
from pipeline.words.fold import Folded, fold

SILENT = ("media", "forum", "programme", "exchange", "international")
FIRMS = ("company", "joint-venture")  # which texts call by the beginning of their names
_RANK = {kind: rank for rank, kind in enumerate(FILES.values())}
_BREATH = 6  # characters of an "and", or a comma, between two names of a list
_SENTENCE_END = re.compile(r"[.!?…。！？][»”\")]*\s|\n|[。！？]")


class Found(NamedTuple):
    """One mention of a term: what it is, how it is written, where it stands, which country it belongs to."""

    kind: str
    term: str
    surface: str
    start: int
    end: int
    country: str | None


def tag(document: str, lang: str) -> list[Found]:
    """Return the terms named in a document, in order and without overlaps."""
    folded = fold(document, lang)
    hits = _longest(matcher(lang).hits(folded, document))
    meant = [hit for hit in hits if not hit.spelling.rejected]
    meant = [hit for hit in meant if not hit.spelling.weak or _backed(hit, meant, folded.text, lang)]
    mentions = states(folded.text, lang, [_mention(hit) for hit in meant])
    listed = [_found(mention, folded, document) for mention in mentions]
    listed = _with_capitals(document, lang, listed)
    listed = _recalled(document, lang, _with_offices(document, lang, listed))
    known = _known(listed)
    unlisted = [
        Found("organisation", party.term, document[party.start : party.end], party.start, party.end, party.country)
        for party in parties(document, lang, known)
    ]
    unlisted = [found for found in unlisted if not _is_of_minerals(document, found, listed)]
    unlisted = [_as_listed(f, listed) for f in unlisted]
    told = [f for f in _abbreviated(document, _over(listed, unlisted)) if not _silent(f)]
    said = seats(document, lang, told)
    return [f._replace(country=said[f.term]) if f.term in said and f.kind == "organisation" else f for f in told]


def _with_capitals(document: str, lang: str, listed: list[Found]) -> list[Found]:
    """Put countries in the place of the capitals that act for them."""
    acting = [
        Found("country", one.country, document[one.start : one.end], one.start, one.end, one.country)
        for one in acting_capitals(document, lang, _known(listed))
    ]
    return _over(listed, acting) if acting else listed


def _with_offices(document: str, lang: str, listed: list[Found]) -> list[Found]:
    """Add the states of the ministries that no lexicon holds, in the place of what was taken for others'."""
    acting = [
        Found(
            "organisation", f"{one.country.lower()}-gov", document[one.start : one.end], one.start, one.end, one.country
        )
        for one in offices(document, lang, _known(listed))
    ]
    return _over(listed, acting) if acting else listed


def _known(listed: list[Found]) -> list[Known]:
    return [Known(f.kind, None if _silent(f) else f.country, f.start, f.end) for f in listed]


def _recalled(document: str, lang: str, listed: list[Found]) -> list[Found]:
    """Add where a firm that a text names in full stands with the beginning of its name alone."""
    terms = lexicon().terms
    firms = [f for f in listed if f.kind == "organisation" and f.term in terms and terms[f.term].type in FIRMS]
    if not firms:
        return listed
    places = beginnings(document, lang, _known(listed), [(f.start, f.end) for f in firms])
    named = [firms[i]._replace(surface=document[start:end], start=start, end=end) for i, start, end in places]
    return _over(listed, named) if named else listed


def _is_of_minerals(document: str, body: Found, listed: list[Found]) -> bool:
    """Tell whether a name is nothing but minerals side by side: 텅스텐·몰리브덴."""
    inside = [f for f in listed if f.kind == "mineral" and body.start <= f.start and f.end <= body.end]
    letters = [sum(sign.isalnum() for sign in document[f.start : f.end]) for f in (body, *inside)]
    return len(inside) > 1 and letters[0] == sum(letters[1:])


def _as_listed(body: Found, listed: list[Found]) -> Found:
    """Give a body the term of a listed one whose name ends so: a headline says Texnika universiteti."""
    first, _, last = body.surface.lower().partition(" ")
    if not last:
        whole = next((f for f in listed if f.kind == "organisation" and f.surface.startswith(f"{body.surface}-")), None)
        return body._replace(term=whole.term, country=whole.country) if whole else body
    ending = f" {first} {last}"
    long = [f for f in listed if f.kind == "organisation" and f.surface.count(" ") > body.surface.count(" ")]
    parts = [(f, f.surface.lower()) for f in long]
    named = next((f for f, name in parts if name.endswith(ending) or _frames(name, first, last)), None)
    return body._replace(term=named.term, country=named.country) if named else body


def _frames(name: str, first: str, last: str) -> bool:
    """Tell whether a name begins and ends so: Investitsiyalar vaziri, of Investitsiyalar, sanoat va savdo vaziri."""
    return name.startswith(f"{first},") and name.endswith(f" {last}")


def _silent(found: Found) -> bool:
    """Tell whether a body only reports, hosts or frames deals: it is known so that it is taken for nothing else."""
    return found.term in _silent_terms()


@cache
def _silent_terms() -> frozenset[str]:
    return frozenset(term.id for term in lexicon() if term.type in SILENT)


def _abbreviated(document: str, found: list[Found]) -> list[Found]:
    """Give each body its name wherever the document uses an abbreviation it has defined itself."""
    bodies = [f for f in found if f.kind == "organisation"]
    for name, short in same(document, [(f.term, f.start, f.end) for f in bodies]):
        found = [f._replace(term=short, country=lexicon().term(short).country) if f.term == name else f for f in found]
        bodies = [f for f in found if f.kind == "organisation"]
    places = aliases(document, [(f.term, f.start, f.end) for f in bodies])
    return _over(
        found, [bodies[i]._replace(surface=document[start:end], start=start, end=end) for i, start, end in places]
    )


def _over(found: list[Found], newer: list[Found]) -> list[Found]:
    """Put newer findings in the place of those they overlap."""
    rest = [f for f in found if not any(f.start < n.end and n.start < f.end for n in newer)] if newer else found
    return sorted(rest + newer, key=lambda one: one.start)


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the longest of overlapping hits; of equally long ones the body before the place, the metal, the country."""
    taken = bytearray()
    chosen = []
    for hit in sorted(hits, key=lambda hit: (hit.left - hit.right, hit.spelling.weak, _RANK[hit.spelling.term.kind])):
        if len(taken) < hit.right:
            taken.extend(bytes(hit.right - len(taken)))
        if not any(taken[hit.left : hit.right]):
            taken[hit.left : hit.right] = b"\1" * (hit.right - hit.left)
            chosen.append(hit)
    return sorted(chosen, key=lambda hit: hit.left)


def _mention(hit: Hit) -> Mention:
    term = hit.spelling.term
    return Mention(term.kind, term.id, term.type, term.country, hit.left, hit.right)


def _found(mention: Mention, folded: Folded, document: str) -> Found:
    start, end = folded.offsets[mention.left], folded.offsets[mention.right - 1] + 1
    return Found(mention.kind, mention.term, document[start:end], start, end, mention.country)


def _backed(weak: Hit, hits: list[Hit], text: str, lang: str) -> bool:
    """Tell whether a weak name is meant: a body by its own country, all else by a word of mining in its sentence."""
    term = weak.spelling.term
    strong = [hit for hit in hits if not hit.spelling.weak]
    if any(hit.spelling.term is term for hit in strong):
        return True
    if term.kind == "organisation":
        return any(hit.spelling.term.country == term.country or _is_listed_with(weak, hit) for hit in strong)
    left, right = _sentence(text, weak.left)
    if any(left <= hit.left < right and hit.spelling.term.kind == "mineral" for hit in strong):
        return True
    return bool(_context(lang).search(text, left, right))


def _is_listed_with(weak: Hit, strong: Hit) -> bool:
    """Tell whether a weak name stands right beside a body of its own kind: KfW IPEX-Bank and ING."""
    gap = max(weak.left, strong.left) - min(weak.right, strong.right)
    return strong.spelling.term.type == weak.spelling.term.type and 0 < gap <= _BREATH


def _sentence(text: str, position: int) -> tuple[int, int]:
    left = max(
        (match.end() for match in _SENTENCE_END.finditer(text, max(0, position - 600), position)),
        default=max(0, position - 600),
    )
    after = _SENTENCE_END.search(text, position)
    return left, after.start() if after else len(text)


@cache
def _context(lang: str) -> re.Pattern[str]:
    words = GRAMMAR["context"].get("uz-Latn" if lang.startswith("uz") else lang, GRAMMAR["context"]["en"])
    words = [fold(word, lang).text for word in words]
    border = "" if lang in ("zh", "ja", "ko") else r"\b"
    return re.compile(border + "(?:" + "|".join(map(re.escape, words)) + ")")
