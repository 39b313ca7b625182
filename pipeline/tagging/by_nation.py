"""A name in a text comes in; whether the name of a nation beside it makes it a body's goes out."""

import re
from pathlib import Path

from pipeline.tagging.edges import POSSESSIVE
from pipeline.tagging.known import Known
from pipeline.tagging.looks import is_acronym
from pipeline.tagging.origin import cities
from pipeline.tagging.party import Party, Text
from pipeline.words.tables import Patterns

_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=("place-before", "side-before", "adjective-ending", "german-noun", "of-nation", "before-possessive"),
)
_PLACE_BEFORE, _SIDE_BEFORE = _WORDS.of_all("place-before"), _WORDS.of_all("side-before")
_CITYS = _WORDS.of_all("before-possessive")
_CALLED = re.compile(r"[а-яёўқғҳa-z]{0,4} [«“„\"]?")
_ADJECTIVE_FIRST = ("de", "fr", "it")
_ENDS_ADJECTIVE = _WORDS.of_all("adjective-ending")
_GERMAN_NOUN = _WORDS.of_all("german-noun")
_OF_NATION = _WORDS.words("of-nation")
_REACH, _NEAR = 40, 8  # characters before a name in which a side, and a nation, is named


def is_of_nation(text: Text, party: Party) -> bool:
    """Tell whether a name of several words stands behind a nation's, as bodies do and places do not."""
    return _is_side(text, party) or _is_qualified(text, party) or _follows_adjective(text, party)


def _before(text: Text, party: Party) -> list[Known]:
    """Return the countries that are named right before a name."""
    return [span for span in text.known if span.kind == "country" and 0 < party.start - span.end <= _NEAR]


def nation_possesses(text: Text, party: Party) -> bool:
    """Tell a body of a country, Japan's Hokuto, Yaponiyaning Hokuto, from a place: in Argentina's Jujuy."""
    return any(
        POSSESSIVE.fullmatch(text.document[span.end : party.start])
        and not _PLACE_BEFORE.search(text.document, max(0, span.start - _NEAR), span.start)
        for span in _before(text, party)
    )


def _is_qualified(text: Text, party: Party) -> bool:
    """Tell whether an Uzbek word says right before a name which nation it is of: vyetnamlik Hanoi Wire."""
    return text.tongue == "uz" and any(
        text.document[span.end : party.start] == " " and text.document[span.start : span.end].endswith(_OF_NATION)
        for span in _before(text, party)
    )


def _follows_adjective(text: Text, party: Party) -> bool:
    """Tell whether an adjective of nation stands right before a name: von der usbekischen Qizil Erden, l'uzbeka X Y."""
    if text.tongue not in _ADJECTIVE_FIRST or _GERMAN_NOUN.match(party.name):
        return False
    return any(_ENDS_ADJECTIVE.fullmatch(text.document, span.end, party.start) for span in _before(text, party))


def _is_side(text: Text, party: Party) -> bool:
    """Tell whether a name stands behind a nation's possessive where sides do: between X and Germany's Y Z."""
    city = _CITYS.search(text.document, max(0, party.start - _REACH), party.start) if text.lang == "en" else None
    if city and city[1].lower() in cities():
        return True
    return any(
        POSSESSIVE.fullmatch(text.document[span.end : party.start])
        and _SIDE_BEFORE.search(text.document, max(0, span.start - _REACH), span.start)
        for span in _before(text, party)
    )


def is_short_for_one_of(text: Text, party: Party) -> bool:
    """Tell whether an abbreviation is said to be of a country: VTT of Finland."""
    if not is_acronym(party.name) or not text.document.startswith(" of ", party.end):
        return False
    return any(span.kind == "country" and span.start == party.end + 4 for span in text.known)  # behind " of "


def is_called_by_nation(text: Text, party: Party) -> bool:
    """Tell whether a word of nationality stands right before a name: турецкой «Gübretaş»."""
    return any(_CALLED.fullmatch(text.document, span.end, party.start) for span in _before(text, party))
