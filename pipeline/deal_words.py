"""The words of deals: lexicon/deal_words.toml comes in, the deal words of a folded text go out with their spans."""

import functools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.fold import Folded, fold
from pipeline.tables import InvalidTable, check_keys, read_table

_PATH = Path(__file__).parent / "lexicon" / "deal_words.toml"
_GROUPS = ("instrument", "action", "aspect", "subject", "modality", "role", "noise", "scope")
_LANGUAGES = ("en", "ru", "uz", "zh", "tr", "ko", "ja", "de", "fr", "it", "kk")
_UNSPACED = ("zh", "ja", "ko")
_TOKEN = re.compile(r"[^\W_]+")
_SHORTEST_STEM = 2

Pattern = tuple[str, tuple[str, ...]]  # the concept, and the words that follow the first


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


def deal_words(folded: Folded, lang: str) -> list[Word]:
    """Find the deal words of a text folded for its language, in order; one place may carry several concepts."""
    vocabulary = _vocabularies().get(lang.partition("-")[0])
    if vocabulary is None:
        return []
    if vocabulary.anywhere:
        return _anywhere(folded, vocabulary)
    tokens = [(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(folded.text)]
    found = []
    base = lang.partition("-")[0]
    for index, (start, end, token) in enumerate(tokens):
        for concept, rest in _candidates(base, token):
            if not rest:
                found.append(_word(concept, folded, start, end))
            elif (last := _follows(tokens, index, rest)) is not None:
                found.append(_word(concept, folded, start, last))
    return found


def _follows(tokens: Sequence[tuple[int, int, str]], index: int, rest: Sequence[str]) -> int | None:
    """Return where the last word of a pattern ends if its other words follow the token, else None."""
    if index + len(rest) >= len(tokens):
        return None
    for place, part in enumerate(rest, index + 1):  # most end here: no call is worth making for it
        token = tokens[place][2]
        if not (token.startswith(part[:-1]) if part[-1:] == "*" else token == part):
            return None
    return tokens[index + len(rest)][1]


def _word(concept: str, folded: Folded, start: int, end: int) -> Word:
    group, _, name = concept.partition(".")
    return Word(group, name, folded.offsets[start], folded.offsets[end - 1] + 1, folded.text[start:end])


def _anywhere(folded: Folded, vocabulary: Vocabulary) -> list[Word]:
    """Match a language that sets no spaces between words: within "signed a contract" the contract is found as well."""
    return [
        _word(concept, folded, match.start(), match.end())
        for group, pattern in vocabulary.anywhere.items()
        for match in pattern.finditer(folded.text)
        for concept in vocabulary.concepts[group, match[0]]
    ]


@functools.lru_cache(maxsize=60_000)
def _candidates(lang: str, token: str) -> tuple[Pattern, ...]:
    """Return the patterns that may begin with this token."""
    vocabulary = _vocabularies()[lang]
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
    rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for group, concepts in tree.items():
        for concept, by_language in concepts.items():
            check_keys(by_language, _LANGUAGES, f"{path.name} [{group}.{concept}]")
            for lang, words in by_language.items():
                rows[lang] += [(f"{group}.{concept}", _checked(word, path, group, concept)) for word in words]
    return {lang: _compile(lang, rows[lang]) for lang in _LANGUAGES}


def _checked(word: str, path: Path, group: str, concept: str) -> str:
    if not isinstance(word, str) or not word.strip(" *"):
        raise InvalidTable(
            f"{path.name} [{group}.{concept}]: {word!r} is no word: write letters, or letters and a star"
        )
    return word


def _compile(lang: str, rows: list[tuple[str, str]]) -> Vocabulary:
    """Sort the patterns of a language by their first word."""
    whole: dict[str, list[Pattern]] = defaultdict(list)
    stems: dict[str, list[Pattern]] = defaultdict(list)
    parts: dict[str, list[Pattern]] = defaultdict(list)
    concepts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for concept, word in rows:
        if lang in _UNSPACED:
            concepts[concept.partition(".")[0], fold(word, lang).text].append(concept)
            continue
        first, *rest = [fold(part.strip("*"), lang).text + "*" * part.endswith("*") for part in word.split()]
        kind = parts if word.startswith("*") else stems if first.endswith("*") else whole
        kind[first.rstrip("*")].append((concept, tuple(rest)))
    groups = {group: sorted((word for one, word in concepts if one == group), key=len) for group, _ in concepts}
    anywhere = {group: re.compile("|".join(map(re.escape, reversed(words)))) for group, words in groups.items()}
    return Vocabulary(whole, stems, parts, anywhere, concepts)
