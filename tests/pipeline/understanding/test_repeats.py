"""Reports come in; the test says which sums repeat the one before them, or are a part of it."""

from typing import Any

import pytest

from tests.pipeline.readings import reported


def sums(text: str, lang: str = "en") -> list[dict[str, Any]]:
    return [fact.detail for step in reported(text, lang)[:1] for fact in step.values]


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        ("en", "Orano and Navoiyuran signed a contract on uranium worth EUR 42m (about $46m).", "EUR USD"),
        ("ru", "АГМК и KfW подписали кредит на 42 миллиона евро (около 46 млн долларов) на медь.", "EUR USD"),
        ("zh", "中国银行与阿尔马雷克矿冶公司签署铜矿贷款协议，金额3亿元（约合4200万美元）。", "CNY USD"),
        ("uz-Latn", "OKMK va KfW misga 42 mln yevrolik (qariyb 46 mln dollar) kredit bitimini imzoladi.", "EUR USD"),
        ("en", "Orano and Navoiyuran signed a uranium deal. Its revenue was 46 trillion soums ($3.5 billion).", ""),
    ],
)
def test_a_sum_converted_in_brackets_goes_with_the_one_before_it(lang: str, text: str, said: str) -> None:
    assert [fact["currency"] for fact in sums(f"–\n\n{text}", lang)] == said.split()


@pytest.mark.parametrize(
    ("lang", "text", "amounts"),
    [
        ("en", "The order is worth EUR 85 million, of which EUR 60 million is booked in orders received.", [85, 60]),
        ("ru", "Сумма контракта – 85 млн евро, из них около 60 млн приходится на запасные части.", [85, 60]),
        ("uz-Latn", "Shartnoma qiymati 85 million yevro, shundan 60 millioni ehtiyot qismlarga.", [85, 60]),
        ("de", "Der Auftragswert beträgt 85 Millionen Euro, davon 60 Millionen für Ersatzteile.", [85, 60]),
        ("en", "The order is worth EUR 85 million. Of the total, 60 million is for spare parts.", [85, 60]),
        ("en", "Its revenue was EUR 900 million, of which EUR 60 million came from contracts in Central Asia.", []),
        ("ru", "Всего в рамках визита заключено контрактов на 900 млн евро, в том числе на 60 млн в энергетике.", []),
    ],
)  # fmt: skip
def test_a_part_of_a_sum_goes_with_the_whole(lang: str, text: str, amounts: list[int]) -> None:
    signed = {
        "en": "Metso and Almalyk MMC signed a contract on copper mills.",
        "ru": "Metso и АГМК подписали контракт на мельницы для меди.",
        "uz-Latn": "Metso va OKMK mis uchun tegirmonlar bo‘yicha shartnoma imzoladi.",
        "de": "Metso und Almalyk MMC unterzeichneten einen Vertrag über Kupfermühlen.",
    }
    told = sums(f"–\n\n{signed[lang]} {text}", lang)
    assert [fact["amount"] / 1_000_000 for fact in told] == amounts
