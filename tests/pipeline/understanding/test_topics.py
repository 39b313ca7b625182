"""Reports come in; the test says which sentences go on with another matter than the step."""

from typing import Any

import pytest

from tests.pipeline.readings import reported

SIGNED = {
    "en": "Metso of Finland and Almalyk MMC signed a contract on copper mills in Uzbekistan.",
    "ru": "Финская Metso и АГМК подписали контракт на мельницы для меди в Узбекистане.",
    "tr": "Finlandiyalı Metso ile Almalık MMK Özbekistan'da bakır için sözleşme imzaladı.",
    "uz-Latn": "Finlandiyaning Metso kompaniyasi OKMK bilan mis uchun tegirmonlar bo‘yicha shartnoma imzoladi.",
}


def sums(text: str, lang: str) -> list[dict[str, Any]]:
    return [fact.detail for fact in reported(f"–\n\n{SIGNED[lang]}\n{text}", lang)[0].values]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "In Kazakhstan the group is building a smelter. Investment there will reach 500 million euros."),
        ("ru", "Также подписаны бумаги по текстилю и туризму. Их общая стоимость – 90 млн евро."),
        ("tr", "Forumda ayrıca tekstil alanında belgeler imzalandı. Bunların toplam tutarı 90 milyon avroyu buluyor."),
        (
            "uz-Latn",
            "Turizm va to‘qimachilik bo‘yicha ham hujjatlar imzolandi. Ularning umumiy qiymati 90 million yevro.",
        ),
        ("en", "Last year textile mills were modernised with help of banks. The cost was put at 90 million euros."),
    ],
)
def test_what_a_paragraph_on_something_else_goes_on_to_say_is_no_sum_of_the_step(lang: str, text: str) -> None:
    assert sums(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "In Kazakhstan the group is building a smelter. The Almalyk order is worth 90 million euros."),
        ("ru", "Текстиль на форуме тоже обсуждали. Сумма контракта – 90 млн евро."),
        ("uz-Latn", "Uskunalar ikki yilda yetkaziladi. Umumiy qiymat 90 million yevro."),
    ],
)
def test_what_names_the_step_again_is_its_own(lang: str, text: str) -> None:
    assert [fact["amount"] for fact in sums(text, lang)] == [90_000_000]


def test_a_purchase_in_another_country_further_down_is_no_sum_and_no_step() -> None:
    far = "Shipping takes two years.\nThe machines are made in Espoo.\n"
    bid = "The company has also acquired a copper mine in Arizona in the United States for 185 million dollars."
    steps = reported(f"–\n\n{SIGNED['en']}\n{far}{bid}", "en")
    assert [step.values for step in steps if step.role == "primary"] == [()]
