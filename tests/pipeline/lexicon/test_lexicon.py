"""Lexicons come in, whole and broken; what loads, and what is refused with which sentence, is tested."""

import re
from pathlib import Path

import pytest

from pipeline.lexicon import FILES, FOLDER, InvalidTerm, lexicon

CLOSED_LIST = re.findall(
    r"\S+",
    """
    tungsten molybdenum lithium rare-earths graphite copper uranium vanadium titanium tantalum niobium
    germanium indium gallium rhenium selenium tellurium magnesium manganese tin zinc lead nickel cobalt
    chromium antimony beryllium bismuth fluorspar phosphate potash silicon aluminium iron gold silver
    palladium platinum-group barite feldspar kaolin quartz helium strontium zirconium caesium rubidium
    scandium yttrium hafnium cadmium boron coking-coal sulphur critical-minerals
    """,
)


def broken(folder: Path, file: str, text: str) -> Path:
    for name in FILES:
        (folder / name).write_text(text if name == file else "", encoding="utf-8")
    return folder


def test_every_mineral_of_the_closed_list_is_held_in_every_working_language() -> None:
    for mineral in CLOSED_LIST:
        held = {name.lang for name in lexicon().term(mineral).spellings}
        assert {"en", "ru", "uz-Latn", "uz-Cyrl", "zh", "tr", "ko"} <= held, mineral


def test_every_country_has_its_name_in_the_four_working_languages() -> None:
    countries = [term for term in lexicon() if term.kind == "country"]
    assert len(countries) > 190
    for term in countries:
        assert {"en", "ru", "uz-Latn", "uz-Cyrl"} <= {name.lang for name in term.spellings}, term.id


def test_a_term_is_shown_in_the_readers_language() -> None:
    assert lexicon().name("tungsten", "ru") == "вольфрам"
    assert lexicon().name("uz-mingeo", "en") == "Ministry of Mining Industry and Geology"
    assert lexicon().name("uztmk", "uz-Latn").startswith("Oʻzbekiston texnologik")
    assert lexicon().name("US", "uz-Cyrl") == "АҚШ"
    assert lexicon().name("cauldron", "ja") == "Cauldron Energy"
    assert lexicon().name("x:heatgate-resources", "ru") == "Heatgate Resources"


def test_bodies_and_places_know_their_country_and_deposits_their_minerals() -> None:
    assert lexicon().term("kigam").country == "KR"
    assert lexicon().term("erma").country == "EU"
    assert lexicon().term("itia").country is None
    assert "tungsten" in lexicon().term("ingichka").minerals
    assert lexicon().term("north-katpar").country == "KZ"


def test_no_name_is_listed_twice_in_one_entry() -> None:
    for term in lexicon():
        listed = [(name.lang, name.before, name.text, name.after) for name in term.spellings]
        assert len(listed) == len(set(listed)), term.id


@pytest.mark.parametrize("file", FILES)
def test_every_file_says_on_top_what_it_holds(file: str) -> None:
    assert (FOLDER / file).read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[tin]\nen = ["tin"]\nru_ = ["олово"]', "minerals.toml [tin]: unknown key 'ru_'; did you mean 'ru'?"),
        ('[tin]\nen = ["tin"]\nuzLatn = ["qalay"]', "did you mean 'uz-Latn'?"),
        ('[tin]\nru = ["олово"]', "minerals.toml [tin]: no English name"),
        ("[tin]", "no English name"),
        ('[tin]\nen = "tin"', "en must be a list of names"),
        ('[tin]\nen = ["tin", ""]', "'' under en is no name"),
        ('[tin]\nen = ["tin", 5]', "5 under en is no name"),
        ('[tin]\nen = ["tin"]\ncountry = "Uzbekistan"', "country 'Uzbekistan' is no ISO 3166 code"),
        (
            '[tin]\nen = ["tin"]\nnot.enn = ["tin can"]',
            "minerals.toml [tin] not: unknown key 'enn'; did you mean 'en'?",
        ),
        ('[tin]\nen = ["tin"]\nminerals = ["tni"]', "unknown key 'tni'; did you mean 'tin'?"),
        (
            '[tin]\nen = ["tin"]\nasked = true',
            "minerals.toml [tin]: asked is true or left out, and only bodies have it",
        ),
        ('tin = "tin"', "an entry is a table of names"),
        ('[tin]\nen = ["tin"]\n[tin]\nen = ["tin"]', "minerals.toml: Cannot declare"),
        ('[tin]\nen = ["tin"', "minerals.toml: "),
    ],
)
def test_a_broken_entry_is_refused_with_its_file_entry_and_the_nearest_key(
    tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(InvalidTerm, match=re.escape(sentence)):
        lexicon(broken(tmp_path, "minerals.toml", text))


@pytest.mark.parametrize("mark", ["asked = false", "asked = 1", 'wider = "yes"'])
def test_a_body_is_marked_or_says_nothing_of_it(tmp_path: Path, mark: str) -> None:
    folder = broken(tmp_path, "organisations.toml", f'[acme]\nen = ["Acme"]\n{mark}')
    with pytest.raises(InvalidTerm, match=r"organisations.toml \[acme\]: \w+ is true or left out"):
        lexicon(folder)


def test_an_id_is_one_term_in_all_files(tmp_path: Path) -> None:
    folder = broken(tmp_path, "minerals.toml", '[tin]\nen = ["tin"]')
    (folder / "places.toml").write_text('[tin]\nen = ["Tin"]', encoding="utf-8")
    with pytest.raises(InvalidTerm, match=r"\[tin\]: this id is already a place"):
        lexicon(folder)
