"""A document and the bodies found in it come in; the abbreviations it gives them in brackets go out, everywhere."""

import re
from collections.abc import Iterator

from pipeline.tagging.name_words import LEGAL_AFTER, words

_SHORT = r"[^\W\d_a-zа-яё][\w-]{1,11}"
_AFTER = re.compile(
    rf"[»”\"›]?,?[^\S\n]?(?:[(（][«“\"]?(?:[^()\n]{{0,24}}[ –—-] ?[«“\"]?)?({_SHORT})[»”\"]?[)）]| or ({_SHORT}),)|"
    r"[»”\"›]?\.?,? (?:better |also |locally )?known as ([^\W\d_a-zа-яё][\w’'-]+)"  # Borealis Ore Co., known as Boreo
)
_IN_LATIN = re.compile(r"[(（]([A-Z][A-Za-z0-9&.' -]{2,40}[A-Za-z0-9.])[)）]")  # 诺斯公司（Borealis Alloys）
_CJK = "⺀"  # the first letter of scripts that set no spaces
_BEFORE = re.compile(rf"(?<![\w-])({_SHORT}) [(（][«“\"]?$")
_LETTERS = 2  # capitals that make an abbreviation


Body = tuple[str, int, int]  # term, start and end in the document


def same(document: str, bodies: list[Body]) -> list[tuple[str, str]]:
    """Return (unlisted, listed) terms of one body: an unknown name in front of an abbreviation that is known."""
    known = {document[start:end]: term for term, start, end in bodies if not term.startswith("x:")}
    return [
        (term, known[short])
        for term, start, end in bodies
        if term.startswith("x:")
        for short in _defined(document, start, end)
        if short in known
    ]


def aliases(document: str, bodies: list[Body]) -> list[tuple[int, int, int]]:
    """Return each place of an abbreviation that the text defines: index of its body in ``bodies``, start, end.

    What a text defines it means, even where the lexicon knows the abbreviation as another body's.
    """
    meaning: dict[str, int] = {}
    for index, (term, start, end) in enumerate(bodies):
        for short in _defined(document, start, end):
            known = next((other for other, left, right in bodies if document[left:right] == short), None)
            if known != term:
                meaning.setdefault(short, index)
    return [
        (index, *match.span())
        for short, index in meaning.items()
        for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![A-ZА-Я0-9])", document)
    ]


def _defined(document: str, start: int, end: int) -> Iterator[str]:
    """Yield the abbreviations that stand in brackets after a name, or before the brackets around it."""
    form = LEGAL_AFTER.match(document, end)
    after = _AFTER.match(document, form.end() if form else end)
    before = _BEFORE.search(document, max(0, start - 20), start)
    for short in (after and (after[1] or after[2]), before and before[1]):
        if short and short not in words("legal") and sum(char.isupper() for char in short) >= _LETTERS:
            yield short
    if after and after[3]:
        yield after[3]
    latin = _IN_LATIN.match(document, end) if document[end - 1] >= _CJK else None
    if latin and latin[1] not in words("legal"):
        yield latin[1]
