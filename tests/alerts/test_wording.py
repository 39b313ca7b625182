"""Each language's words, names, dates and numbers."""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from alerts import wording as module
from alerts.wording import InvalidWording, languages, wording
from pipeline.lexicon import lexicon
from pipeline.resolution.ladder import ENDS, STAGES
from pipeline.resolution.naming import TYPES


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("en", 1, "1 deal"),
        ("en", 2, "2 deals"),
        ("ru", 1, "1 сделка"),
        ("ru", 3, "3 сделки"),
        ("ru", 5, "5 сделок"),
        ("ru", 11, "11 сделок"),
        ("ru", 21, "21 сделка"),
        ("ru", 112, "112 сделок"),
        ("uz", 7, "7 ta bitim"),
    ],
)
def test_a_counted_noun_has_the_form_its_number_asks_for(language: str, n: int, said: str) -> None:
    assert wording(language).count("deals", n) == said


@pytest.mark.parametrize(
    ("language", "precision", "said"),
    [
        ("en", "day", "5 February 2026"),
        ("en", "month", "February 2026"),
        ("en", "year", "2026"),
        ("ru", "day", "5 февраля 2026\u00a0г."),
        ("ru", "month", "февраль 2026\u00a0г."),
        ("uz", "day", "2026-yil 5-fevral"),
        ("uz", "month", "2026-yil fevral"),
        ("uz", None, "2026-yil 5-fevral"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(language: str, precision: str | None, said: str) -> None:
    assert wording(language).date(dt.date(2026, 2, 5), precision) == said


@pytest.mark.parametrize(
    ("language", "amount", "said"),
    [
        ("en", 146e6, "EUR 146\u00a0million"),
        ("en", 1_600_000_000, "EUR 1.6\u00a0billion"),
        ("en", 950_000, "EUR 950,000"),
        ("ru", 2.55e9, "2,55\u00a0млрд EUR"),
        ("ru", 950_000, "950\u00a0000 EUR"),
        ("uz", 1.2e12, "1,2\u00a0trln EUR"),
    ],
)
def test_a_sum_is_written_in_the_habit_of_the_language(language: str, amount: float, said: str) -> None:
    assert wording(language).amount(amount, "EUR") == said


@pytest.mark.parametrize("language", languages())
def test_every_language_names_every_stage_and_type(language: str) -> None:
    words = wording(language)
    assert set(words.data["stages"]) == {*STAGES, *ENDS}
    assert set(words.data["deal_types"]) == set(TYPES)


def test_names_come_from_the_lexicon_and_states_go_by_their_country() -> None:
    assert wording("ru").term("tungsten") == "вольфрам"
    assert wording("en").party("us-gov") == "United States"
    assert wording("uz").term("US") == "AQSH"


def test_a_party_outside_the_lexicon_goes_by_the_name_it_was_met_under_on_one_line() -> None:
    assert wording("en").party("x:hanwa-minerals", "Hanwa\u2028Minerals\x1b[31m") == "Hanwa Minerals[31m"
    assert wording("en").party("x:hanwa-minerals") == "Hanwa Minerals"


def test_an_unknown_language_is_refused_with_the_nearest() -> None:
    with pytest.raises(InvalidWording, match="did you mean 'ru'"):
        wording("rus")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a copy of the language files that a test may spoil."""
    copy = tmp_path / "languages"
    shutil.copytree(module.FOLDER, copy)
    monkeypatch.setattr(module, "FOLDER", copy)
    wording.cache_clear()
    yield copy
    wording.cache_clear()


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("nothing_proof =", "nothing_prof =", "unknown key 'words.nothing_prof'; did you mean 'words.nothing_proof'"),
        ("nothing = ", "# ", "missing words.nothing"),
        ("{reached} из", "{reachd} из", "words.reached_of must have the placeholders"),
        ('"{n} сделка", ', "", "counts.deals must have"),
        ("one-few-many", "few", "plurals must be one of"),
        ("[words]", "[words", "ru.toml: "),
    ],
)
def test_a_spoilt_language_file_is_refused_with_file_and_key(folder: Path, old: str, new: str, complaint: str) -> None:
    path = folder / "ru.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidWording, match=complaint.replace("(", r"\(")):
        wording("ru")


def test_a_country_goes_by_its_everyday_name() -> None:
    words = wording("en")
    assert (words.term("FR"), words.term("IT"), words.term("SK")) == ("France", "Italy", "Slovakia")
    formal = re.compile(r"(Republic|Kingdom|State) of |.+ (Republic|Federation)$")
    countries = [term for term in lexicon() if term.kind == "country"]
    others = {term.id: [name.text for name in term.spellings if name.lang == "en"] for term in countries}
    shown = {country for country, names in others.items() if formal.match(words.term(country)) and len(names) > 1}
    assert not shown


def test_what_is_shown_of_a_list_names_how_many_more_there_are() -> None:
    words = wording("en")
    assert words.and_more("A, B", 3) == f"A, B {words.say('and_more', n=3)}"
    assert words.and_more("A, B", 0) == "A, B"


@pytest.mark.parametrize("language", languages())
def test_a_date_that_ends_in_a_full_stop_gets_no_second_one(language: str) -> None:
    words = wording(language)
    day = words.date(dt.date(2025, 12, 31))
    for said in (words.say("holds_now", now=day), words.say("page_paused", address="a@b.example", until=day)):
        assert day.rstrip(".") in said
        assert ".." not in said


def test_a_date_of_which_only_the_month_or_the_year_is_known_is_no_day() -> None:
    words = wording("en")
    assert [words.iso(text) for text in ("2025-04-01", "2025-04", "2025")] == ["1 April 2025", "April 2025", "2025"]
    assert [words.iso(text) for text in ("2025-13", "25-04", "tin", "gold", "40000000 USD", "")] == [None] * 6
