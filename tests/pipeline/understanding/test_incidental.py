"""Sentences that say more of a deal come in; the test says which of their minerals are only named by the way."""

import pytest

from pipeline.understanding.incidental import is_by_the_way
from tests.pipeline.readings import lay_out, one_sentence


def by_the_way(text: str, lang: str, *, told: bool = False) -> list[str]:
    reading = one_sentence(text, lang)
    return [found.term for found in reading.named("mineral") if is_by_the_way(reading, found, ("ammc",), told=told)]


@pytest.mark.parametrize(
    ("lang", "text", "terms"),
    [
        ("en", "The metal goes into zinc alloys for batteries.", ["zinc"]),
        ("en", "The raw material, manganese ore, is trucked from Tomdi.", ["manganese"]),
        ("en", "Feedstock is copper scrap from Russia.", ["copper"]),
        ("en", "The plant retains the cadmium sponge.", ["cadmium"]),
        ("en", "Copper output rose by a tenth in the first half.", ["copper"]),
        ("en", "Prices of zinc fell again.", ["zinc"]),
        ("en", "Also, the minister met Traxys on molybdenum.", ["molybdenum"]),
        ("en", "It will supply tellurium and selenium to the plant.", []),
        ("en", "Minsk is also interested in deliveries of trucks to the gold mines.", ["gold"]),
        ("ru", "Минск заинтересован в поставках самосвалов на золотые рудники.", ["gold"]),
        ("en", "Since China put export controls on tellurium, buyers look elsewhere.", ["tellurium"]),
        ("de", "Seit Peking Ausfuhrkontrollen für Tellur verhängt hat, fehlt es.", ["tellurium"]),
        ("ru", "Кадмиевую губку предприятие оставит себе.", ["cadmium"]),
        ("ru", "Кадмий останется у завода.", ["cadmium"]),
        ("ru", "Сырьё – кварц – поступает из Томди.", ["quartz"]),
        ("ru", "Сырьём послужит медный лом.", ["copper"]),
        ("ru", "Он идёт на сплавы с магнием.", ["magnesium"]),
        ("ru", "За полугодие выпущено 74 тыс. тонн меди.", ["copper"]),
        ("ru", "Поставлять будут цинк и свинец.", []),
        ("uz-Cyrl", "Комбинат уни қўрғошин-сурьма қотишмаси учун ишлатади.", ["lead", "antimony"]),
        ("uz-Latn", "Xomashyo – kvars – Tomdidan keltiriladi.", ["quartz"]),
        ("uz-Latn", "Kadmiy zavodning o‘zida qoladi.", ["cadmium"]),
        ("uz-Latn", "Mis va rux yetkazib beriladi.", []),
        ("en", "The laboratory will make tungsten powders and hard alloys.", []),
        ("ru", "Там будут делать порошки вольфрама и твердые сплавы.", []),
        ("uz-Latn", "Bu yerda volfram kukunlari va qattiq qotishmalar olinadi.", []),
        ("en", "The guests inspected the beryllium shop and the copper line.", ["beryllium", "copper"]),
        ("ru", "Гости осмотрели производство бериллия.", ["beryllium"]),
        ("uz-Latn", "Mehmonlar berilliy sexini ko‘zdan kechirdi.", ["beryllium"]),
        ("ru", "До конца года планируется выпустить 250 тонн вольфрама.", ["tungsten"]),
        ("en", "By the end of the year the plant is to produce 250 tons of tungsten.", ["tungsten"]),
        ("de", "Das Kadmium behält die Hütte.", ["cadmium"]),
        ("tr", "Bakır alaşımları için kullanılacak.", ["copper"]),
        ("zh", "产品用于钨合金。", ["tungsten"]),
        ("ko", "구리 합금에 들어간다.", ["copper"]),
    ],
)
def test_alloys_raw_material_and_what_is_kept_are_not_dealt_in(lang: str, text: str, terms: list[str]) -> None:
    assert by_the_way(text, lang) == terms


@pytest.mark.parametrize(
    ("lang", "text", "terms"),
    [
        ("ru", "Селен, который извлекают из медных шламов, купит Hanwa.", ["copper"]),
        ("ru", "Партию забраковали из-за примеси калия.", ["potash"]),
        ("en", "Hanwa will buy selenium recovered from copper anode slimes.", ["copper"]),
        ("en", "Selenium free of cadmium will be bought.", ["cadmium"]),
        ("uz-Latn", "Mis shlamlaridan olingan selen sotiladi.", ["copper"]),
        ("en", "The project will recover rhenium from copper concentrate.", ["copper"]),
        ("en", "It buys selenium recovered from the slimes of its copper refinery.", ["copper"]),
        ("en", "The company will buy copper concentrate from the smelter.", []),
        ("en", "The bank will lend for a copper smelter.", []),
        ("en", "The copper smelter Norddeutsche will buy selenium.", ["copper"]),
        ("ru", "Рений будут извлекать из медных концентратов.", ["copper"]),
        ("ru", "Контракт на медь и молибден подписан.", []),
    ],
)
def test_what_another_is_won_from_or_dirtied_by_is_not_dealt_in(lang: str, text: str, terms: list[str]) -> None:
    assert by_the_way(text, lang, told=True) == terms


