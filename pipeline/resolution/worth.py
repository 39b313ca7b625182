"""What is said of a deal's sums comes in; the sums, first the one that tells what the deal is worth, go out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from pipeline.resolution.fixes import named
from pipeline.resolution.witnesses import Said

_OWN = MappingProxyType(  # what the sum of a deal of a type mostly is; of any other type all but a loan
    {
        **dict.fromkeys(("offtake", "supply", "licence", "equity", "technology"), ("contract",)),
        **dict.fromkeys(("joint_venture", "exploration"), ("investment",)),
        "financing": ("loan",),
    }
)
_OWN_OF_OTHERS = ("contract", "investment")
_LAST = ("plan", "bundle")  # what is only foreseen, and what many papers come to


def worth(said: Iterable[Said], deal_type: str) -> list[dict[str, Any]]:
    """Return the sums of a deal, first the one that most publishers state.

    Of those that as many state the price or the total goes before parts, prepayments and tranches, then what a deal of
    the type is mostly about, then the sum of who is believed most, then the one that was told first, in the text too.
    """
    wordings: defaultdict[str, list[Said]] = defaultdict(list)
    for one in said:
        wordings[one.value].append(one)

    def place(value: str) -> tuple[Any, ...]:
        mine = wordings[value]
        return -len({one.voice for one in mine}), *min(_place(one, deal_type) for one in mine), value

    return [_entry(value, wordings[value]) for value in sorted(wordings, key=place)]


def _place(one: Said, deal_type: str) -> tuple[Any, ...]:
    kind = one.detail.get("kind")
    part, own = one.detail.get("scope") == "part", kind in _OWN.get(deal_type, _OWN_OF_OTHERS)
    return part, kind in _LAST, not own, -one.rank, one.at, one.start


def _entry(value: str, said: Sequence[Said]) -> dict[str, Any]:
    """Return a sum with what it is for and the words it was first told in."""
    first = min(said, key=lambda one: (one.at, one.start))
    amount, _, currency = value.partition(" ")
    about = {"kind": first.detail.get("kind"), "text": first.detail.get("surface")}
    return {"amount": float(amount), "currency": currency, **about}


def set_first(values: Sequence[dict[str, Any]], fixed: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the sums, those that readers set before all others."""
    theirs: Collection[str] = {one["value"] for one in fixed if one["field"] == "value" and one["sign"] == "+"}
    return sorted(values, key=lambda value: named("value", value) not in theirs)
