"""The words of deals: lexicon/deal_words.toml comes in, the deal words of a folded text go out with their spans."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.lexicon import FOLDER
from pipeline.words.fold import Folded, fold
from pipeline.words.remembered import Remembered
from pipeline.words.tables import InvalidTable, check_keys, read_table

_PATH = FOLDER / "deal_words.toml"
_GROUPS = ("instrument", "action", "aspect", "subject", "modality", "role", "noise", "scope")
_LANGUAGES = ("en", "ru", "uz", "zh", "tr", "ko", "ja", "de", "fr", "it", "kk", "ky", "tg", "az")
_UNSPACED = ("zh", "ja", "ko")
_TOKEN = re.compile(r"[^\W_]+")
_SHORTEST_STEM = 2
_LOOKED_AT = 2  # letters of the next word by which it is told whether a pattern may go on with it
WORKING = ("ship", "operate", "begin")  # what goes on by a paper of before
_BESIDE = 4  # characters between a word of former times and the paper that it dates
_DOCUMENTS = 8  # whose words are remembered: they are asked for by the steps and by the relevance

Part = tuple[str, bool]  # a word, or how one begins
Pattern = tuple[str, str, tuple[Part, ...]]  # the group and the concept, and the words that follow the first


class Word(NamedTuple):
    """A deal word: its group and concept ("action.sign"), where it stands, how it reads when folded."""

    group: str
    concept: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Vocabulary:
    """The patterns of one language, by first word: whole words, beginnings of words, parts of compounds."""

    whole: dict[str, list[Pattern]]
    stems: dict[str, list[Pattern]]
    parts: dict[str, list[Pattern]]  # "*vertrag*": of any compound
    anywhere: dict[str, re.Pattern[str]]  # of languages that set no spaces: of each group all its words
    concepts: dict[tuple[str, str], list[str]]  # of each group and word


class _Begun(NamedTuple):
    """The patterns that begin with one word, by the first letters of the word behind it: few have to be tried."""

    always: tuple[Pattern, ...]  # whatever stands behind
    before: dict[str, tuple[Pattern, ...]]


@functools.lru_cache(maxsize=_DOCUMENTS)
def deal_words(folded: Folded, lang: str) -> Sequence[Word]:
    """Find the deal words of a text folded for its language, in order; one place may carry several concepts."""
    base = lang.partition("-")[0]
    vocabulary = _vocabularies().get(base)
    if vocabulary is None:
        return ()
    if vocabulary.anywhere:
        return _anywhere(folded, vocabulary)
    spans = list(_TOKEN.finditer(folded.text))
    tokens = [span[0] for span in spans]
    found = []
    for index, begun in enumerate(map(_beginnings(base).__getitem__, tokens)):
        if begun is None:
            continue
        letters = tokens[index + 1][:_LOOKED_AT] if index + 1 < len(tokens) else ""
        for group, concept, rest in begun.before.get(letters, begun.always):
            if not rest or _follows(tokens, index, rest):
                found.append(_word(group, concept, folded, spans[index].start(), spans[index + len(rest)].end()))
    return found


def widest(words: Sequence[Word]) -> list[Word]:
    """Drop the words that are part of a wider one: to exchange views is not to exchange papers."""
    if len(words) <= 1:
        return [*words]
    return [
        word
        for word in words
        if not any(
            o.start <= word.start and word.end <= o.end and o.end - o.start > word.end - word.start for o in words
        )
    ]


def dates_a_paper(sign: Word, papers: Iterable[Word]) -> bool:
    """Tell whether a word of former times only dates a paper: last year's contract, one of last May."""
    beside = ((paper.start - sign.end, sign.start - paper.end) for paper in papers)
    return any(0 <= behind <= _BESIDE or 0 <= before <= _BESIDE for behind, before in beside)


def _follows(tokens: Sequence[str], index: int, rest: Sequence[Part]) -> bool:
    """Tell whether the other words of a pattern follow the token that is its first."""
    if index + len(rest) >= len(tokens):
        return False
    for part, begins in rest:
        index += 1
        if not (tokens[index].startswith(part) if begins else tokens[index] == part):
            return False
    return True