def test_a_sentence_that_tells_the_deal_may_be_about_alloys() -> None:
    assert not by_the_way("Almalyk MMC signed a contract on tungsten alloys.", "en", told=True)


@pytest.mark.parametrize(
    ("lang", "text", "terms"),
    [
        ("en", "The deal covers lithium but does not include gold.", ["gold"]),
        ("en", "Uranium is excluded from the offering.", ["uranium"]),
        ("en", "It adds tungsten to a portfolio that already spans copper and tin.", ["copper", "tin"]),
        ("en", "Selenium stood at $29 per kg this week.", ["selenium"]),
        ("ru", "Соглашение охватывает вольфрам, уран в него не входит.", ["uranium"]),
        ("ru", "Таджикская алюминиевая компания купит сурьму.", ["aluminium"]),
        ("ru", "Цена ванадия поднялась до 30 долларов за килограмм.", ["vanadium"]),
        ("en", "Copper and gold are not part of the deal on tin.", ["copper", "gold"]),
        ("uz-Latn", "Bitim litiyga tegishli, uran unga kirmaydi.", ["uranium"]),
        ("uz-Cyrl", "Хитой вольфрам компанияси молибден сотиб олади.", ["tungsten"]),
        ("de", "Der Konzern kauft Molybdän; Gold ist ausgenommen.", ["gold"]),
        ("en", "Almalyk will list in London to follow the gold-mining champion Navoi.", ["gold"]),
        ("fr", "Le groupe de nickel achètera du lithium, l'uranium n'est pas concerné.", ["nickel", "uranium"]),
        ("tr", "Bakır üreticisi molibden alacak, altın kapsam dışı.", ["copper", "gold"]),
        ("zh", "中方将购买钼，黄金除外。", ["gold"]),
        ("kk", "Мыс компаниясы молибден алады, алтын кірмейді.", ["copper", "gold"]),
    ],
)
def test_what_a_firm_is_called_after_or_has_elsewhere_or_leaves_out_is_not_dealt_in(
    lang: str, text: str, terms: list[str]
) -> None:
    assert by_the_way(text, lang, told="kg" not in text and "килограмм" not in text) == terms


@pytest.mark.parametrize(
    ("lang", "text", "terms"),
    [
        ("en", "Aurubis also wins nickel and tin from scrap.", ["nickel", "tin"]),
        ("en", "The memorandum covers nickel and tin.", []),
        ("en", "The targets are nickel and tin.", []),
        ("ru", "В Эфиопии строят завод калийных удобрений.", ["potash"]),
        ("uz-Latn", "“Rio Tinto” dunyoda temir rudasi va alyuminiy ishlab chiqaradi.", ["iron", "aluminium"]),
        ("tr", "Türkiye'de bor ve krom yatakları da bulunuyor.", ["boron", "chromium"]),
        ("kk", "«Қазақмыс» алтын мен күміс те шығарады.", ["gold", "silver"]),
        ("it", "Il gruppo produce anche alluminio.", ["aluminium"]),
    ],
)
def test_what_a_firm_does_besides_or_a_country_abroad_has_is_none_of_the_deal(
    lang: str, text: str, terms: list[str]
) -> None:
    assert by_the_way(text, lang) == terms


def test_a_clause_behind_a_firm_says_what_it_is_unless_it_tells_what_it_will_do() -> None:
    assert by_the_way("Hanmi Carbon, which runs a nickel refinery, signed for graphite.", "en", told=True) == ["nickel"]
    assert not by_the_way("Hanmi Carbon, which will buy nickel, signed for graphite.", "en", told=True)


def test_what_stands_behind_a_press_release_is_about_the_firm() -> None:
    document = "–\n\nKIGAM signed for lithium.\nAbout KIGAM: it was founded in 1918. Its field is vanadium."
    last = lay_out(document, "en")[-1]
    (found,) = last.named("mineral")
    assert is_by_the_way(last, found, ("kigam",), told=False)
    assert not by_the_way("About 500 tonnes of vanadium will be sold.", "en")


@pytest.mark.parametrize(
    ("lang", "text", "terms"),
    [
        ("ru", "Рений извлекают из промывной кислоты медного завода.", ["copper"]),
        ("ru", "Второй лот, золотой, не нашёл покупателя.", ["gold"]),
        ("en", "A gold block went unsold.", ["gold"]),
        ("uz-Latn", "Oltin uchastkasi sotilmadi.", ["gold"]),
    ],
)
def test_where_a_metal_comes_from_and_what_found_no_buyer_is_not_dealt_in(
    lang: str, text: str, terms: list[str]
) -> None:
    assert by_the_way(text, lang, told=True) == terms
