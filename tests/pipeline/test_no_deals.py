"""Articles about other things come in; the test says that they are no news of a deal on Uzbek minerals, and why."""

from typing import Any

import pytest

from tests.pipeline.readings import ARTICLES, judged


@pytest.mark.parametrize("report", ARTICLES["no_deal"], ids=lambda report: report["title"][:30])
def test_what_is_no_deal_is_not_relevant(report: dict[str, Any]) -> None:
    verdict = judged(f"{report['title']}\n\n{report['body'].strip()}", report["lang"])
    assert not verdict.relevant
    assert verdict.score < 0.5
    assert verdict.reasons


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("Orano and Cameco sign uranium pact\n\nOrano and Cameco signed an agreement on uranium.", "no Uzbek side"),
        (
            "Uzbekistan and France sign transport pact\n\nUzbekistan and France signed an agreement on railways.",
            "mineral",
        ),
        ("Almalyk plans copper talks\n\nAlmalyk MMC discussed the future of copper.", "no counterpart"),
    ],
)
def test_each_failed_condition_is_a_reason(document: str, reason: str) -> None:
    assert any(reason in said for said in judged(document, "en").reasons)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (
            "New chairman at combine\n\nThe Technological Metals Complex has a new head, who agreed with Orano.",
            "appointment",
        ),
        (
            "Uranium\n\nKazatomprom signed a contract with Orano on uranium. Uzbekistan mines the metal as well.",
            "between others",
        ),
    ],
)
def test_other_news_that_names_a_deal_is_not_relevant(document: str, reason: str) -> None:
    assert any(reason in said for said in judged(document, "en").reasons)


def test_what_costs_a_percent_more_is_no_share_that_is_sold() -> None:
    week = "Birja haftasi\n\nO‘tgan hafta Olmaliq KMK misining bir tonnasi 138 mln so‘mdan sotildi, bu 2 foiz qimmat."
    assert not judged(week, "uz-Latn").relevant


@pytest.mark.parametrize(
    ("lang", "document", "reason"),
    [
        (
            "en",
            (
                "Two dead, five hurt at copper pit\n\nA bench gave way at Almalyk MMC.\n"
                "Almalyk MMC had ordered mills from Metso under a contract."
            ),
            "accident",
        ),
        ("ru", "Обрушение на руднике АГМК\n\nПорода завалила технику.\nКонтракт с Metso на медь подписан.", "accident"),
        (
            "uz-Latn",
            "Konda qulash\n\nIkki kishi jarohatlandi.\nOKMK Metso bilan mis shartnomasini imzoladi.",
            "accident",
        ),
        (
            "de",
            "Drei Verletzte in Kupfermine\n\nNavoi.\nAlmalyk MMC unterzeichnete mit Metso einen Vertrag.",
            "accident",
        ),
        (
            "ru",
            (
                "Медь обновила исторический максимум\n\nТонна меди стоила больше 11 тысяч долларов.\n"
                "АГМК выставил две тысячи тонн, контракты заключены на весь объём."
            ),
            "prices",
        ),
        (
            "en",
            (
                "Copper hits record on supply fears\n\nCopper rose in London.\n"
                "Almalyk MMC signed contracts for all it offered on the exchange."
            ),
            "prices",
        ),
        ("en", "Fire kills one at uranium plant\n\nNavoiyuran mourns.\nOrano signed a contract with it.", "accident"),
        (
            "uz-Latn",
            "Mis narxi oshdi: birjada shartnomalar tuzildi\n\nOKMK 3 ming tonna mis qo‘ydi, shartnomalar tuzildi.",
            "prices",
        ),
        (
            "ru",
            (
                "Чем запомнилась ташкентская выставка\n\nНа выставку приехали 300 компаний. Велик был павильон Китая.\n"
                "АГМК привёз макет медной фабрики.\nНа круглом столе говорили о вольфраме."
            ),
            "counterpart",
        ),
        (
            "uz-Cyrl",
            (
                "Huaxin заводи\n\nХитойнинг Huaxin компанияси Тошкентда цемент заводини қуриш шартномасини имзолади.\n"
                "Кондан кварц қуми ҳам олинади."
            ),
            "mineral",
        ),
    ],
)
def test_accidents_prices_fairs_and_cement_tell_no_deal(lang: str, document: str, reason: str) -> None:
    verdict = judged(document, lang)
    assert not verdict.relevant
    assert any(reason in said for said in verdict.reasons)


