"""A name in a text comes in; whether its form is a person's, a foreign one, an abbreviation or any words' goes out."""

import re
from pathlib import Path

from pipeline.tagging.name_words import words
from pipeline.tagging.party import Party, Text
from pipeline.words.tables import Patterns

_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("surname", "acronym"))
_SURNAME = _WORDS.of_all("surname")
_LATIN_ONLY = re.compile(r"[\x00-\u024f\u1e00-\u1eff’‘“”–]*")
_ACRONYM = _WORDS.of_all("acronym")
_FOREIGN = ("ru", "uz-Cyrl", "kk", "tg", "ky", "zh", "ja", "ko")
_JOINT = 3  # letters of the words that join a name: Aciers du Nord
_TITLED = ("tr", "fr", "uz-Latn")  # whose sentences begin with one capital only


def is_acronym(name: str) -> bool:
    """Tell whether a name is an abbreviation in capitals."""
    return _ACRONYM.fullmatch(name) is not None


def is_foreign(lang: str, name: str) -> bool:
    """Tell whether the name stands out by Latin letters in a Cyrillic or Asian text."""
    return lang in _FOREIGN and _LATIN_ONLY.fullmatch(name) is not None


def is_plain(text: Text, party: Party) -> bool:
    """Tell whether the capital alone may come from the sentence: an unquoted word of the text's own language."""
    parts = party.name.split()
    several = text.lang in _TITLED and len(parts) > 1 and all(part[0].isupper() for part in parts if len(part) > _JOINT)
    if party.quoted or several or text.lang == "en" or is_foreign(text.lang, party.name) or is_acronym(party.name):
        return False
    return not re.search(r"[\w,)»”][ \u00a0]$", text.document[max(0, party.start - 2) : party.start])


def is_person(text: Text, party: Party) -> bool:
    """Tell whether a name has a person's form, or is a surname that the text has introduced with its first name."""
    if party.quoted or is_foreign(text.lang, party.name) or is_acronym(party.name):
        return False
    parts = party.name.split()
    if parts[-1] in text.people or _SURNAME.search(parts[-1]):
        return True
    return len(parts) > 1 and (parts[0] in words("given") or (len(parts[0]) == 2 and parts[0].endswith(".")))  # noqa: PLR2004