def _word(group: str, concept: str, folded: Folded, start: int, end: int) -> Word:
    return Word(group, concept, folded.offsets[start], folded.offsets[end - 1] + 1, folded.text[start:end])


def _anywhere(folded: Folded, vocabulary: Vocabulary) -> list[Word]:
    """Match a language that sets no spaces between words: within "signed a contract" the contract is found as well."""
    return [
        _word(group, concept, folded, match.start(), match.end())
        for group, pattern in vocabulary.anywhere.items()
        for match in pattern.finditer(folded.text)
        for concept in vocabulary.concepts[group, match[0]]
    ]


@functools.cache
def _beginnings(lang: str) -> Remembered[_Begun | None]:
    """Return what each word of a language may begin."""
    vocabulary = _vocabularies()[lang]
    return Remembered(lambda token: _begun(_candidates(vocabulary, token)))


@functools.cache  # thousands of words begin the same few
def _begun(patterns: tuple[Pattern, ...]) -> _Begun | None:
    """Lay out patterns that begin with the same word, in the order of the table; None where there are none."""
    if not patterns:
        return None
    before = {letters: _may_go_on(patterns, letters) for letters in map(_next_letters, patterns) if letters}
    return _Begun(_may_go_on(patterns, ""), before)


def _may_go_on(patterns: Sequence[Pattern], letters: str) -> tuple[Pattern, ...]:
    """Return the patterns that a word with these letters may go on, and those that any word may, or none has to."""
    return tuple(pattern for pattern in patterns if _next_letters(pattern) in ("", letters))


def _next_letters(pattern: Pattern) -> str:
    """Return how the second word of a pattern begins; nothing where there is none, or its few letters may go on."""
    word, begins = pattern[2][0] if pattern[2] else ("", True)
    return "" if begins and len(word) < _LOOKED_AT else word[:_LOOKED_AT]


def _candidates(vocabulary: Vocabulary, token: str) -> tuple[Pattern, ...]:
    """Return the patterns that may begin with this token."""
    found = list(vocabulary.whole.get(token, ()))
    for length in range(_SHORTEST_STEM, len(token) + 1):
        found += vocabulary.stems.get(token[:length], ())
    for part, patterns in vocabulary.parts.items():
        found += patterns if part in token else ()
    return tuple(dict.fromkeys(found))


@functools.cache
def _vocabularies() -> dict[str, Vocabulary]:
    return load(_PATH)


def load(path: Path) -> dict[str, Vocabulary]:
    """Read and check the table of deal words; raise InvalidTable with file, block and nearest key where it is wrong."""
    tree = read_table(path, _GROUPS)
    rows: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for group, concepts in tree.items():
        for concept, by_language in concepts.items():
            check_keys(by_language, _LANGUAGES, f"{path.name} [{group}.{concept}]")
            for lang, words in by_language.items():
                rows[lang] += [(group, concept, _checked(word, path, group, concept)) for word in words]
    return {lang: _compile(lang, rows[lang]) for lang in _LANGUAGES}


def _checked(word: str, path: Path, group: str, concept: str) -> str:
    if not isinstance(word, str) or not word.strip(" *"):
        raise InvalidTable(
            f"{path.name} [{group}.{concept}]: {word!r} is no word: write letters, or letters and a star"
        )
    return word


def _compile(lang: str, rows: list[tuple[str, str, str]]) -> Vocabulary:
    """Sort the patterns of a language by their first word."""
    whole: dict[str, list[Pattern]] = defaultdict(list)
    stems: dict[str, list[Pattern]] = defaultdict(list)
    parts: dict[str, list[Pattern]] = defaultdict(list)
    concepts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for group, concept, word in rows:
        if lang in _UNSPACED:
            concepts[group, fold(word, lang).text].append(concept)
            continue
        (first, begins), *rest = [(fold(part.strip("*"), lang).text, part.endswith("*")) for part in word.split()]
        kind = parts if word.startswith("*") else stems if begins else whole
        kind[first].append((group, concept, tuple(rest)))
    groups = {group: sorted((word for one, word in concepts if one == group), key=len) for group, _ in concepts}
    anywhere = {group: re.compile("|".join(map(re.escape, reversed(words)))) for group, words in groups.items()}
    return Vocabulary(whole, stems, parts, anywhere, concepts)
