"""Sentences come in; the test says whether what they tell is done, foreseen, denied or past."""

import pytest

from pipeline.understanding.modality import modality
from tests.pipeline.readings import NEWS, lay_out, one_sentence


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Korea and Uzbekistan signed a memorandum last week.", "stated"),
        ("en", "Korea and Uzbekistan will sign a memorandum.", "planned"),
        ("en", "Korea and Uzbekistan have not signed a memorandum.", "negated"),
        ("en", "In previous years, as earlier reported, Korea signed a memorandum.", "recalled"),
        ("en", "Korea and Uzbekistan signed a memorandum on 3 March 2023.", "stale"),
        ("ru", "Стороны подпишут меморандум.", "planned"),
        ("en", "Korea's firm will not, after all, sign the contract.", "negated"),
        ("de", "Die koreanische Firma wird den Vertrag nicht, wie geplant, unterzeichnen.", "negated"),
        ("uz-Latn", "Memorandum imzolanmadi.", "negated"),
        ("uz-Latn", "Memorandum o‘tgan hafta imzolangan.", "stated"),
        ("tr", "Mutabakat zaptı imzalanacak.", "planned"),
        ("ja", "両社は覚書を締結している。", "recalled"),
        ("ja", "両社は覚書を締結した。", "stated"),
        ("en", "No agreement on sale, lease or management was signed.", "negated"),
        ("en", "Korea's firm said it had signed a contract.", "stated"),
        ("en", "Before that Korea's firm had signed a contract.", "recalled"),
        ("en", "A week after Korea and Uzbekistan signed a declaration, two firms founded a company.", "recalled"),
        ("en", "Two days after the talks, Korea and Uzbekistan signed a declaration.", "stated"),
        ("ru", "Через неделю после того, как стороны подписали декларацию, их фирмы основали компанию.", "recalled"),
        ("ru", "Через неделю после переговоров стороны подписали декларацию.", "stated"),
        ("ru", "Меморандум подписан не был.", "negated"),
    ],
)
def test_a_sentence_tells_whether_its_act_is_done(lang: str, text: str, expected: str) -> None:
    reading = one_sentence(text, lang)
    assert modality(reading, reading.of("action", "sign")[0], NEWS) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("uz-Latn", "Korea kompaniyasi 10 foiz aksiyani sotib olish bo‘yicha muzokara olib bormoqda.", "planned"),
        ("uz-Latn", "Korea kompaniyasi 10 foiz aksiyani sotib oldi, dedi u muzokaralardan so‘ng.", "stated"),
        ("en", "The firm closed the previously announced acquisition of 10% of the shares.", "stated"),
    ],
)
def test_what_talks_are_about_is_not_done_and_what_was_announced_may_be(lang: str, text: str, expected: str) -> None:
    reading = one_sentence(text, lang)
    assert modality(reading, reading.of("action", "acquire")[0], NEWS) == expected


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("ru", "Весной страны подписали декларацию."),
        ("en", "In the spring the countries signed a declaration."),
        ("uz-Latn", "Bahorda davlatlar deklaratsiya imzoladi."),
        ("tr", "İlkbaharda ülkeler bildiriyi imzaladı."),
    ],
)
@pytest.mark.parametrize(("paragraphs", "expected"), [(0, "stated"), (3, "stale")])
def test_a_season_is_old_further_down(lang: str, told: str, paragraphs: int, expected: str) -> None:
    reading = lay_out("\n\n".join(["–", *["Wolfram."] * paragraphs, told]), lang)[-1]
    assert modality(reading, reading.of("action", "sign")[0], NEWS) == expected


@pytest.mark.parametrize(("paragraphs", "expected"), [(0, "stated"), (3, "stale")])
def test_a_month_before_that_of_the_news_is_old_further_down(paragraphs: int, expected: str) -> None:
    text = "\n\n".join(["–", *["Вольфрам дорожает."] * paragraphs, "В мае страны подписали декларацию."])
    reading = lay_out(text, "ru")[-1]
    assert modality(reading, reading.of("action", "sign")[0], NEWS) == expected
