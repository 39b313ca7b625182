"""Texts and tables come in; the test says which deal words are found, and which tables are refused."""

from pathlib import Path

import pytest

from pipeline.understanding.deal_words import dates_a_paper, deal_words, load
from pipeline.words.fold import fold
from pipeline.words.tables import InvalidTable


def concepts(text: str, lang: str, group: str) -> list[str]:
    return [word.concept for word in deal_words(fold(text, lang), lang) if word.group == group]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Two memoranda of understanding"),
        ("ru", "по меморандуму"),
        ("uz-Latn", "anglashuv memorandumlarini"),
        ("uz-Cyrl", "англашув меморандумига"),
        ("zh", "签署了谅解备忘录"),
        ("tr", "mutabakat zaptını"),
        ("ko", "양해각서를"),
        ("ja", "覚書に"),
        ("de", "eine Absichtserklärung"),
        ("fr", "un protocole d’accord"),
        ("it", "un protocollo d'intesa"),
        ("kk", "меморандумға"),
        ("ky", "меморандумга"),
        ("tg", "ёддошти тафоҳум"),
        ("az", "niyyət məktubunu"),
    ],
)
def test_an_instrument_is_known_in_every_language_and_inflection(lang: str, text: str) -> None:
    assert "memorandum" in concepts(text, lang, "instrument")


def test_uzbek_words_are_the_same_in_both_scripts() -> None:
    latin, cyrillic = "hujjat imzolanmadi, yo‘l xaritasi", "ҳужжат имзоланмади, йўл харитаси"
    for group in ("instrument", "action"):
        assert concepts(latin, "uz-Latn", group) == concepts(cyrillic, "uz-Cyrl", group) != []


def test_a_german_compound_is_what_its_parts_are() -> None:
    assert "contract" in concepts("ein Forschungsvertrag", "de", "instrument")
    assert "technology" in concepts("ein Forschungsvertrag", "de", "subject")
    assert "loan" in concepts("ein Exportkreditrahmen", "de", "instrument")
    assert "contract" not in concepts("der Beitrag", "de", "instrument")


def test_a_word_stands_where_it_was_read() -> None:
    text = "Ular o‘zaro anglashuv memorandumini imzoladi"
    word = next(word for word in deal_words(fold(text, "uz-Latn"), "uz-Latn") if word.concept == "sign")
    assert text[word.start : word.end] == "imzoladi"


def test_a_star_between_two_words_is_any_word() -> None:
    assert "join" in concepts("It has become full member", "en", "action")
    assert "join" not in concepts("It has become member", "en", "action")
    assert "join" not in concepts("It has become", "en", "action")


def test_an_unknown_language_has_no_deal_words() -> None:
    assert not deal_words(fold("memorandum", "und"), "und")


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("The first batch left under last year's contract.", True),
        ("Last year they signed a contract.", False),
    ],
)
def test_a_word_of_former_times_may_only_date_a_paper(text: str, only: bool) -> None:  # noqa: FBT001
    words = deal_words(fold(text, "en"), "en")
    signs = [word for word in words if (word.group, word.concept) == ("modality", "recall")]
    papers = [word for word in words if word.group == "instrument"]
    assert signs
    assert papers
    assert any(dates_a_paper(sign, papers) for sign in signs) == only


def table(folder: Path, change: tuple[str, str]) -> Path:
    path = folder / "deal_words.toml"
    own = Path(__file__).parents[3] / "pipeline" / "lexicon" / "deal_words.toml"
    path.write_text(own.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("[action.sign]\nen =", "[action.sign]\neng ="), "did you mean 'en'"),
        (("[action.sign]", "[actions.sign]"), "did you mean 'action'"),
        (('"signed",', '"*",'), "is no word"),
    ],
)
def test_a_mistyped_table_is_refused_with_the_nearest_right_key(
    tmp_path: Path, change: tuple[str, str], sentence: str
) -> None:
    with pytest.raises(InvalidTable, match=sentence):
        load(table(tmp_path, change))
