"""Documents come in; which of their words could be a body's name is tested."""

import pytest

from pipeline.tagging.runs import candidates


def runs(document: str, lang: str) -> list[str]:
    return list(dict.fromkeys(party.name for party in candidates(document, lang, [])))


@pytest.mark.parametrize(
    ("lang", "document", "names"),
    [
        ("en", "The 5N Orchid company", ["5N Orchid"]),
        ("en", "a contract with Togʻ Orchid Ltd of Samarkand", ["Togʻ Orchid"]),
        ("en", "Later Orchid Sp. z o.o. paid", ["Orchid"]),
        ("ru", "компания «Орхидея Литий» и Orchid Mining", ["Орхидея Литий", "Orchid Mining"]),
        ("uz-Latn", "Toshkentdagi “Orkide Metall” MChJ", ["Orkide Metall"]),
    ],
)
def test_runs_begin_behind_openers_and_end_before_legal_forms(lang: str, document: str, names: list[str]) -> None:
    assert [name for name in runs(document, lang) if name != "Samarkand"] == names


@pytest.mark.parametrize(
    ("lang", "document"),
    [
        ("en", "The report of Orchid 2024 stands at orchid.uz."),
        ("en", "Mr. Rose of the Department for Business and Trade"),
        ("uz-Latn", "Bugun Orkidedagi ish boshlandi"),
    ],
)
def test_addresses_offices_and_adjectives_are_no_runs(lang: str, document: str) -> None:
    assert not {"Orchid 2024", "Trade", "Business and Trade", "Orkidedagi", "orchid.uz"} & set(runs(document, lang))


def test_a_ticker_is_no_name() -> None:
    text = "Borealis Mining Ltd (LSE: BOR, ASX:BRX) said"
    assert {"BOR", "BRX"}.isdisjoint(runs(text, "en"))


@pytest.mark.parametrize(
    ("lang", "document"),
    [
        ("ru", "Договор между АГМК и Корпорацией развития подписан Агентством."),
        ("en", "Geologists sign. Researchers agree."),
    ],
)
def test_a_word_of_kind_alone_is_no_run(lang: str, document: str) -> None:
    assert {"Корпорацией", "Агентством", "Geologists", "Researchers"}.isdisjoint(runs(document, lang))


def test_a_turkish_name_is_read_behind_a_date() -> None:
    assert "Orchid Alloys" in runs("9 Haziran'da ABD'li Orchid Alloys ile", "tr") or "Orchid Alloys" in runs(
        "9 Haziran'da Orchid Alloys ile", "tr"
    )
