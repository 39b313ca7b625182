"""What a site's article addresses look like: listed addresses and pages that only list come in, a pattern goes out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from urllib.parse import urlsplit

from crawler.lists.finding import ID, SLUG, edition_of
from pipeline.url import canonical

ANY = "[^/?#]+"
END = r"/?(?:[?#]|$)"
MOST_SHAPES = 5
NEARLY_ALL = 0.95  # of the listed addresses; feeds name a video or an advertisement now and then
RARE = 0.1  # share of the listed addresses from which a shape is one of the site's, where many are listed
MANY = 10
DATED = (
    (re.compile(r"(?:19|20)\d{2}"), r"\d{4}"),
    (re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}"), r"\d{4}-\d{2}-\d{2}"),
    (re.compile(r"(?:19|20)\d{6}"), r"\d{8}"),
)
TAILS = (  # what the last part of an address may look like, of which the first that fits and separates is taken
    (re.compile(r"\d+"), r"\d+"),
    (re.compile(r"\d{3,}[-_][^/?#]+"), r"\d+[-_][^/?#]+"),
    (re.compile(r"[^/?#]+[-_]\d{3,}"), r"[^/?#]+[-_]\d+"),
    (re.compile(ANY), ANY),
    (re.compile(r"[^/?#]*\d[^/?#]*"), r"[^/?#]*\d[^/?#]*"),
    (re.compile(r"[^/?#-]+(?:-[^/?#-]+){3,}"), r"[^/?#-]+(?:-[^/?#-]+){3,}"),
    (re.compile(r"[^/?#-]+(?:-[^/?#-]+){2,}"), r"[^/?#-]+(?:-[^/?#-]+){2,}"),
    (re.compile(r"[^/?#]{12,}"), r"[^/?#]{12,}"),
)
EXTENSION = re.compile(r"\.[a-z]{3,5}$")


@dataclass(frozen=True)
class Learned:
    """The patterns that tell a site's articles, and how they fare on the addresses they were learned from."""

    patterns: tuple[str, ...]  # alternatives
    listed: int
    strays: tuple[str, ...] = ()  # listed, and not matched
    mistaken: tuple[str, ...] = ()  # pages that only list, and matched all the same

    @property
    def matched(self) -> int:
        """Return how many of the listed addresses the patterns match."""
        return self.listed - len(self.strays)


@dataclass(frozen=True)
class _Address:
    whole: str
    host: str
    edition: str | None
    parts: tuple[str, ...]
    query: tuple[str, ...]  # its keys

    @property
    def shape(self) -> tuple[str, ...]:
        return (self.host, *(_kind(part) or "" for part in self.parts))


def learn(
    articles: Iterable[str], lists: Iterable[str], editions: Iterable[str] = (), shapes: int | None = None
) -> Learned:
    """Return the patterns of the articles' addresses, of the commonest ``shapes`` of address only where so asked.

    ``editions`` are further language parts the site is known by.
    """
    listed = [_read(address) for address in dict.fromkeys(articles)]
    others = [address for address in dict.fromkeys(lists) if address not in {item.whole for item in listed}]
    patterns = [_pattern(members, others, set(editions)) for members in _shapes(listed)[:shapes]]
    found = [re.compile(pattern) for pattern in patterns]
    return Learned(
        tuple(patterns),
        len(listed),
        tuple(item.whole for item in listed if not _takes(found, item.whole)),
        tuple(address for address in others if _takes(found, address)),
    )


def _takes(patterns: Sequence[re.Pattern[str]], address: str) -> bool:
    """Tell whether a pattern is found in an address or in its one spelling, as the crawl looks for it."""
    return any(pattern.search(spelling) for pattern in patterns for spelling in (address, canonical(address)))


def _read(address: str) -> _Address:
    parts = urlsplit(address)
    segments = tuple(segment for segment in parts.path.split("/") if segment)
    edition = edition_of(address) if len(segments) > 1 or parts.query else None
    host = re.sub(r"^(?:(?:www|m)\.)+", "", parts.netloc.lower())
    keys = tuple(pair.partition("=")[0] for pair in urlsplit(canonical(address)).query.split("&") if pair)
    return _Address(address, host, edition, segments[1:] if edition else segments, keys)


def _kind(part: str) -> str | None:
    """Return the expression of a part that is a date or a number."""
    dated = next((expression for pattern, expression in DATED if pattern.fullmatch(part)), None)
    if dated or not part.isdigit():
        return dated
    return r"\d{1,2}" if len(part) <= 2 else r"\d+"  # noqa: PLR2004 - a month or a day


