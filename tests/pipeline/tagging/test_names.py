"""Texts with bodies no lexicon holds come in; which are found, and with which country, is tested."""

import pytest

from pipeline.tag import tag


def unlisted(text: str, lang: str) -> dict[str, str | None]:
    return {found.term: found.country for found in tag(text, lang) if found.term.startswith("x:")}


@pytest.mark.parametrize(
    ("lang", "text", "term", "country"),
    [
        ("en", "An agreement between Almalyk MMC and Germany's Borealis Hagen was signed.", "x:borealis-hagen", "DE"),
        ("en", "South Korea's Hansung E&C won a contract.", "x:hansung-e-c", "KR"),
        ("en", "the International Tin and Antimony Council", "x:international-tin-and-antimony-council", None),
        ("tr", "Borealis, Özbek Surxon Surma şirketiyle anlaştı.", "x:surxon-surma", "UZ"),
        ("uz-Latn", "Turkiyaning Toros Madencilik kompaniyasi bitim imzoladi.", "x:toros-madencilik", "TR"),
        ("de", "Die Hamburger Hansebank gewährt einen Kredit.", "x:hansebank", "DE"),
        ("de", "Die Sächsische Lithium AG aus Dresden liefert.", "x:sachsische-lithium", "DE"),
        ("de", "der Auftrag des Bauherrn Borealis Silicon", "x:borealis-silicon", "DE"),
        ("fr", "Le fabricant grenoblois Borealis Pompes a décroché un contrat.", "x:borealis-pompes", "FR"),
        ("zh", "塔什干钨制品公司与青岛墨源新材料有限公司签约，中方持股65%。", "x:塔什干钨制品公司", "UZ"),
        ("zh", "10月14日,青岛墨源新材料有限公司签约，中方持股65%。", "x:青岛墨源新材料有限公司", "CN"),
        ("ja", "北辰金属はザラフシャン・タングステンと契約した。", "x:ザラフシャン-タングステン", "UZ"),
        ("ko", "한국지질연구원은 협약을 맺었다.", "x:한국지질연구원", "KR"),
        ("zh", "乌兹别克斯坦企业2月9日与美国Borealis Alloys公司签署合同。", "x:borealis-alloys", "US"),
        ("zh", "澳大利亚勘探企业Borealis Ltd.签署协议。", "x:borealis", "AU"),
        ("zh", "美国博瑞合金公司（Borealis Alloys）签约，Borealis Alloys供货。", "x:美国博瑞合金公司", "US"),
        ("ja", "米Borealis Alloys社は契約を結んだ。", "x:borealis-alloys", "US"),
        ("ja", "コンビナートは米国のBorealis Alloysと契約を締結した。", "x:borealis-alloys", "US"),
        ("ko", "콤비나트는 미국 Borealis Alloys와 계약을 체결했다.", "x:borealis-alloys", "US"),
        ("kk", "Комбинат АҚШ-тың Borealis Alloys компаниясымен келісті.", "x:borealis-alloys", "US"),
        ("ru", "Компания Borealis из Дубая учредила предприятие.", "x:borealis", "AE"),
        ("en", "The Canadian company Borealis signed a contract.", "x:borealis", "CA"),
        ("en", "It has bought 40 percent of the Borealis Lithium LLC project.", "x:borealis-lithium", None),
        ("en", "JSC Yangi Borea signed a contract.", "x:yangi-borea", None),
        ("en", "The two founded a joint venture, Borealis Hagen, in Navoi.", "x:borealis-hagen", None),
        ("en", "AzerBorea signed a contract.", "x:azerborea", "AZ"),
        ("ru", "Компания «Казбур» подписала контракт.", "x:kazbur", None),
        ("ru", "Компания «КазБурГео» подписала контракт.", "x:kazburgeo", "KZ"),
        ("uz-Latn", "Qozog‘istondan Borea kompaniyasi shartnoma imzoladi.", "x:borea", "KZ"),
        ("kk", "Жобаны Қазақстанның Борей банкі қаржыландырады.", "x:borey-bankі", "KZ"),
        ("ko", "북해텅스텐(주)은 계약을 체결했다.", "x:북해텅스텐", "KR"),
        ("en", "Borealis Kvarts said on Monday it had signed a contract.", "x:borealis-kvarts", None),
        ("de", "Die Kreditbank Borea gewährt einen Kredit.", "x:kreditbank-borea", "DE"),
        ("zh", "乌兹别克斯坦努拉塔金属公司签约。努拉塔金属公司表示满意。", "x:努拉塔金属公司", "UZ"),
        ("en", "It signed with Bishkek's Tien Shan Borea Resources a contract.", "x:tien-shan-borea-resources", "KG"),
        (
            "uz-Latn",
            "“Borea” MChJ Anqaradagi Hagen Inşaat A.Ş. kompaniyasi bilan shartnoma imzoladi.",
            "x:hagen-inshaat",
            "TR",
        ),
        (
            "tr",
            "Borealis, Bukantau Kobalt ile Navoi'de tesis kurulması için sözleşme imzaladı.",
            "x:bukantau-kobalt",
            "UZ",
        ),
        ("en", "Two banks agreed to lend EUR 96m to Khandiza Borea for a smelter.", "x:khandiza-borea", "UZ"),
        ("en", "The seller was Sharq Borea.", "x:sharq-borea", None),
        ("en", "It was signed with a club of lenders led by Borea Handelsbank.", "x:borea-handelsbank", None),
        ("en", "It has sold its 35 percent of Ustarasoy Borea to a Turkish firm.", "x:ustarasoy-borea", None),
        ("tr", "Borea Metals Ltd, Özbekistan Uzay Bakanlığı ile anlaştı.", "x:borea-metals", "TR"),
        ("tr", "İngiliz Borea Minerals plc, sözleşme imzaladı.", "x:borea-minerals", "GB"),
        ("en", "The project is paid for by Boreabank.", "x:boreabank", None),
        ("ru", "Средства на завод выделил Бореабанк.", "x:boreabank", None),
        ("ru", "Деньги предоставит Чешский горный банк.", "x:cheshskiy-gorniy-bank", "CZ"),
        ("uz-Latn", "Loyihani “Boreabank” moliyalashtiradi.", "x:boreabank", None),
        ("en", "The Ministry of Iran and Borealis LLC signed it.", "x:borealis", None),
        ("tr", "Borealis Krom San. ve Tic. A.Ş., sözleşme imzaladı.", "x:borealis-krom", "TR"),
        ("zh", "6月11日，江西北海矿业有限公司开工建设。", "x:江西北海矿业有限公司", "CN"),
        ("en", "Borealis Process from Oman signed a contract.", "x:borealis-process", "OM"),
        ("en", "Borealis Process and India's Hagen Ltd have set up a venture.", "x:borealis-process", None),
        ("en", "The Uzbek-Hungarian Mining Company signed.", "x:uzbek-hungarian-mining-company", "HU"),
        ("ru", "Заводу даст кредит Северо-Западный горный банк.", "x:severo-zapadniy-gorniy-bank", None),
        ("en", "Borealis Process of Tampere signed a contract.", "x:borealis-process", "FI"),
        ("en", "The Uzbek-Hungarian Development Fund signed.", "x:uzbek-hungarian-development-fund", "HU"),
        ("en", "Emir Metals signed a contract.", "x:emir-metals", None),
        ("en", "It will supply zinc to U.S. utility Borea River Energy.", "x:borea-river-energy", "US"),
        ("en", "It signed a contract for pumps with Brno's Borealis Pumps.", "x:borealis-pumps", "CZ"),
        ("en", "BORX will lend $15 million to a mine.", "x:borx", None),
        ("en", "Borealis Eurasia, founded by a geologist, was awarded a licence.", "x:borealis-eurasia", None),
        ("fr", "Aciers du Borée a conclu un accord.", "x:aciers-du-boree", "FR"),
        ("ko", "북해마그네슘이 계약을 체결했다.", "x:북해마그네슘", "KR"),
        ("en", "Borealis + Hagen GmbH signed a contract.", "x:borealis-hagen", "DE"),
        ("fr", "Une société a signé avec Samarqand Volfram un contrat.", "x:samarqand-volfram", "UZ"),
        ("de", "Die Tonnen kommen von der usbekischen Qizil Erden.", "x:qizil-erden", "UZ"),
        ("ko", "부하라 그라파이트의 지분 30%를 인수했다.", "x:부하라-그라파이트", "UZ"),
        ("en", "Tashkent signed with Borealis Tungsten Ltd of Australia.", "x:borealis-tungsten", "AU"),
        ("en", "It is owned by Japan's Hokuto.", "x:hokuto", "JP"),
        ("en", "An agreement with Borealis was signed.", "x:borealis", None),
        ("en", "the Scandia Institute of Mining and Geology joined", "x:scandia-institute-of-mining-and-geology", None),
        (
            "en",
            "A memorandum with Northern Carbon and Graphite Company was signed.",
            "x:northern-carbon-and-graphite-company",
            None,
        ),
        ("en", "Borealis Mining, Hokuto and Zentra formed a venture.", "x:zentra", None),
        ("en", "ZENTRA GmbH will deliver mills.", "x:zentra", "DE"),
        ("en", "Borealis Tungsten Ltd (ASX: BTX) announces a contract.", "x:borealis-tungsten", "AU"),
        ("en", "Helsinki-based miner Scandia signed a contract.", "x:scandia", "FI"),
        ("en", "Czech clay specialist Kaolna has founded a venture.", "x:kaolna", "CZ"),
        ("en", "Borealis wins an order for mills.", "x:borealis", None),
        ("en", "It signed with Karmana Silicate, an Uzbek company.", "x:karmana-silicate", "UZ"),
        ("ru", "Контракт получила шведская Borealis, сообщили в комбинате.", "x:borealis", "SE"),
        ("uz-Latn", "Kon “Sharq volfram” MChJga berildi.", "x:sharq-volfram", "UZ"),
        ("uz-Cyrl", "Кон «Шарқ вольфрам» МЧЖга берилди.", "x:sharq-volfram", "UZ"),
        ("ru", "Турецкая компания «Актепе Маден» построит завод.", "x:aktepe-maden", "TR"),
        ("ru", "ООО «Северный вольфрам» получило лицензию.", "x:severniy-volfram", None),
        ("uz-Cyrl", "Чехиянинг энг йирик энергетика ширкати ЧЕЗ шартнома тузди.", "x:chez", "CZ"),
        ("uz-Cyrl", "Хитойнинг Шинда компанияси шартнома тузди.", "x:shinda", "CN"),
        ("uz-Latn", "Indoneziyaning davlat konchilik xoldingi BORNEO ID bilan bitim tuzildi.", "x:borneo-id", "ID"),
        ("uz-Latn", "Qarorgohi Maskatda joylashgan Borealis kompaniyasi bitim tuzdi.", "x:borealis", "OM"),
        ("ru", "Чешская энергетическая компания ЧЕЗЕТ заключила контракт.", "x:chezet", "CZ"),
        ("ru", "Компания из Перта Wattle Creek подписала контракт.", "x:wattle-creek", "AU"),
        ("ru", "Компания Borealis со штаб-квартирой в Маскате подписала контракт.", "x:borealis", "OM"),
        ("en", "Prague-headquartered Sindat will supply the mill.", "x:sindat", "CZ"),
        ("en", "Borealis, which is based in Santiago, will build the plant.", "x:borealis", "CL"),
        ("en", "Borealis, registered in Cyprus, signed a contract.", "x:borealis", "CY"),
        ("fr", "La société espagnole Borealis a signé.", "x:borealis", "ES"),
        ("de", "Der norwegische Konzern Borealis liefert.", "x:borealis", "NO"),
        ("tr", "İspanyol şirketi Borealis ile anlaşma imzalandı.", "x:borealis", "ES"),
        ("zh", "湖南金锑矿业有限公司与乌兹别克斯坦“苏尔汉锑业”公司签署协议。", "x:苏尔汉锑业", "UZ"),
        ("en", "Ontario's Maplewater Power signed a contract.", "x:maplewater-power", "CA"),
        ("de", "Die Wolframit GmbH aus Wien liefert.", "x:wolframit", "AT"),
        ("it", "La società lombarda Titalia ha firmato un memorandum.", "x:titalia", "IT"),
        ("it", "Il gruppo Borealis ha vinto la commessa.", "x:borealis", "IT"),
        ("ru", "ООО «Титан» получило лицензию на титан.", "x:titan", None),
        ("uz-Latn", "“Litiy” MChJ litsenziya oldi.", "x:litiy", "UZ"),
        ("ru", "меморандум с корпорацией Borealis из Канады", "x:borealis", "CA"),
        ("az", "Rusiyanın Sever Metall şirkəti müqavilə bağlayıb.", "x:sever-metall", "RU"),
        ("az", "Olmalıq kombinatı Yaponiyanın Hokuto Bankından kredit alıb.", "x:hokuto-banki", "JP"),
        ("az", "Almaniyalı Borealis GmbH avadanlıq satacaq.", "x:borealis", "DE"),
        ("ky", "Россиянын Север Металл компаниясы келишимге кол койду.", "x:sever-metall", "RU"),
        ("tg", "Созишномаро ширкати русии Север Металл имзо кард.", "x:sever-metall", "RU"),
        ("ru", "Контракт подписали Borealis Mining и Hokuto.", "x:hokuto", None),
        (
            "ru",
            "с Восточной инвестиционной горнорудной корпорацией",
            "x:vostochnoy-investisionnoy-gornorudnoy-korporasiey",
            None,
        ),
        ("uz-Latn", "Kanadaning “Borealis” kompaniyasi bilan shartnoma imzolandi.", "x:borealis", "CA"),
        ("uz-Latn", "“Sharq volfram” MChJ litsenziya oldi.", "x:sharq-volfram", "UZ"),
        ("uz-Cyrl", "Япониянинг Hokuto компанияси келишув имзолади.", "x:hokuto", "JP"),
        ("uz-Cyrl", "“Шарқ вольфрам” МЧЖ лицензия олди.", "x:sharq-volfram", "UZ"),
        ("zh", "华北钨业集团与乌兹别克斯坦签署协议。", "x:华北钨业集团", "CN"),
        ("ko", "한빛광업은 우즈베키스탄과 계약했다.", "x:한빛광업", "KR"),
        ("tr", "Anadolu Maden Holding ile anlaşma", "x:anadolu-maden-holding", "TR"),
        ("kk", "«Алтай Кен» компаниясы келісімге қол қойды", "x:altay-ken", "KZ"),
    ],
)
def test_a_body_shows_itself(lang: str, text: str, term: str, country: str | None) -> None:
    found = unlisted(text, lang)
    assert term in found
    assert found[term] == country


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "President Shavkat Mirziyoyev met Minister John Smith in New York on Monday."),
        ("en", "The company said that The bank and Its partners agreed. In March, Earlier talks failed."),
        ("en", "Trend reports via Reuters, Kun.uz and Podrobno.uz. The Tashkent Investment Forum opened."),
        ("en", "The Franco-Uzbek venture and a Paris-based fund; a French-Japanese-Uzbek project"),
        ("en", "Uzbekistan Signs Major Agreement With Foreign Partners On Mining\n\nNothing else was said."),
        ("ru", "Министр заявил в Ташкенте. Компания сообщила. Предприятие работает. Турецкая компания построит завод."),
        ("ru", "Принята «дорожная карта», подписан документ «О намерениях», открыт форум."),
        (
            "uz-Latn",
            "Hujjat imzolandi. Vazirlik ma’lum qildi. Toshkentdagi korxona, Anqarada Turkiya bilan",
        ),
        ("uz-Cyrl", "Мутахассислар келди. Экспертлар компанияси ҳақида. Шунингдек, корхона очилди."),
        ("zh", "双方签署合作谅解备忘录。"),
        ("ko", "회사 관계자는 지하자원 개발을 검토한다고 말했다. 업체 대표는 답하지 않았다."),
        ("en", "It has moved to lock in Central Asian supplies of two metals."),
        ("en", "A bank issues Letter of Interest for a mill."),
        ("en", "Ministers Ennio Rossi and Ivan Horak signed the agreement."),
        ("ru", "Об этом заявила вице-президент банка Тереза Линдгрен."),
        ("kk", "Компания Қарақалпақстандағы Борей кен орнын игереді."),
        ("tr", "Şirketin Eskişehir Borea'daki tesiste deneyimi var."),
    ],
)
def test_people_events_outlets_and_openings_are_no_bodies(lang: str, text: str) -> None:
    assert unlisted(text, lang) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Er wurde am Montag unterzeichnet.",
        "Sie haben den Vertrag unterzeichnet.",
        "Der Kredit über 205 Millionen Euro wurde unterzeichnet.",
    ],
)
def test_german_nouns_are_no_bodies(text: str) -> None:
    assert unlisted(text, "de") == {}


