"""Countries beside words of state come in; how far the state's name reaches is tested."""

import pytest

from pipeline.tag import tag


@pytest.mark.parametrize(
    ("lang", "text", "term", "surface"),
    [
        ("en", "signed with the Ministry of Energy and Mineral Resources of Jordan today", "jo-gov", None),
        ("en", "Ambassador of Japan Hatori met", "jp-gov", "Ambassador of Japan"),
        ("en", "the Kazakh government said", "kz-gov", "Kazakh government"),
        ("ru", "по словам министра энергетики и природных ресурсов Турции", "tr-gov", None),
        ("uz-Latn", "Yaponiya hukumati qaror qildi", "jp-gov", "Yaponiya hukumati"),
        ("uz-Latn", "O‘zbekiston va Yaponiya hukumatlari bitim imzoladi", "uz-gov", None),
        ("de", "die Regierungen von Usbekistan und Japan", "uz-gov", None),
        ("en", "the Government of the European Union", "eu", None),
        ("en", "Kazakhstan's geology committee signed, as Uzbekistan did", "kz-gov", "Kazakhstan's geology committee"),
        ("ru", "меморандум с профильным министерством Малайзии", "my-gov", "министерством Малайзии"),
        ("zh", "塞尔维亚矿业和能源部签署备忘录", "rs-gov", "塞尔维亚矿业和能源部"),
    ],
)
def test_the_state_reaches_as_far_as_its_words(lang: str, text: str, term: str, surface: str | None) -> None:
    found = next(found for found in tag(text, lang) if found.kind == "organisation")
    assert found.term == term
    assert surface is None or found.surface == surface


@pytest.mark.parametrize(
    ("lang", "text", "term", "surface"),
    [
        ("uz-Latn", "Xitoy Xalq Respublikasi hukumati bilan bitim", "cn-gov", "Xitoy Xalq Respublikasi hukumati"),
        ("uz-Cyrl", "Россия Федерациясининг Савдо вазири келди", "ru-gov", "Россия Федерациясининг Савдо вазири"),
        (
            "ru",
            "с Правительством Королевства Саудовская Аравия",
            "sa-gov",
            "Правительством Королевства Саудовская Аравия",
        ),
        ("ru", "посол Иорданского Хашимитского Королевства", "jo-gov", "посол Иорданского Хашимитского Королевства"),
        ("en", "the Government of the Republic of India signed", "in-gov", "Government of the Republic of India"),
        ("uz-Latn", "Xitoy Xalq Respublikasi bilan memorandum", "CN", "Xitoy Xalq Respublikasi"),
        ("ru", "компания из Швейцарской Конфедерации подписала", "CH", "Швейцарской Конфедерации"),
        ("tr", "Suudi Arabistan Krallığı ile mutabakat", "SA", "Suudi Arabistan Krallığı"),
        ("kk", "Қытай Халық Республикасы меморандум жасасты", "CN", "Қытай Халық Республикасы"),
        ("en", "the Kingdom of the Netherlands signed", "NL", "Kingdom of the Netherlands"),
    ],
)
def test_the_official_name_of_a_country_is_one_name(lang: str, text: str, term: str, surface: str) -> None:
    found = [found for found in tag(text, lang) if found.kind in ("country", "organisation")]
    assert [(one.term, one.surface) for one in found] == [(term, surface)]


@pytest.mark.parametrize(
    ("lang", "text", "term"),
    [
        ("uz-Latn", "Norvegiyaning O‘zbekistondagi elchisi memorandumni imzoladi", "no-gov"),
        ("uz-Latn", "Norvegiyaning Toshkentdagi elchixonasi memorandumni imzoladi", "no-gov"),
        ("uz-Cyrl", "Норвегиянинг Ўзбекистондаги Фавқулодда ва Мухтор Элчиси Сигне Дален келди", "no-gov"),
        ("uz-Latn", "O‘zbekistonning Norvegiyadagi elchisi memorandumni imzoladi", "uz-gov"),
        ("ru", "поверенный в делах Норвегии в Узбекистане Сигне Дален подписала", "no-gov"),
        ("en", "The Ambassador Extraordinary and Plenipotentiary of Norway met", "no-gov"),
    ],
)
def test_an_embassy_is_of_the_state_that_sends_it(lang: str, text: str, term: str) -> None:
    assert [found.term for found in tag(text, lang) if found.kind == "organisation"] == [term]


