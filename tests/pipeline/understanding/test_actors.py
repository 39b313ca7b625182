"""Sentences come in; the test says who acts in them, and who only stands there."""

import pytest

from pipeline.understanding.actors import as_state, bodies, companies_of, home_country
from tests.pipeline.readings import one_sentence


@pytest.mark.parametrize(
    ("lang", "text", "terms"),
    [
        ("en", "Orano signed the contract, according to Navoiyuran.", ["orano"]),
        ("en", "Navoiyuran signed it in the presence of Orano and Itochu.", ["navoiyuran"]),
        ("en", "In the presence of two ministers, Orano and Itochu (Japan) signed it.", ["orano", "itochu"]),
        ("en", "In the presence of Orano, the contract was signed by Itochu.", ["itochu"]),
        ("ru", "Orano подписала договор, сообщает «Навоийуран».", ["orano"]),
        ("ru", "«Навоийуран» подписал договор в присутствии Orano.", ["navoiyuran"]),
        ("uz-Latn", "Orano shartnoma imzoladi, deya xabar berdi “Navoiyuran”.", ["orano"]),
        ("en", "Orano and Navoiyuran declined to comment on the contract.", []),
        ("ru", "В «Навоийуране» и Orano от комментариев отказались.", []),
        ("uz-Latn", "“Navoiyuran” va Orano bu bitimga izoh bermadi.", []),
        ("en", "The sides were advised by Orano.", []),
        ("ru", "Консультантом выступила Orano.", []),
        ("uz-Latn", "Loyihaga Orano maslahatchilari jalb etiladi.", []),
        ("de", "Beraten wurde sie von Orano.", []),
        ("en", "Orano signed a contract as adviser to the project.", ["orano"]),
        ("ru", "Договор подписала Orano при участии посла Словакии.", ["orano"]),
        ("en", "Orano signed it with the participation of the French ambassador.", ["orano"]),
        ("en", "Itochu won the contract ahead of Orano and Traxys.", ["itochu"]),
        ("en", "Orano and Traxys also took part, but Itochu won.", ["itochu"]),
        ("ru", "Контракт получила Itochu, обойдя Orano и Traxys.", ["itochu"]),
        ("uz-Latn", "“Orano” va “Traxys” ham qatnashdi, ammo Itochu g‘olib chiqdi.", ["itochu"]),
        ("en", "Itochu signed it ahead of the visit with Orano.", ["itochu", "orano"]),
        ("en", "The venture of Orano in Laos is not related to the agreement.", []),
        ("en", "Notice was served on Itochu, legal successor of Orano.", ["itochu"]),
        ("en", "Itochu, formerly Orano, signed the contract.", ["itochu"]),
        ("ru", "Площадку бывшего Orano займёт по договору Itochu.", ["itochu"]),
        ("uz-Latn", "Sobiq Orano maydonini Itochu shartnoma bilan oldi.", ["itochu"]),
        (
            "en",
            "The competition committee of Uzbekistan allowed Itochu and Orano to found a venture.",
            ["itochu", "orano"],
        ),
        ("ru", "Комитет по конкуренции разрешил Itochu и Orano создать СП.", ["itochu", "orano"]),
        ("uz-Latn", "Itochuning boshqa yetkazib beruvchilari — Orano va Traxys.", []),
        ("en", "Itochu said Orano would finance the purchases.", ["orano"]),
        ("en", "Itochu and Orano announced a joint venture.", ["itochu", "orano"]),
        ("en", "Itochu also buys uranium from Orano and Traxys.", ["itochu"]),
        ("ru", "Itochu покупает уран также у Orano.", ["itochu"]),
        ("uz-Latn", "Itochu uranni Orano va Traxysdan ham sotib oladi.", []),
        ("en", "Orano and Traxys took part in a round table.", []),
        ("ru", "В круглом столе участвовали Orano и Traxys.", []),
        ("ru", "Orano инвестором не является.", []),
        ("ru", "Второй транш застрахован агентством, из кредита оплатят печи и газоочистку Orano.", []),
        ("ru", "«Никто не заработал», – замечает Тимур Рахимов из консалтинговой группы Orano.", []),
        ("ru", "Договор подписала Itochu, в Orano этим довольны.", ["itochu"]),
        ("ru", "Договор подписала Itochu и рассчитывает на Orano.", ["itochu", "orano"]),
        ("en", "Payment is made through Orano.", []),
        ("ru", "Перевозить груз будет Orano.", []),
        ("en", "The loan will pay for mills ordered from Orano and Japan's Itochu.", []),
        ("ru", "На кредит закупят мельницы у Orano и немецкой Traxys.", []),
        ("uz-Latn", "Kredit hisobidan Orano kompaniyasidan tegirmonlar xarid qilinadi.", []),
        ("en", "Mills were ordered from Orano.", ["orano"]),
        ("uz-Latn", "Vazirlik shunday bitim Orano bilan ham imzolanishini aytdi.", []),
        ("en", "Officials of Orano and Itochu attended the signing.", []),
        ("en", "Itochu, whose officials attended the fair, signed it with Orano.", ["itochu", "orano"]),
        ("ru", "На подписании были сотрудники Orano.", []),
        ("ru", "Юридический консультант — Orano.", []),
        ("ru", "Контракт получила Itochu, обойдя французскую Orano.", ["itochu"]),
        ("en", "Itochu has a similar project with Orano in Chile.", ["itochu"]),
        ("ru", "Похожий проект Itochu ведёт с Orano.", []),
        ("uz-Latn", "Itochu shu kabi loyihani Orano bilan amalga oshirmoqda.", []),
        ("en", "Itochu signed with Orano a contract on a similar project.", ["itochu", "orano"]),
        ("en", "With the consent of Orano, Itochu signed the contract.", ["itochu"]),
        ("ru", "Сделку Itochu подписала с согласия Orano.", ["itochu"]),
        ("uz-Latn", "Orano roziligidan so‘ng Itochu shartnoma imzoladi.", ["itochu"]),
        ("de", "Mit Zustimmung der Orano unterzeichnete Itochu den Vertrag.", ["itochu"]),
        ("ru", "Документ подписан с Orano, сообщили БЕЛТА в концерне «Навоийуран».", ["orano"]),
        ("ru", "Документ подписан с Orano, рассказали нашему корреспонденту в «Навоийуране».", ["orano"]),
    ],
)
def test_sources_and_onlookers_do_not_act(lang: str, text: str, terms: list[str]) -> None:
    assert [body.term for body in bodies(one_sentence(text, lang))] == terms


