"""What the index holds of a document: one plain word for each of its words, in their places."""

import pytest

from pipeline.words.wording import line, of_deal, term_token, words


@pytest.mark.parametrize(
    "spelled", ["Oʻzbekistonda", "O'zbekistonda", "O‘zbekistonda", "O`zbekistonda", "Ўзбекистонда"]
)
def test_one_word_in_all_its_spellings_is_one_word_of_the_index(spelled: str) -> None:
    assert [word.token for word in words(spelled, "uz-Latn")] == ["uozbekiston"]


def test_every_word_stands_where_it_stands() -> None:
    document = "Руда Ёш\u00adлик, «Traxys» va O‘zbek — 钨矿 2025"
    spans = [document[word.start : word.end] for word in words(document, "uz-Cyrl")]
    assert spans == ["Руда", "Ёш\u00adлик", "Traxys", "va", "O‘zbek", "钨", "矿", "2025"]
    genitive = "Uzbekistan's ore"
    assert [genitive[word.start : word.end] for word in words(genitive, "en")] == ["Uzbekistan's", "ore"]


@pytest.mark.parametrize(
    "text", ["медь 'x' AND \"b\" *", "ܐ ა 한국 ü ß ĳ ﬁ", "a\u0000b \ud800", "1e5 0x1F -7 3.14 a_b a-b"]
)
def test_the_index_holds_letters_and_digits_only(text: str) -> None:
    for lang in ("en", "ru", "uz-Latn", "uz-Cyrl", "kk", "tr", "zh", "und"):
        said = line(text, text, lang, ["x:Norsk Wölfram", "UZ"])
        assert all(token.isascii() and token.isalnum() and token.islower() for token in said.split())
        assert said.count("\n") == 2


def test_a_document_without_end_is_cut_between_words() -> None:
    said = line("", "слово " * 200_000, "ru", []).split("\n")[1]
    assert len(said) <= 400_000
    assert set(said.split(" ")) == {"rslov"}


def test_a_term_is_no_word() -> None:
    assert term_token("x:norsk-wolfram") == "qzxnorskwolfram"
    assert term_token("UZ") == "qzuz"


def test_a_deal_is_found_by_its_title_its_stage_its_names_and_its_terms() -> None:
    who = [{"id": "x:norsk", "name": None}, {"id": "x:a-b", "name": "Жураев"}]
    said = of_deal("Navoiyuran – Orano: joint venture", "agreement", who, ["uranium", "FR", "navoiy"])
    title, names, terms = said.split("\n")
    assert title.split() == ["enavoiyuran", "eorano", "ejoint", "eventure"]
    assert {"eagreement", "rjura", "enorsk"} <= set(names.split())
    assert terms.split() == ["qzxnorsk", "qzxab", "qzuranium", "qzfr", "qznavoiy"]
