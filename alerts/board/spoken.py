"""What a browser says of its reader's languages comes in; the language of ours to answer in goes out.

Accept-Language by RFC 9110, section 12.5.4; a language is looked up as RFC 4647, section 3.4, does.
"""

import re
from collections.abc import Iterator

from alerts.wording import MODEL, languages

LONGEST = 1000  # characters that are read
_RANGE = re.compile(r"\s*([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?")


def spoken(wish: str | None, accepted: str) -> str:
    """Return the language wished for, else the first of Accept-Language that we have, else English."""
    ours = {language.lower(): language for language in languages()}
    asked = [wish[:LONGEST]] if wish else []
    return next((ours[tag] for name in (*asked, *_by_weight(accepted)) for tag in _wider(name) if tag in ours), MODEL)


def _by_weight(accepted: str) -> list[str]:
    """Return the languages of a header, the best liked first; what cannot be read, or is refused, is left out."""
    found = [match for part in accepted[:LONGEST].split(",") if (match := _RANGE.fullmatch(part))]
    weights = [(float(match[2] or 1), match[1]) for match in found]
    return [name for weight, name in sorted(weights, key=lambda one: -one[0]) if weight > 0]


def _wider(name: str) -> Iterator[str]:
    """Give a language as it is named, and without its parts from the last on: uz-Cyrl-UZ, uz-Cyrl, uz."""
    parts = name.lower().split("-")
    while parts:
        yield "-".join(parts)
        parts.pop()