def test_what_lies_in_a_country_is_a_place_and_no_body_of_it() -> None:
    assert unlisted("It already drills in Chile's Atacora.", "en") == {}


def test_a_land_that_a_group_is_called_by_is_no_body() -> None:
    assert unlisted("The Odisha group holds it. Exporters in Odisha were hurt.", "en") == {}
    assert unlisted("The Borealis group holds it. Nothing else is said.", "en") == {"x:borealis": None}


def test_a_word_of_kind_before_a_name_is_no_name() -> None:
    assert unlisted("Чешская энергетическая компания ЧЕЗЕТ заключила контракт.", "ru") == {"x:chezet": "CZ"}


def test_what_joins_the_name_of_an_office_is_no_body() -> None:
    text = "The Department for Food, Fisheries and Trade and Borealis Ltd signed."
    assert unlisted(text, "en") == {"x:borealis": None}
    assert "x:hokuto" in unlisted("The Department of Energy and Hokuto Ltd signed.", "en")


def test_a_chinese_company_has_its_form_and_is_recalled_without_it() -> None:
    document = "丰泽新能源与乌方签署协议\n\n丰泽新能源有限公司6月10日与德国西门子签约。"
    assert unlisted(document, "zh") == {"x:丰泽新能源有限公司": "CN"}