@pytest.mark.parametrize(
    ("lang", "text", "codes"),
    [
        ("en", "Uzbekistan; Minister of Transport", {"UZ"}),
        ("en", "Uzbekistan said the president was abroad", {"UZ"}),
        ("en", "China and Japan agreed with the bank of Turkey", {"CN", "JP", "TR"}),
        ("ru", "в Узбекистане министр сообщил о поездке", {"UZ"}),
        ("uz-Latn", "Turkiya bilan vazirlik shartnoma tuzdi", {"TR"}),
        ("uz-Latn", "Qatar davlat fondi va Rossiya futbol federatsiyasi shartnoma tuzdi", {"RU"}),
    ],
)
def test_a_country_near_a_word_of_state_stays_a_country(lang: str, text: str, codes: set[str]) -> None:
    assert {found.term for found in tag(text, lang) if found.kind == "country"} == codes


def test_another_countrys_ministry_is_not_the_uzbek_one() -> None:
    assert [f.term for f in tag("Қозоғистон Энергетика вазирлиги", "uz-Cyrl")] == ["kz-gov"]
    assert [f.term for f in tag("Энергетика вазирлиги", "uz-Cyrl")] == ["uz-minenergy"]


def test_a_word_for_the_states_of_two_countries_makes_two() -> None:
    for lang, text in (
        ("en", "Uzbekistan's and Japan's governments signed"),
        ("en", "the Uzbek and Japanese governments signed"),
        ("ru", "узбекское и японское правительства подписали"),
    ):
        assert [found.term for found in tag(text, lang)] == ["uz-gov", "jp-gov"]
    assert "uz-gov" not in {found.term for found in tag("встреча Узбекистана и правительства Японии", "ru")}


def test_the_words_of_a_state_reach_over_no_company() -> None:
    text = "Yaponiyaning Borea Metals Ltd kompaniyasi va Tog‘-kon sanoati va geologiya vazirligi memorandum imzoladi"
    assert [found.term for found in tag(text, "uz-Latn") if found.kind == "organisation"] == [
        "x:borea-metals",
        "uz-mingeo",
    ]


@pytest.mark.parametrize(
    ("lang", "text", "terms"),
    [
        (
            "en",
            "The Ministry of Mining Industry and Geology and Orchid Mining of Canada signed",
            ["uz-mingeo", "x:orchid-mining", "CA"],
        ),
        ("en", "Canada's Orchid Mining and Uzbek Ministry of Energy signed", ["CA", "x:orchid-mining", "uz-minenergy"]),
        ("en", "the Ministry of Energy and Mineral Resources of Jordan signed", ["jo-gov"]),
        (
            "ru",
            "Министерство горнодобывающей промышленности и геологии и компании Канады подписали",
            ["uz-mingeo", "CA"],
        ),
        ("ru", "министр промышленности, энергетики и минеральных ресурсов Малайзии подписал", ["my-gov"]),
    ],
)
def test_who_signs_beside_a_ministry_is_not_of_its_charge(lang: str, text: str, terms: list[str]) -> None:
    assert [found.term for found in tag(text, lang) if found.kind in ("country", "organisation")] == terms


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uz-Latn", "Qirg‘iziston Vazirlar Mahkamasi qaror qildi"),
        ("uz-Cyrl", "Қирғизистон Вазирлар Маҳкамаси қарор қилди"),
        ("ru", "Кабинет министров Кыргызстана одобрил"),
        ("ru", "Кабмин Кыргызстана одобрил"),
        ("en", "the Cabinet of Ministers of Kyrgyzstan approved"),
        ("en", "the Kyrgyz cabinet approved"),
        ("ky", "Кыргызстандын Министрлер кабинети бекитти"),
    ],
)
def test_a_cabinet_abroad_is_not_the_one_at_home(lang: str, text: str) -> None:
    assert [found.term for found in tag(text, lang) if found.kind == "organisation"] == ["kg-gov"]
