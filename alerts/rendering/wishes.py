"""A reader's filters come in; what the reader follows, and why a deal was told, go out in words."""

from collections.abc import Iterable, Iterator, Sequence

from alerts.digest import Passed
from alerts.subscriptions import LISTS, Subscription
from alerts.wording import Wording


def following(reader: Subscription, words: Wording) -> str:
    """Say what the reader has asked for: of each filter any one, and of the filters all."""
    wishes = [[(key, value) for value in getattr(reader, key)] for key in LISTS]
    if reader.minimum_stage:
        wishes.append([("minimum_stage", reader.minimum_stage)])
    filters = [_any_of([*_named(values, words)], words) for values in wishes if values]
    if not filters:
        return words.say("everything")
    return words.say("filters" if len(filters) == 1 else "filters_all", filters="; ".join(filters))


def _any_of(names: Sequence[str], words: Wording) -> str:
    *others, last = names
    return words.say("any_of", list=", ".join(others), last=last) if others else last


def because(matched: Passed, words: Wording) -> str:
    """Say why the reader is told of a deal: which of the filters it passes; nothing where there are none."""
    filters = ", ".join(_named(matched, words))
    return words.say("because", filters=filters) if filters else ""


def _named(wishes: Iterable[tuple[str, str]], words: Wording) -> Iterator[str]:
    for key, value in wishes:
        match key:
            case "minerals" | "countries":
                yield words.term(value)
            case "parties":
                yield words.party(value)
            case "deal_types":
                yield words.of("deal_types", value)
            case _:
                yield words.say("from_stage", stage=words.of("stages", value))