def _shapes(listed: Sequence[_Address]) -> list[list[_Address]]:
    """Return the addresses by their shape, the commonest first, without shapes that are rare."""
    groups: defaultdict[tuple[str, ...], list[_Address]] = defaultdict(list)
    for address in listed:
        groups[address.shape].append(address)
    ranked = sorted(groups.values(), key=len, reverse=True)[:MOST_SHAPES]
    least = RARE * len(listed) if len(listed) >= MANY else 1
    return [members for members in ranked if len(members) >= least]


def _pattern(members: Sequence[_Address], others: Sequence[str], editions: set[str]) -> str:
    """Return the first expression of a shape that matches nearly all its members and none of the others.

    Where none separates them, the one that takes the fewest others.
    """
    best: tuple[int, str] | None = None
    for pattern in _candidates(members, editions):
        found = [re.compile(pattern)]
        if sum(_takes(found, member.whole) for member in members) < NEARLY_ALL * len(members):
            continue
        taken = sum(_takes(found, address) for address in others)
        if best is None or taken < best[0]:
            best = (taken, pattern)
        if not taken:
            break
    return best[1] if best else f"^https?://{_host(members[0])}/"


def _candidates(members: Sequence[_Address], editions: set[str]) -> Iterator[str]:
    """Return the expressions of a shape from the most natural to the narrowest."""
    start = f"^https?://{_host(members[0])}/{_edition(members, editions)}"
    query = _query(members)
    if not members[0].parts:
        yield start + query
        return
    middles = ["".join(f"{part}/" for part in middle) for middle in _middles(members)]
    tails = [tail for tail in _tails(members) if query or tail != ANY or any(middles)] or [ANY]
    for ending, tail, middle in product(("", END) if not query else (query,), tails, middles):
        yield start + middle + tail + ending
    if tails[0] == ANY and len(tails) > 1:
        yield start + middles[0] + ANY


def _host(member: _Address) -> str:
    return rf"(?:(?:www|m)\.)?{_literal(member.host)}"


def _edition(members: Sequence[_Address], editions: set[str]) -> str:
    """Return the alternatives of the language part, optional where addresses do without."""
    own = {member.edition for member in members}
    known = sorted({edition for edition in (*own, *editions) if edition})
    if not known:
        return ""
    either = known[0] if len(known) == 1 else f"(?:{'|'.join(map(_literal, known))})"
    return f"(?:{either}/)?" if None in own else f"{either}/"


def _middles(members: Sequence[_Address]) -> Iterator[list[str]]:
    """Return the expressions of all parts but the last: sections open to others first, then those that were seen."""
    columns = list(zip(*(member.parts[:-1] for member in members), strict=True))
    for closed in (False, True):
        yield [
            ANY if index and _is_month(columns[index - 1][0], column) else _column(column, closed=closed)
            for index, column in enumerate(columns)
        ]


def _is_month(before: str, values: Sequence[str]) -> bool:
    """Tell whether words that follow a year are the names of months."""
    return _kind(before) == r"\d{4}" and all(value.isalpha() for value in values)


def _column(values: Sequence[str], *, closed: bool) -> str:
    kind = _kind(values[0])
    different = sorted(set(values))
    if kind:
        return r"\d{2}" if kind == r"\d{1,2}" and all(len(value) == 2 for value in values) else kind  # noqa: PLR2004
    if any(SLUG.search(value) or not value.isprintable() for value in different):
        return ANY
    if len(different) == 1:
        return _literal(different[0])
    return f"(?:{'|'.join(map(_literal, different))})" if closed else ANY


def _literal(text: str) -> str:
    """Return the expression of a text, without the escapes that it can do without."""
    return re.escape(text).replace(r"\-", "-")


def _tails(members: Sequence[_Address]) -> list[str]:
    """Return the expressions that fit the last part of nearly all members."""
    last = [member.parts[-1] for member in members]
    if _kind(last[0]):
        return [_column(last, closed=False)]
    extensions = {found[0] if (found := EXTENSION.search(value)) else "" for value in last}
    extension = re.escape(extensions.pop()) if len(extensions) == 1 else ""
    stems = [value[: len(value) - len(extension.replace("\\", ""))] for value in last]
    least = NEARLY_ALL * len(stems)
    fitting = [tail for pattern, tail in TAILS if sum(bool(pattern.fullmatch(stem)) for stem in stems) >= least]
    if _query(members) and len(set(last)) == 1 and last[0].isprintable() and not SLUG.search(last[0]):
        return [_literal(last[0])]
    return [tail + extension for tail in fitting]


def _query(members: Sequence[_Address]) -> str:
    """Return the expression of a query that tells articles of one path apart, empty where paths do."""
    paths = {member.parts for member in members}
    keys = [key for key in members[0].query if all(key in member.query for member in members)]
    if not keys or (len(members) > 1 and len(paths) > 1):
        return ""
    key = next((key for key in keys if ID.search(f"{key}=1")), keys[0])
    return rf"/?\?(?:[^#]*&)?{re.escape(key)}=[^&#]+"
