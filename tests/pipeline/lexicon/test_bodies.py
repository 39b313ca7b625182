"""The lexicon's bodies come in; that their names find them in every language, and everyday words do not, is tested."""

import pytest

from pipeline.lexicon import Name, Term, lexicon
from pipeline.tag import SILENT, tag

SENTENCES = {
    "en": "Uzbekistan said on Monday that {} had signed the contract.",
    "ru": "Ташкент. {} подписал с узбекской стороной контракт в понедельник.",
    "uz-Latn": "Toshkentda {} bilan shartnoma imzolandi.",
    "uz-Cyrl": "Тошкентда {} билан шартнома имзоланди.",
    "kk": "Ташкентте {} келісімшартқа қол қойды.",
    "ky": "Ташкентте {} келишимге кол койду.",
    "tg": "Дар Тошканд {} шартнома имзо кард.",
    "az": "Daşkənddə {} müqavilə imzaladı.",
    "tr": "Taşkent'te {} ile sözleşme imzalandı.",
    "zh": "塔什干消息，{}与乌方签署了合同。",
    "ja": "タシケントで{}が契約に署名した。",
    "ko": "타슈켄트에서 {}가 계약을 체결했다.",
    "de": "In Taschkent hat {} den Vertrag unterzeichnet.",
    "fr": "À Tachkent, {} a signé le contrat.",
    "it": "A Tashkent {} ha firmato il contratto.",
}


def bodies_in(text: str, lang: str) -> set[str]:
    return {found.term for found in tag(text, lang) if found.kind == "organisation"}


def stands_alone(term: Term, name: Name) -> bool:
    return term.type not in SILENT and not (name.weak or name.before or name.after)


@pytest.mark.parametrize("lang", SENTENCES)
def test_every_name_of_a_body_finds_it(lang: str) -> None:
    bodies = [term for term in lexicon() if term.kind == "organisation"]
    names = [(term, name) for term in bodies for name in term.spellings if name.lang == lang]
    assert names
    lost = {
        name.text: term.id
        for term, name in names
        if stands_alone(term, name) and term.id not in bodies_in(SENTENCES[lang].format(name.text), lang)
    }
    assert lost == {}


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("Metso Corporation", "metso"),
        ("Metso Outotec Oyj", "metso"),
        ("Kinross Gold Corp.", "kinross"),
        ("Agnico Eagle Mines Limited", "agnico-eagle"),
        ("Boart Longyear Group Ltd", "boart-longyear"),
        ("Finning International Inc.", "finning"),
        ("Hudbay Minerals Inc.", "hudbay"),
        ("Weir Group PLC", "weir"),
        ("Wacker Chemie AG", "wacker"),
        ("Xinjiang Nonferrous Metal Industry Group Co., Ltd", "xinjiang-nonferrous"),
        ("China Nerin Engineering", "nerin"),
        ("Sumitomo Metal Mining Co., Ltd.", "sumitomo-metal-mining"),
        ("Mitsubishi Heavy Industries", "mhi"),
        ("Hindalco Industries Ltd", "hindalco"),
        ("Larsen & Toubro Limited", "larsen-toubro"),
        ("Public Investment Fund", "pif"),
        ("Akfa Aluminium", "akfa"),
        ("Kungrad Soda Plant JSC", "kungrad-soda"),
        ("Almalyk MMC JSC", "ammc"),
        ("Almalyk MMC", "ammc"),
    ],
)
def test_a_body_is_one_with_and_without_the_rest_of_its_name(name: str, term: str) -> None:
    assert bodies_in(SENTENCES["en"].format(name), "en") == {term}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("American rare earths go to Japan, vital metals to Europe.", "en"),
        ("Northern graphite is coarser. Deep yellow cake is dried there.", "en"),
        ("The ship from Antofagasta passed Buenaventura with copper.", "en"),
        ("A pilbara of minerals, a vulcan, a ford and a terrible jacobs ladder.", "en"),
        ("First solar panels, core lithium deposits and resolute mining of tin.", "en"),
        ("北方重点工程、株洲、先导项目与首钢琴；东方电。", "zh"),
        ("小松市の鉱山博物館と東北の大学。", "ja"),
        ("풍산개 광산과 인하된 가격, 서울의 대학교.", "ko"),
        ("Il rame vale 10 milioni; Vale la pena.", "it"),
        ("Экспорт алюминия Казахстана и силовые машины выросли, новый институт никеля не открыт.", "ru"),
        ("Yangi koʻmir koni, qishloq qurilishi va yangi bank.", "uz-Latn"),
        ("Таможенный комитет Азербайджана и налоговый комитет говорят о меди.", "ru"),
        ("Судно из Антофагасты везёт медь, на Аляске алмазы.", "ru"),
    ],
)
def test_everyday_words_towns_and_offices_abroad_are_no_listed_bodies(text: str, lang: str) -> None:
    assert {term for term in bodies_in(text, lang) if term in lexicon().terms} == set()


def test_no_two_bodies_have_a_name_in_common() -> None:
    seen: dict[tuple[str, str], str] = {}
    twice = {}
    for term in (term for term in lexicon() if term.kind == "organisation"):
        for name in term.spellings:
            key = (name.lang, name.before + name.text + name.after)
            if seen.setdefault(key, term.id) != term.id and not name.weak:
                twice[key] = (seen[key], term.id)
    assert twice == {}
