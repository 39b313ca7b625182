"""Letters come in from every keyboard; that they fold alike and keep their place is tested."""

import pytest

from pipeline.words.fold import fold


@pytest.mark.parametrize(
    "written",
    [
        "O‘zbekiston",
        "Oʻzbekiston",
        "O'zbekiston",
        "O`zbekiston",
        "O’zbekiston",
        "Ozbekiston",
        "Özbekiston",
        "Ўзбекистон",
    ],
)
def test_one_uzbek_word_folds_alike_in_all_its_spellings(written: str) -> None:
    assert fold(written, "uz-Latn").text == "ozbekiston"


@pytest.mark.parametrize(
    ("latin", "cyrillic"), [("Yevropa", "Европа"), ("kontsentrat", "концентрат"), ("shartnoma", "шартнома")]
)
def test_both_uzbek_scripts_fold_alike(latin: str, cyrillic: str) -> None:
    assert fold(latin, "uz-Latn").text == fold(cyrillic, "uz-Cyrl").text


def test_look_alike_letters_fold_alike() -> None:
    assert fold("КfW", "ru").text == "kfw"
    assert fold("ТМК", "ru").text == fold("TMK", "ru").text
    assert fold("Cельское", "ru").text == "сельское"


def test_accents_dashes_and_quotation_marks_fold_alike() -> None:
    assert fold("Eczacıbaşı Türkiye", "en").text == "eczacibasi turkiye"
    assert fold("«А»—“B”", "ru").text == '"а"-"b"'
    assert fold("щётка й", "ru").text == "щетка й"


def test_every_folded_letter_knows_its_place() -> None:
    text = "Ёш\u00adлик, Yevropa шаҳри, O‘zbek"
    folded = fold(text, "uz-Cyrl")
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(text)
    for word, original in (("yoshlik", "Ёш\u00adлик"), ("evropa", "Yevropa"), ("shahri", "шаҳри"), ("ozbek", "O‘zbek")):
        left = folded.text.index(word)
        assert text[folded.offsets[left] : folded.offsets[left + len(word) - 1] + 1] == original


@pytest.mark.parametrize(
    "text", ["Ёлка «И» — “Š”, 5\u00a0м²", "ПОДПИСАЛИ\tмеморандум…", "Ñ´`’ ЙҒҰ Ұ", "Straße \xad ﬁ İ Σς", ""]
)
def test_a_text_folds_to_what_its_letters_fold_to(text: str) -> None:
    folded = fold(text, "ru")
    assert folded.text == "".join(fold(letter, "ru").text for letter in text)
    assert len(folded.offsets) == len(folded.text) + 1
