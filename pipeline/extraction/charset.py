"""A page's bytes and what was said of their charset come in; its text goes out, by evidence before declarations."""

import codecs
import re
from dataclasses import dataclass

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}encoding=[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_META_WITHIN = 4096
_ALIASES = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}  # as browsers read them
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
_LATIN = "cp1254"  # differs from windows-1252 in six letters only: the Turkish ones for the Icelandic ones
_WESTERN = ("cp1250", "cp1254", "cp1257", "iso8859-2", "iso8859-9", "iso8859-15")
TAGS = re.compile(rb"<[^>]*>")
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
_ACCENT_RUN = 2.0  # bytes: accented letters stand alone or in pairs, other scripts fill words
_BROKEN_SHARE = 0.02  # of the signs beyond ASCII: so many broken ones still are UTF-8, cut or mixed with other text
_CUT_SIGNS = 3  # that the edges of a sample may cut
_LEAST_SCORE = 0.35
_SAMPLE = 60_000  # bytes that are looked at
_SCORED = 1_500  # of these, without markup, that are decoded in every way
_HIGH = re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True)
class _Script:
    """Letters that fill a text of a script, the commonest of them, and which share those have in any text."""

    charsets: tuple[str, ...]
    letters: re.Pattern[str]
    common: re.Pattern[str]
    expected: float


_SCRIPTS = (
    _Script(("cp1251", "koi8-r", "cp866"), re.compile("[А-яЁёўқғҳіұәө]+"), re.compile("[оеаитнср]+"), 0.35),
    _Script(("gb18030", "big5"), re.compile("[㐀-鿿]+"), re.compile("[的一国國在了有和为為中与與是年]+"), 0.05),
    _Script(("euc_jp", "shift_jis", "cp932"), re.compile("[ぁ-ヿ㐀-鿿]+"), re.compile("[のにはをたがでしとる]+"), 0.15),
    _Script(("euc_kr", "cp949"), re.compile("[가-힣]+"), re.compile("[이다의에는을를가고하]+"), 0.12),
)


def decode(body: bytes, declared: str | None) -> str:
    """Decode a page: by a byte order mark, as valid UTF-8, as declared if that gives plausible text, else as likeliest.

    Never raises: bytes that fit nowhere become U+FFFD.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return body.decode(charset, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        around = body[max(0, error.start - _SCORED) : error.start + _SCORED].decode("utf-8", "replace")
    if around.count("\ufffd") <= max(_CUT_SIGNS, _BROKEN_SHARE * _count(_HIGH, around)):
        return body.decode("utf-8", "replace")
    return body.decode(_likeliest(body, declared), "replace")


def _likeliest(body: bytes, declared: str | None) -> str:
    said = [name for name in (_known(declared), _known(_in_page(body))) if name and not name.startswith("utf")]
    runs = _HIGH_RUNS.findall(body, 0, _SAMPLE)
    if sum(map(len, runs)) <= _ACCENT_RUN * len(runs):
        return next((name for name in said if name.startswith(_WESTERN)), _LATIN)
    first = body.find(runs[0])
    sample = TAGS.sub(b" ", body[first : first + _SAMPLE])[:_SCORED]
    scores = {name: _score(sample, name, script) for script in _SCRIPTS for name in script.charsets}
    for name in said:
        if scores.get(name, 0.0 if name.startswith("cp1252") else _LEAST_SCORE) >= _LEAST_SCORE:
            return name
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= _LEAST_SCORE else _LATIN


def _in_page(body: bytes) -> str | None:
    found = _META.search(body, 0, _META_WITHIN)
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _known(charset: str | None) -> str | None:
    """Return Python's name of a charset of text, or None."""
    try:
        name = codecs.lookup((charset or "").strip(" \"'")).name
        "".encode(name)
    except (LookupError, ValueError):
        return None
    return None if name in _NO_CHARSETS else _ALIASES.get(name, name)


def _score(sample: bytes, charset: str, script: _Script) -> float:
    """Return how much of the decoded signs are letters of the script, and whether its commonest are among them."""
    text = "".join(_HIGH.findall(sample.decode(charset, "replace")))
    if not text:
        return 0.0
    share = (_count(script.letters, text) - 5 * text.count("\ufffd")) / len(text)
    return share * min(1.0, _count(script.common, text) / len(text) / script.expected)


def _count(signs: re.Pattern[str], text: str) -> int:
    """Count signs, which stand in runs."""
    return sum(map(len, signs.findall(text)))