def test_a_long_name_is_recalled_by_its_first_word() -> None:
    found = [f for f in tag("Borealis Energy signed. Later Borealis paid.", "en") if f.term == "x:borealis-energy"]
    assert [f.surface for f in found] == ["Borealis Energy", "Borealis"]


def test_a_word_of_kind_before_a_quoted_name_says_what_it_is() -> None:
    assert unlisted('JSC National Ore Company "Borealis" signed a contract.', "en").keys() == {"x:borealis"}


def test_a_kingdom_is_a_country_and_no_body() -> None:
    assert not unlisted("В ходе визита в Королевство Норвегия подписали меморандум.", "ru")


def test_a_word_behind_a_dateline_only_begins_its_sentence() -> None:
    assert not unlisted("A headline\n\nTASHKENT, Sept. 21 (AB) -- Drilling signed off on Saturday.", "en")


def test_a_chinese_company_is_one_with_and_without_its_word_of_kind() -> None:
    assert len(unlisted("塔什干铜业签署协议\n\n矿山与塔什干铜业公司签署协议。", "zh")) == 1


def test_a_quoted_metal_is_a_firm_where_a_firm_stands() -> None:
    assert unlisted("«Титан» заключил контракт с АГМК.", "ru").keys() == {"x:titan"}
    assert not unlisted("Проект «Титан» обсудили в Ташкенте.", "ru")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uz-Latn", "Pech “Flash Smelting” texnologiyasi asosida ishlaydi."),
        ("uz-Cyrl", "Нарх UxC ва TradeTech индексларига боғланган."),
        ("ru", "Печь работает по технологии «Горпром»."),
    ],
)
def test_a_technology_or_an_index_is_no_body(lang: str, text: str) -> None:
    assert not unlisted(text, lang)


