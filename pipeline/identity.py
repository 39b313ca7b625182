"""An address and the rules of all sources come in; the address by which its article is known goes out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from pipeline.url import RULES, canonical

LONGEST = 2000  # characters of an address that rules are tried on
ROUNDS = 4  # a rule may lead to an address that another rule knows: a host that moved twice
_HOST = re.compile(r"://([^/$]*)\\\.")  # as a pattern writes it, up to the last of its dots
_SYNTAX = re.compile(r"\(\?[:P]?(?:<\w+>)?|[()|]|(?<=\))\?")  # groups and alternatives: what is in them is a name still
_NAME = re.compile(r"[a-z0-9-]+")

Rule = tuple[int, re.Pattern[str], str]


class Rules:
    """Rewriting rules, each tried only on hosts that share a name with it: most addresses meet none."""

    def __init__(self, rules: Iterable[Sequence[str]] = ()) -> None:
        self.anywhere: list[Rule] = []
        self.named: defaultdict[str, list[Rule]] = defaultdict(list)
        written = dict.fromkeys((pattern, meant) for pattern, meant in (*rules, *RULES))
        for number, (pattern, meant) in enumerate(written):
            rule = (number, re.compile(pattern), meant)
            for place in [self.named[name] for name in _names(pattern)] or [self.anywhere]:
                place.append(rule)

    def of(self, address: str) -> list[Rule]:
        """Return the rules that may know the address, in their order."""
        host = urlsplit(address).hostname or ""
        found = [rule for label in set(host.split(".")) if label in self.named for rule in self.named[label]]
        return sorted({rule[0]: rule for rule in (*found, *self.anywhere)}.values(), key=lambda rule: rule[0])


def _names(pattern: str) -> set[str]:
    """Return names of which every host that a pattern can match has one; none where that cannot be told."""
    written = _HOST.search(pattern.replace("\\/", "/"))
    if not written:
        return set()
    parts = [_SYNTAX.sub(" ", part).split() for part in written[1].split("\\.")]
    known = [part for part in parts if all(_NAME.fullmatch(name) for name in part)]
    return {name for part in known for name in part} if parts[-1] in known else set()


def identity(address: str, rules: Rules) -> str:
    """Return the address by which an article is known: canonical, then as the first rule that knows it says.

    What a rule makes of it is looked at again. A rule that leads to no web address is as if it were not there.
    """
    found = canonical(address)
    if len(found) > LONGEST or not _is_web(found):
        return found
    for _ in range(ROUNDS):
        meant = next(_rewritten(found, rules), found)
        if meant == found:
            break
        found = meant
    return found


def _rewritten(address: str, rules: Rules) -> Iterator[str]:
    for _, pattern, meant in rules.of(address):
        text, times = pattern.subn(meant, address, count=1)
        rewritten = canonical(text) if times else ""
        if rewritten and _is_web(rewritten):
            yield rewritten


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
