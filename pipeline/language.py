"""A text and the feed's word for its language come in; the language with its script goes out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from pathlib import Path

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipeline.words.parted import Parted
from pipeline.words.phrases import APOSTROPHES
from pipeline.words.remembered import Remembered
from pipeline.words.tables import check_keys, read_table

_FILE = Path(__file__).with_name("language.toml")
_READ = 2000  # characters; more of a text says nothing new
_FEW_WORDS = 3  # below this the feed knows better than any rule
_MODEL = {"cyrillic": ("ru", "uz", "kk", "ky", "tg"), "latin": ("en", "uz", "tr", "az", "de", "fr", "it")}
_WORDS = Parted(re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*"))  # of a text with one kind of apostrophe
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u0259]+")
_HAN, _KANA, _HANGUL = (re.compile(signs) for signs in (r"[\u4e00-\u9fff]+", r"[\u3040-\u30ff]+", r"[\uac00-\ud7af]+"))
_EASTERN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_UZBEK_LETTER = re.compile(f"[og][{APOSTROPHES}]")
_UZBEK_LETTERS = re.compile(rf"[og][{APOSTROPHES}]\w{{2,}}")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_SIGN, _SHORT, _ENDING = 1.0, 1.5, 0.5  # what a sign, a short word and an ending weigh


@dataclass(frozen=True)
class _Tables:
    scripts: dict[str, dict[str, tuple[str, frozenset[str]]]]  # script -> language -> signs, short words
    endings: dict[str, tuple[str, ...]]


def language(text: str, hint: str | None = None) -> str:
    """Name the language of a text, with its script where Uzbek has two; "und" if nothing tells."""
    sample = text[:_READ]
    script = _script(sample)
    told = _told(hint, script)
    if script in ("zh", "ja", "ko"):
        return script
    words = _WORDS.words(_APOSTROPHE.sub("'", sample.lower()))
    if script == "und" or (told and len(words) < _FEW_WORDS):
        return told or "und"
    return _decided(sample, words, script)


def _script(sample: str) -> str:
    """Tell the script by its letters, and the language where the script alone tells it."""
    if sample.isascii():
        return "latin" if _LATIN.search(sample) else "und"
    eastern = _EASTERN.search(sample)
    if not eastern and not _CYRILLIC.search(sample):
        return "latin" if _LATIN.search(sample) else "und"
    latin, cyrillic = _letters(_LATIN, sample), _letters(_CYRILLIC, sample)
    western = "cyrillic" if cyrillic > latin else "latin" if latin else "und"
    if not eastern:
        return western
    han, kana, hangul = (_letters(script, sample) for script in (_HAN, _KANA, _HANGUL))
    signs = han + kana + hangul
    if 2 * signs > latin + cyrillic:  # a sign of theirs is worth two letters
        if hangul > han + kana:
            return "ko"
        return "ja" if 10 * kana > signs else "zh"
    return western


def _letters(signs: re.Pattern[str], sample: str) -> int:
    """Count letters, which stand in runs."""
    return sum(map(len, signs.findall(sample)))


def _told(hint: str | None, script: str) -> str | None:
    """Read the feed's tag (uz, ru-RU, uz-Cyrl) as a language that this script can write."""
    tag = (hint or "").lower().replace("_", "-").split("-")[0]
    if tag == "uz":
        return {"cyrillic": "uz-Cyrl", "latin": "uz-Latn"}.get(script)
    return tag if tag in _tables().scripts.get(script, {}) else None


def _decided(sample: str, words: Sequence[str], script: str) -> str:
    evidence = _evidence(sample.lower(), words, script)
    ranked = sorted(evidence.items(), key=lambda item: -item[1])
    (best, most), (_, second) = ranked[0], ranked[1]
    if most >= _SHORT and most >= _SHORT * second:  # one short word, and clearly ahead of the next
        return best
    top = str(_statistics(script).classify(sample)[0])
    return {"uz": "uz-Cyrl" if script == "cyrillic" else "uz-Latn"}.get(top, top)


def _evidence(sample: str, words: Sequence[str], script: str) -> dict[str, float]:
    """Weigh each language of a script by its signs, its short words and its endings."""
    counts = {tag: _SIGN * sum(map(sample.count, signs)) for tag, (signs, _) in _tables().scripts[script].items()}
    for tag, weight in chain.from_iterable(map(_spoken(script).__getitem__, words)):
        counts[tag] += weight
    if script == "latin" and _UZBEK_LETTER.search(sample):
        counts["uz-Latn"] += 2 * _SIGN * len(_UZBEK_LETTERS.findall(sample))
    return counts


@cache
def _spoken(script: str) -> Remembered[tuple[tuple[str, float], ...]]:
    """Return which languages of a script each word speaks for, and by how much."""
    return Remembered(partial(_of_word, script))


def _of_word(script: str, word: str) -> tuple[tuple[str, float], ...]:
    endings = _tables().endings
    weights = (
        (tag, _SHORT * (word in short) + _ENDING * word.endswith(endings.get(tag, ())))
        for tag, (_, short) in _tables().scripts[script].items()
    )
    return tuple((tag, weight) for tag, weight in weights if weight)


@cache
def _statistics(script: str) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_MODEL[script])
    return identifier


@cache
def _tables() -> _Tables:
    table = read_table(_FILE, ("cyrillic", "latin", "endings"))
    for script in _MODEL:
        for tag, entry in table[script].items():
            check_keys(entry, ("signs", "words"), f"{_FILE.name} [{script}] {tag}")
    scripts = {
        script: {tag: (entry["signs"], frozenset(entry["words"])) for tag, entry in table[script].items()}
        for script in _MODEL
    }
    check_keys(table["endings"], [tag for tags in scripts.values() for tag in tags], f"{_FILE.name} [endings]")
    return _Tables(scripts, {tag: tuple(words) for tag, words in table["endings"].items()})