def test_a_legal_form_is_no_body() -> None:
    assert unlisted("Belarusning “BOREY” OAJ bilan shartnoma imzolandi.", "uz-Latn").keys() == {"x:borey"}


def test_a_legal_form_behind_a_quoted_name_begins_no_other_name() -> None:
    found = unlisted("“Borea” MChJ grafit boyitish zavodi qurilishini boshladi.", "uz-Latn")
    assert set(found) == {"x:borea"}


def test_a_name_that_goes_on_behind_a_hyphen_is_a_listed_bodys() -> None:
    terms = {found.term for found in tag("Samruk fund joins\n\nSamruk-Kazyna signed a contract.", "en")}
    assert terms == {"samruk-kazyna"}


def test_an_ambassador_is_nobody_but_his_state() -> None:
    assert unlisted("The Belarusian ambassador, Borei Larionich, and Orano signed.", "en") == {}


def test_a_short_name_that_frames_a_long_one_is_the_same_body() -> None:
    text = "Qizilqum kombinati rahbari bilan suhbat\n\n“Qizilqum kon-metallurgiya kombinati” bilan shartnoma tuzildi."
    assert unlisted(text, "uz-Latn").keys() == {"x:qizilqum-kon-metallurgiya-kombinati"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "首席执行官Teo Borea说，Borealis铜矿和Borea Ridge项目将于明年投产，EPC总承包合同已签。"),
        ("ja", "Borealis鉱床についてBorea社長は語った。"),
        ("ko", "Borealis 광산에서 Borea 회장이 밝혔다."),
        ("zh", "美国大部分需求由国内满足，生产总部分布各地。"),
    ],
)
def test_people_mines_and_papers_in_latin_letters_are_no_bodies(lang: str, text: str) -> None:
    assert not [found for found in tag(text, lang) if found.kind == "organisation"]
