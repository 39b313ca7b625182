"""Names in sentences come in; whether they are bodies', places', papers' or people's is tested."""

import pytest

from pipeline.tagging.evidence import is_apart, is_body
from pipeline.tagging.party import Party, Text
from pipeline.tagging.people import people


def read(document: str, lang: str, name: str, *, quoted: bool = False) -> tuple[Text, Party]:
    start = document.index(name)
    return Text(document, lang, (), people(document)), Party(name, start, start + len(name), None, quoted)


@pytest.mark.parametrize(
    ("lang", "document", "name"),
    [
        ("en", "Steppe Orchid (ASX: SOX) told its holders.", "Steppe Orchid"),
        ("en", "Steppe Orchid, a privately owned Uzbek developer, drew the loan.", "Steppe Orchid"),
        ("en", "A contract for mills was sold to Orchid.", "Orchid"),
        ("en", "Under the pact Orchid will build a plant.", "Orchid"),
        ("en", "Orchid pauses its option\n\nThe firm said that Orchid has no permit.", "Orchid"),
        ("ru", "Сбыт возьмёт на себя Orchid.", "Orchid"),
        ("ru", "Меморандум подписали НПО «Орхидея» и завод.", "Орхидея"),
        ("kk", "«Орхидея» ұлттық тау-кен компаниясы", "Орхидея"),
        ("tr", "Holdingin madencilik kolu Orkide, sahayı işletecek.", "Orkide"),
        ("de", "der Auftrag des Bauherrn Orchidee", "Orchidee"),
    ],
)
def test_the_words_beside_a_name_make_it_a_body(lang: str, document: str, name: str) -> None:
    assert is_body(*read(document, lang, name, quoted="«" in document))


@pytest.mark.parametrize(
    ("lang", "document", "name"),
    [
        ("en", "It signed for the Orchid deposit.", "Orchid"),
        ("en", "Uzbekistan signed at the Orchid summit.", "Orchid"),
        ("ru", "Работы начались на месторождении Orchid.", "Orchid"),
        ("ru", "Купили станок Orchid.", "Orchid"),
        ("uz-Latn", "Kompaniya Orkide konida ish boshladi.", "Orkide"),
        ("tr", "Şirket Orkide sahasını işletecek.", "Orkide"),
    ],
)
def test_a_place_an_event_or_a_model_is_no_body(lang: str, document: str, name: str) -> None:
    assert not is_body(*read(document, lang, name))


def test_who_heads_a_firm_is_no_firm_behind_its_legal_form() -> None:
    assert not is_body(*read("Слово взял директор Orchid AG Сигне Дален.", "ru", "Сигне Дален"))
    assert is_body(*read("Слово взяло ТОО Сигне Дален.", "ru", "Сигне Дален"))


def test_quotation_marks_set_off_a_name_and_no_sentence() -> None:
    assert is_body(*read("Слово взял «Орхидея».", "ru", "Орхидея", quoted=True))
    assert not is_body(
        *read("Он сказал: «Это была очень долгая встреча».", "ru", "Это была очень долгая встреча", quoted=True)
    )
    assert is_apart(*read("Издание «Орхидея» пишет.", "ru", "Орхидея", quoted=True))
