"""Articles come in; the test says which are news of a deal on Uzbek minerals, and why the others are not."""

from typing import Any

import pytest

from tests.pipeline.readings import ARTICLES, judged


@pytest.mark.parametrize("report", ARTICLES["no_deal"], ids=lambda report: report["title"][:30])
def test_what_is_no_deal_is_not_relevant(report: dict[str, Any]) -> None:
    verdict = judged(f"{report['title']}\n\n{report['body'].strip()}", report["lang"])
    assert not verdict.relevant
    assert verdict.score < 0.5
    assert verdict.reasons


def test_a_deal_is_relevant_and_says_so() -> None:
    verdict = judged(
        "Orano and Navoiyuran sign uranium agreement\n\nFrance's Orano and Uzbekistan's Navoiyuran signed an agreement "
        "on developing a uranium deposit in the Navoi region on June 10.",
        "en",
    )
    assert verdict.relevant
    assert verdict.score > 0.9
    assert "agreement" in verdict.reasons[0]


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


@pytest.mark.parametrize(
    "document",
    [
        (
            "Borealis plc - Acquisition of 40% of a metals firm\n\nBorealis plc (AIM: BOR) has entered into a share "
            "purchase agreement to acquire 40 per cent of Zirabulak Metals JSC.\nIts niobium lies in Uzbekistan."
        ),
        (
            "Complex becomes member of tantalum centre\n\nThe Uzbekistan Technological Metals Complex has become a "
            "full member of the study centre of tantalum producers."
        ),
    ],
)
def test_an_uzbek_firm_may_be_named_before_its_country_and_a_member_before_what_it_joins(document: str) -> None:
    assert judged(document, "en").relevant


def test_a_mining_treaty_names_its_minerals_where_it_likes() -> None:
    treaty = "Ратифицировано соглашение с Саудовской Аравией о {}\n\nПравительство Узбекистана и правительство "
    treaty += "Саудовской Аравии заключили соглашение.\nДокумент касается меди и лития."
    assert judged(treaty.format("недропользовании"), "ru").relevant
    assert not judged(treaty.format("туризме"), "ru").relevant


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


@pytest.mark.parametrize(
    ("lang", "document"),
    [
        ("en", "Copper price rally brings Metso order\n\nAlmalyk MMC signed a copper smelter contract with Metso."),
        (
            "en",
            "Dead Sea Works to build Uzbek potash plant\n\nDead Sea Works and Uzkimyosanoat signed a potash contract.",
        ),
        ("ru", "Цены на медь растут, АГМК заказал печь\n\nАГМК подписал с Metso контракт на печь для меди."),
    ],
)
def test_a_deal_in_the_same_words_is_relevant(lang: str, document: str) -> None:
    assert judged(document, lang).relevant


RUMOUR = "{} denies rumours of a sale\n\nTalk on social networks that the Dalnee copper mine was sold to {} is untrue, "
RUMOUR += "Almalyk MMC said. No agreement on sale, lease or management of the mine has been signed."


def test_a_denied_rumour_ends_a_deal_only_where_the_other_side_has_a_name() -> None:
    nobody = judged(RUMOUR.format("Almalyk MMC", "a Turkish company"), "en")
    assert not nobody.relevant
    assert any("rumour" in reason for reason in nobody.reasons)
    assert judged(RUMOUR.format("Almalyk MMC", "Turkey's Eti Bakir"), "en").relevant


def test_an_interview_is_news_where_a_step_of_these_weeks_is_told_with_its_day() -> None:
    talk = (
        "Interview: the head of the Technological Metals Complex\n\nWe spoke in Chirchik about tungsten.\nHow was it?\n"
    )
    assert judged(f"{talk}On June 4 we signed a contract on molybdenum with Plansee of Austria.", "en").relevant
    assert not judged(f"{talk}Some day we shall sign a contract on molybdenum with Plansee of Austria.", "en").relevant


def test_banks_from_two_countries_that_lend_together_deal_with_somebody_else() -> None:
    loan = "Almalyk mandates ING and KfW IPEX for copper loan\n\nThe copper producer has hired ING of the Netherlands "
    loan += (
        "and Germany's KfW IPEX-Bank to arrange a loan.\nAlmalyk Mining and Metallurgical Complex signed the letter."
    )
    assert judged(loan, "en").relevant


@pytest.mark.parametrize(
    ("lang", "document"),
    [
        (
            "en",
            (
                "Chinese investor to build graphite plant in Navoi\n\nA Chinese investor has begun building a graphite "
                "plant in the Navoi region."
            ),
        ),
        (
            "ru",
            (
                "Корейские компании будут добывать вольфрам в Узбекистане\n\nВ Ташкенте подписано соглашение: "
                "корейские компании получат право на вольфрамовое месторождение."
            ),
        ),
    ],
)
def test_a_side_whose_country_alone_is_named_is_one_where_the_text_opens_with_it(lang: str, document: str) -> None:
    assert judged(document, lang).relevant


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
    "document",
    [
        (
            "Uzbekistan: Almalyk receives copper loan\n\nThe state miner can finish its works. KfW IPEX-Bank and "
            "the Dutch ING signed a loan agreement; the supplier is Metso of Finland."
        ),
        (
            "Uzbek-Kyrgyz Development Fund approves loan for antimony plant\n\nThe Uzbek-Kyrgyz Development Fund has "
            "opened a credit line of $6.4 million for Kadamdzhai Antimony Plant."
        ),
    ],
)
def test_a_headline_or_a_name_says_that_the_country_is_a_side(document: str) -> None:
    assert judged(document, "en").relevant


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


def test_a_russian_report_may_name_its_uzbek_miner_below_the_opening_and_thieves_make_no_deal() -> None:
    plant = "Институт спроектирует фабрику для Metso\n\nКонтракт подписали финская Metso и институт «Горпроект».\n"
    assert judged(f"{plant}Медная фабрика войдёт в комплекс АГМК.", "ru").relevant
    assert not judged(f"{plant}Медная фабрика войдёт в комплекс под Оренбургом.", "ru").relevant
    theft = (
        "Copper thieves strip 3 km of cable\n\nUzbekistan Railways said copper was stolen. It signed a contract with "
    )
    assert not judged(f"{theft}Securitas of Sweden.", "en").relevant