def test_a_country_named_in_a_talk_on_metals_is_no_side() -> None:
    talk = "«Литий нас не озолотит»\n\nГеолог рассказал о литии Узбекистана.\nВсё не просто.\nЧто у соседей?\n"
    assert not judged(
        f"{talk}– Подписывают меморандумы о литии один за другим. Казахстан подписал десятки.", "ru"
    ).relevant


@pytest.mark.parametrize(
    ("lang", "document"),
    [
        (
            "en",
            (
                "Why the rush for metals matters\n\nOpinion. Uzbekistan and Japan signed a memorandum on tungsten.\n"
                "Without water nothing will be mined."
            ),
        ),
        (
            "en",
            (
                "Masdar signs for wind farm in Bukhara\n\nMasdar and Uzbekistan signed a contract for a wind farm. The "
                "towers will need copper cable from Almalyk."
            ),
        ),
        (
            "ru",
            (
                "В Казахстане запустили завод галлия\n\nПавлодарский завод возобновил выпуск. Ранее сообщалось, "
                "что Узбекистан и Казахстан создадут совместное предприятие по редким металлам."
            ),
        ),
    ],
)
def test_opinions_wind_farms_and_works_abroad_that_recall_the_country_are_no_news_of_its_deals(
    lang: str, document: str
) -> None:
    assert not judged(document, lang).relevant


@pytest.mark.parametrize(
    ("lang", "document"),
    [
        (
            "en",
            (
                "Anglo signs for lithium in Chile\n\nAnglo American and Codelco signed a venture on lithium. "
                "Its chief said Uzbekistan was on the list for copper."
            ),
        ),
        (
            "kk",
            (
                "Өзбекстанда мыс өндірісі артты\n\nАлмалық комбинаты екі айда 24 мың тонна мыс шығарды. Өнімнің көбі "
                "Түркияға экспортталды."
            ),
        ),
    ],
)
def test_a_deal_in_a_third_country_and_a_year_of_output_are_none(lang: str, document: str) -> None:
    assert not judged(document, lang).relevant


@pytest.mark.parametrize(
    ("lang", "document", "reason"),
    [
        (
            "en",
            "Tribunal rules on ore\n\nUzbekistan must pay Kestrel Ores, whose contract on tungsten ore was terminated.",
            "court case",
        ),
        (
            "ru",
            "Чиновника осудили\n\nКанадская Kestrel Ores получила в Ташкенте лицензию на медь.",
            "court case",
        ),
        (
            "ru",
            "Новым зампредом АГМК стал австралиец\n\nАГМК подписал с ним соглашение. Он запустит медную фабрику.",
            "appointment",
        ),
        (
            "en",
            "Who buys ore\n\nI do not argue with papers.\nUzbekistan and Korea signed a memorandum on tungsten.",
            "opinion",
        ),
    ],
)
def test_the_news_of_courts_offices_and_authors_is_none_of_deals(lang: str, document: str, reason: str) -> None:
    assert any(reason in said for said in judged(document, lang).reasons)


def test_a_speaker_quoted_is_no_author() -> None:
    news = "Uzbekistan and Korea sign tungsten pact\n\nUzbekistan and Korea signed a memorandum on tungsten in Seoul."
    assert judged(f"{news}\n“I believe it will last,” the minister said.", "en").relevant


@pytest.mark.parametrize(
    ("lang", "document"),
    [
        (
            "en",
            (
                "Norwegian fund buys antimony prospect\n\nA Norwegian firm has bought 19 percent of one that holds an "
                "antimony licence in Kyrgyzstan, close to the border with Uzbekistan."
            ),
        ),
        (
            "en",
            (
                "Bank Lendra wins turnout order\n\nAustria's Lendra has received an order from Uzbekistan Railways for "
                "80 turnouts with manganese steel crossings, worth EUR 9 million."
            ),
        ),
        (
            "ru",
            (
                "Венгерская Balaton и «Узфармпром» подписали меморандум о витаминах\n\nВенгерская Balaton и агентство "
                "подписали меморандум о выпуске витаминов.\nВ Ташкенте будут фасовать препараты магния и цинка."
            ),
        ),
    ],
)
def test_borders_turnouts_and_vitamins_are_no_minerals_of_the_country(lang: str, document: str) -> None:
    assert not judged(document, lang).relevant
