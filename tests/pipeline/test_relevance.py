"""Articles come in; the test says which are news of a deal on Uzbek minerals; of none: test_no_deals.py."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.readings import judged

WHETHER: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("whether.toml").read_text(encoding="utf-8"))[
    "told"
]


@pytest.mark.parametrize("case", WHETHER, ids=lambda case: f"{case['lang']} {case['text'][:40]}")
def test_a_report_is_news_of_a_deal_or_none(case: dict[str, Any]) -> None:
    title, _, body = case["text"].partition("\n")
    verdict = judged(f"{title}\n\n{body}", case["lang"])
    assert verdict.relevant is case["deal"], verdict.reasons


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


@pytest.mark.parametrize(
    ("lang", "document"),
    [
        (
            "en",
            (
                "Complex becomes observer\n\nUzbekistan Technological Metals Complex became an observer at the "
                "Battery Minerals Round Table, it said.\nIt mines lithium."
            ),
        ),
        (
            "ru",
            "АГМК вошёл в совет\n\nАлмалыкский ГМК принят в Международный совет ответственной меди.",
        ),
        ("uz-Latn", "TMK platformada\n\nTexnologik metallar kombinati Yevroosiyo litiy platformasiga qo‘shildi."),
    ],
)
def test_what_is_joined_may_be_a_platform_that_no_list_has(lang: str, document: str) -> None:
    assert judged(document, lang).relevant


@pytest.mark.parametrize(
    ("lang", "document"),
    [
        (
            "tr",
            (
                "Türk devletleri tungsten için anlaştı\n\nTürk Devletleri Teşkilatı (TDT) üyesi ülkelerin"
                " bakanları perşembe günü mutabakat zaptını imzaladı.\nBelgeye Türkiye, Azerbaycan, Kazakistan ve"
                " Özbekistan imza koydu. Belge tungsten projelerini kapsıyor."
            ),
        ),
        (
            "kk",
            (
                "Түркі елдері вольфрам іздейді\n\nТүркі мемлекеттері ұйымына мүше елдердің министрлері меморандумға қол"
                " қойды.\nҚұжатқа Қазақстан, Әзербайжан, Түркия және Өзбекстан өкілдері қол қойды. Тараптар вольфрам"
                " кендерін барлайды."
            ),
        ),
    ],
)
def test_a_paper_of_many_states_may_name_the_country_last_of_them(lang: str, document: str) -> None:
    assert judged(document, lang).relevant


def test_a_mining_treaty_names_its_minerals_where_it_likes() -> None:
    treaty = "Ратифицировано соглашение с Саудовской Аравией о {}\n\nПравительство Узбекистана и правительство "
    treaty += "Саудовской Аравии заключили соглашение.\nДокумент касается меди и лития."
    assert judged(treaty.format("недропользовании"), "ru").relevant
    assert not judged(treaty.format("туризме"), "ru").relevant


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


MOISSON = (
    "Visite à Paris : {side} signe\n\nLe groupe {side} a décroché mercredi en Ouzbékistan un contrat de dix ans "
    "à 140 millions, a dit le président ouzbek.\nLes discussions sur les hôtels se poursuivent entre Samarcande "
    "et Khiva.\nLe commerce bilatéral, dopé par les importations d'uranium, a dépassé le milliard d'euros l'an dernier."
)


@pytest.mark.parametrize(("side", "told"), [("Eramet", True), ("Alstom", False), ("Bouygues", False)])
def test_that_a_maker_of_trains_acts_shows_no_deal_on_a_mineral(side: str, *, told: bool) -> None:
    assert judged(MOISSON.format(side=side), "fr").relevant is told


RUMOUR = "{} denies rumours of a sale\n\nTalk on social networks that the Dalnee copper mine was sold to {} is untrue, "
RUMOUR += "Almalyk MMC said. No agreement on sale, lease or management of the mine has been signed."


def test_a_denied_rumour_ends_a_deal_only_where_the_other_side_has_a_name() -> None:
    nobody = judged(RUMOUR.format("Almalyk MMC", "a Turkish company"), "en")
    assert not nobody.relevant
    assert any("rumour" in reason for reason in nobody.reasons)
    assert judged(RUMOUR.format("Almalyk MMC", "Turkey's Eti Bakir"), "en").relevant


def test_what_nobody_by_name_was_given_is_no_deal_unless_a_headline_names_a_country() -> None:
    untrue = "{}: the Dalnee copper mine has not been leased\n\nNo agreement on the mine has been signed, it said."
    assert not judged(untrue.format("Almalyk MMC"), "en").relevant
    assert judged(untrue.format("Almalyk MMC and Turkey"), "en").relevant


def test_what_a_paper_covers_is_its_matter_though_it_stands_in_another_sentence() -> None:
    paper = "Agreement on geology\n\nThe ministers of Uzbekistan and Russia signed an agreement on geology.\n"
    assert judged(f"{paper}The document covers tungsten, tin and the reporting of reserves.", "en").relevant
    assert not judged(f"{paper}The document covers roads and the reporting of reserves.", "en").relevant


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


def test_a_fund_of_two_nations_is_uzbek_too_wherever_the_other_side_is_known_to_sit() -> None:
    loan = "Өзбек-Кыргыз өнүктүрүү фонду Кадамжай сурьма комбинатына 10 миллион доллар насыя бөлдү"
    assert judged(f"{loan}\n\n{loan}. Келишимге Бишкекте кол коюлду.", "ky").relevant
    other = loan.replace("Өзбек-Кыргыз", "Россия-Кыргыз")
    assert not judged(f"{other}\n\n{other}. Келишимге Бишкекте кол коюлду.", "ky").relevant


def test_a_russian_report_may_name_its_uzbek_miner_below_the_opening_and_thieves_make_no_deal() -> None:
    plant = "Институт спроектирует фабрику для Metso\n\nКонтракт подписали финская Metso и институт «Горпроект».\n"
    assert judged(f"{plant}Медная фабрика войдёт в комплекс АГМК.", "ru").relevant
    assert not judged(f"{plant}Медная фабрика войдёт в комплекс под Оренбургом.", "ru").relevant
    theft = (
        "Copper thieves strip 3 km of cable\n\nUzbekistan Railways said copper was stolen. It signed a contract with "
    )
    assert not judged(f"{theft}Securitas of Sweden.", "en").relevant
