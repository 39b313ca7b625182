"""A field of a deal and a value, as a reader typed them, come in; the value as deals keep it goes out."""

import difflib
import re
from collections.abc import Iterable

from pipeline.lexicon import lexicon
from pipeline.models import Deal
from pipeline.resolution.fixes import LISTS, TEXTS, named
from pipeline.resolution.ladder import ENDS, STAGES
from pipeline.resolution.naming import TYPES, type_called
from pipeline.resolution.parties import country_of, standing
from pipeline.text import one_line
from pipeline.words.numerals import currencies

FIELDS = (*TEXTS, *LISTS)
_LONGEST = 300  # characters of a title
_SUM = re.compile(r"(\d{1,18}) ([A-Z]{3})")


class InvalidCorrection(Exception):
    """The correction cannot be made; the message says why, and what can."""


def correctable(deal: Deal, field: str, typed: str) -> tuple[str | None, str]:
    """Return the sign and the value that a correction of this field keeps. Raises InvalidCorrection."""
    if field not in FIELDS:
        raise InvalidCorrection(_unknown("field", field, FIELDS))
    if field in TEXTS:
        return None, _text(field, typed)
    sign, value = (typed[:1], typed[1:]) if typed[:1] in {"+", "-"} else ("+", typed)
    has = [named(field, one) for one in getattr(deal, LISTS[field])]
    value = value.upper() if field in {"country", "value"} else value
    if sign == "-" and value not in has:
        raise InvalidCorrection(_unknown(f"{field} of {deal.key}", value, has))
    if sign == "+" and value in has:
        raise InvalidCorrection(one_line(f"{deal.key} has {field} {value} already"))
    if sign == "+":
        _check(field, value)
    return sign, value


def _text(field: str, value: str) -> str:
    value = (type_called(value) if field == "type" else None) or value
    choices = {"type": tuple(TYPES), "stage": (*STAGES, *ENDS)}.get(field)
    if choices and value not in choices:
        raise InvalidCorrection(_unknown(field, value, choices))
    if not 0 < len(value) <= _LONGEST:
        raise InvalidCorrection(f"a title has 1 to {_LONGEST} characters")
    return value


def _check(field: str, value: str) -> None:
    """Refuse what no deal could have: ids that the lexicon does not hold, sums that are none."""
    if field == "value":
        said = _SUM.fullmatch(value)
        if not said or not int(said[1]):
            raise InvalidCorrection(one_line(f"{value[:80]!r} is no value; write it as 40000000 USD, + or - before it"))
        if said[2] not in currencies():
            raise InvalidCorrection(f"there is no currency {said[2]!r}; there is {', '.join(currencies())}")
        return
    if field == "party":
        if standing(value) == "unknown" or (value.endswith("-gov") and country_of(value) not in lexicon().terms):
            raise InvalidCorrection(_unknown("party", value, _ids("organisation")))
        return
    ids = _ids(field)
    if value not in ids:
        raise InvalidCorrection(_unknown(field, value, ids))


def _ids(kind: str) -> list[str]:
    return [term.id for term in lexicon() if term.kind == kind]


def _unknown(what: str, value: str, known: Iterable[str]) -> str:
    """Return a message with the nearest right values, or all where they are few."""
    known = list(known)
    near = difflib.get_close_matches(value, known, n=3, cutoff=0.5) or (known if len(known) <= len(TYPES) else [])
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    return one_line(f"there is no {what} {value[:80]!r}{hint}")