def test_a_body_without_a_country_has_the_one_named_beside_it() -> None:
    sentence = one_sentence("Finland's Outokorpi Mining Ltd signed a contract with Almalyk MMC.", "en")
    assert [home_country(body, sentence) for body in bodies(sentence)] == ["FI", "UZ"]


def test_the_country_that_a_body_signs_with_is_not_its_own() -> None:
    sentence = one_sentence("Orvane Kasei signs Uzbek deal on tungsten with Almalyk MMC.", "en")
    assert [home_country(body, sentence) for body in bodies(sentence) if body.term != "ammc"] == [None]


@pytest.mark.parametrize(
    ("lang", "text", "terms"),
    [
        ("en", "In Oman, the Ministry of Energy and Minerals signed it with Orano.", ["om-gov", "orano"]),
        ("ru", "Министерство энергетики и ресурсов Омана подписало его с Orano.", ["om-gov", "orano"]),
        (
            "uz-Latn",
            "Malayziyada Orano mamlakatning Tabiiy resurslar vazirligi bilan bitim tuzdi.",
            ["orano", "my-gov"],
        ),
        ("tr", "Ürdün Enerji ve Maden Kaynakları Bakanlığı Orano ile imzaladı.", ["jo-gov", "orano"]),
    ],
)
def test_a_ministry_abroad_acts_for_its_state(lang: str, text: str, terms: list[str]) -> None:
    sentence = one_sentence(text, lang)
    assert [as_state(body, sentence).term for body in bodies(sentence)] == terms


def test_a_country_behind_a_subject_is_not_its_own() -> None:
    sentence = one_sentence("업체 신동메탈이 우즈베키스탄 정부와 계약을 맺었다.", "ko")
    assert [home_country(body, sentence) for body in bodies(sentence) if body.term.startswith("x:")] == ["KR"]


def test_unnamed_companies_still_have_a_country() -> None:
    assert [found.country for found in companies_of(one_sentence("Papers were signed with US companies.", "en"))] == [
        "US"
    ]
    assert [found.country for found in companies_of(one_sentence("Подписано с турецкими компаниями.", "ru"))] == ["TR"]


@pytest.mark.parametrize(
    ("lang", "text", "terms"),
    [
        ("en", "Orano signed with AMMC, the Ministry of Economy and Finance looking on.", ["orano", "ammc"]),
        ("uz-Latn", "Talabalarning yo‘l xarajatlarini “Umid” jamg‘armasi qoplaydi.", []),
        ("ru", "Контракт подписали Orano и АГМК.", ["orano", "ammc"]),
        ("ru", "Церемония прошла в здании АГМК.", []),
        ("en", "Earlier lenders include Orano and HSBC.", []),
    ],
)
def test_who_only_looks_on_or_pays_for_students_takes_no_part(lang: str, text: str, terms: list[str]) -> None:
    assert [body.term for body in bodies(one_sentence(text, lang))] == terms
