"""A text comes in; what the lexicon and the words of deals find in it, and why, goes out as lines."""

from collections.abc import Iterable, Iterator

from pipeline.language import language
from pipeline.lexicon import lexicon
from pipeline.resolution.parties import UNKNOWN
from pipeline.tag import Found, tag
from pipeline.tagging.spellings import Hit, matcher
from pipeline.text import one_line
from pipeline.understanding.deal_words import deal_words
from pipeline.words.fold import Folded, fold
from pipeline.words.tables import LANGUAGES

_FEW = 5  # words


def tried(text: str, lang: str | None = None) -> list[str]:
    """Return a line for each term found, each spelling passed over and each deal word, with the reason."""
    lang = lang or _read_as(text)
    folded = fold(text, lang)
    hits = list(matcher(lang).hits(folded, text))
    found = tag(text, lang)
    meant = {(hit.spelling.term.id, folded.offsets[hit.left]): hit for hit in hits if not hit.spelling.rejected}
    words = (f"{text[word.start : word.end]}: {word.group}.{word.concept}" for word in deal_words(folded, lang))
    return [
        f"read as {lang}",
        "found" if found else "found: nothing",
        *(_line(one, meant.get((one.term, one.start))) for one in found),
        *_titled("passed over", _passed(text, folded, found, hits)),
        *_titled("words of deals", words),
    ]


def _read_as(text: str) -> str:
    """Return the language of a text; of a few words, which tell little of that, one in which they name something."""
    likeliest = language(text)
    others = [lang for lang in LANGUAGES if lang != "uz"] if len(text.split()) < _FEW else []  # its scripts are listed
    return next((lang for lang in (likeliest, *others) if tag(text, lang)), likeliest)


def _titled(title: str, lines: Iterable[str]) -> list[str]:
    kept = list(dict.fromkeys(f"  {one_line(line)}" for line in lines))
    return [title, *kept] if kept else []


def _line(one: Found, hit: Hit | None) -> str:
    place = f"{one.start}-{one.end}"
    return f"  {place:>9} {one.kind:13}{one.term:28} {one_line(one.surface)}  ({_why(one, hit)})"


def _why(one: Found, hit: Hit | None) -> str:
    """Say what made a mention a term."""
    origin = f", of {one.country}" if one.country else ", of unknown origin"
    if one.term.startswith(UNKNOWN):
        return f"no lexicon holds it: its name or a word beside it shows a body{origin}"
    if hit is None and one.term not in lexicon().terms:
        return "a country and a word of state"
    if hit is None:
        return "a word of state beside its name, its name's beginning, or an abbreviation that the text defines"
    return "a weak name, backed by its surroundings" if hit.spelling.weak else "a name of the lexicon"


def _passed(text: str, folded: Folded, found: list[Found], hits: Iterable[Hit]) -> Iterator[str]:
    """Yield the spellings of the lexicon that stand in the text and are not meant."""
    for hit in hits:
        start, end = folded.offsets[hit.left], folded.offsets[hit.right - 1] + 1
        over = next((one for one in found if one.start < end and start < one.end), None)
        if over is None or over.term != hit.spelling.term.id:
            yield f"{text[start:end]}: {hit.spelling.term.kind} {hit.spelling.term.id}, {_why_not(hit, over)}"


def _why_not(hit: Hit, over: Found | None) -> str:
    if hit.spelling.rejected:
        return "listed as what is not meant"
    if over:
        return f"part of or beside {over.surface}, which goes first"
    if hit.spelling.weak:
        return "a weak name, and no word of its context stands near"
    return "hidden by what is not meant, or a body that only reports or hosts"
