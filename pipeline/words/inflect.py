"""A Russian name comes in; the forms it takes in a sentence go out, by rules of ending."""

import itertools

_VELAR = "гкхжшщч"
# Endings by case: nominative, genitive, dative, accusative, instrumental, prepositional; alternatives after a bar.
_ADJECTIVES = {
    "ый": "ый ого ому ый|ого ым ом",
    "ий": "ий ого|его ому|ему ий|ого|его им ом|ем",
    "ой": "ой ого ому ой|ого ым|им ом",
    "ая": "ая ой ой ую ой ой",
    "яя": "яя ей ей юю ей ей",
    "ое": "ое ого ому ое ым|им ом",
    "ее": "ее его ему ее им ем",
    "ые": "ые ых ым ые|ых ыми ых",
    "ие": "ие их им ие|их ими их",
}
_NOUNS = {
    "ия": "ия ии ии ию ией ии",
    "ие": "ие ия ию ие ием ии",
    "ье": "ье ья ью ье ьем ье",
    "ий": "ий ия ию ий|ия ием ии",
    "й": "й я ю й|я ем е",
    "ь": "ь я|и ю|и ь|я ем|ью е|и",
    "а": "а ы|и е у ой|ей е",
    "я": "я и е ю ей е",
    "о": "о а у о ом е",
    "е": "е я|а ю|у е ем е",
    "ы": "ы ов ам ы|ов ами ах",
    "и": "и ов|ей ам|ям и ами|ями ах|ях",
}
_CONSONANT = "- а у -|а ом|ем е"
_PLURAL = "ы|и ов|ей ам ы|и ами ах"


def forms(name: str) -> set[str]:
    """Return the case forms of a name: its adjectives and its first noun decline, what follows the noun stays."""
    words = [word if word.isupper() else word.lower().replace("ё", "е") for word in name.split(" ")]
    if len(words) == 1 and _is_adjective(words[0]):
        return _all_genders(words[0])
    stay = (_is_adjective, _is_adverb)  # what stands before the noun
    head = next((i for i, word in enumerate(words) if not any(kind(word) for kind in stay)), len(words) - 1)
    declined = [_cases(word) for word in words[: head + 1]]
    tail = words[head + 1 :]
    found = {
        " ".join((*choice, *tail)) for case in range(6) for choice in itertools.product(*(w[case] for w in declined))
    }
    if len(words) == 1 and name == name.lower() and words[0][-1] not in "ыиойьея":
        found |= {words[0] + ending for case in _PLURAL.split() for ending in case.split("|")}
    return found | {" ".join(words)}


def person_forms(name: str) -> set[str]:
    """Return the case forms of a person's name: every word declines, surnames by their own endings."""
    words = [_surname(word) or _cases(word) for word in name.lower().replace("ё", "е").split(" ")]
    return {" ".join(choice) for case in range(6) for choice in itertools.product(*(word[case] for word in words))}


def _surname(word: str) -> list[list[str]] | None:
    if word.endswith(("ов", "ев", "ин", "ын")):
        return _apply(word, "- а у а ым е")
    if word.endswith(("ова", "ева", "ина", "ына")):
        return _apply(word[:-1], "а ой ой у ой ой")
    return None


def _is_adverb(word: str) -> bool:
    return word.endswith("чески")  # критически важные


def _is_adjective(word: str) -> bool:
    if word.endswith(("ий", "ие")):
        return word[-3:-2] in tuple(_VELAR)
    return word[-2:] in _ADJECTIVES and len(word) > 3  # noqa: PLR2004 - no adjective is shorter


def _all_genders(word: str) -> set[str]:
    """Decline an adjective through the genders and add the form that begins a compound: узбекско-германский."""
    stem = word[:-2]
    endings = {ending for row in _ADJECTIVES.values() for case in row.split() for ending in case.split("|")}
    return {stem + ending for ending in endings} | {stem + "о"}


def _cases(word: str) -> list[list[str]]:
    """Return the word's variants in each of the six cases."""
    if _is_adverb(word):
        return [[word]] * 6
    if _is_adjective(word):
        return _apply(word[:-2], _ADJECTIVES[word[-2:]])
    for ending in (word[-2:], word[-1:]):
        if ending in _NOUNS and len(word) > len(ending) + 1:
            return _apply(word[: -len(ending)], _NOUNS[ending])
    if word.isupper() or not word[-1:].isalpha() or word.isascii() or word[-1] in "аеиоуыэюя":
        return [[word]] * 6
    if word.endswith("ец"):  # свинец, свинца
        return [[word], *_apply(word[:-2] + "ц", _CONSONANT)[1:]]
    return _apply(word, _CONSONANT)


def _apply(stem: str, row: str) -> list[list[str]]:
    return [[stem + ending.strip("-") for ending in case.split("|")] for case in row.split()]
