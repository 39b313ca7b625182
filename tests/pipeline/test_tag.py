"""Texts come in as readers meet them; the test says what they name and what they only seem to name."""

import itertools

import pytest

from pipeline.tag import Found, tag


def terms(text: str, lang: str, *kinds: str) -> set[str]:
    return {found.term for found in tag(text, lang) if not kinds or found.kind in kinds}


def one(text: str, lang: str, term: str) -> Found:
    return next(found for found in tag(text, lang) if found.term == term)


NEAR_MISSES = [
    ("uz-Latn", "Bu misol misli ko‘rilmagan natija berdi, missiya Misrga bordi, har bir misqol hisobda"),
    ("uz-Cyrl", "Бу мисол мисли кўрилмаган натижа берди, миссия Мисрга борди"),
    ("uz-Latn", "Ruxsatnoma olindi, Ruxshona va Ruxiddin yangi ruxsat berdi"),
    ("uz-Cyrl", "Рухсатнома олинди, Рухшона янги рухсат берди, руҳ ва рухсатсиз"),
    ("uz-Latn", "Muzeyda yangi zal bor, u yerga borib keldik, boradi va bormoq kerak, rivoji borasida"),
    ("uz-Latn", "Qo‘rg‘ontepa va Kattaqo‘rg‘on, eski qo‘rg‘on devori"),
    ("uz-Latn", "Oltinchi bosqich, oltin medal sohibi, Oltinko‘l tumani, oltin avlod vakillari"),
    ("uz-Cyrl", "Олтинчи босқич, олтин медаль соҳиби, олтин авлод"),
    ("uz-Latn", "O‘zbekiston temir yo‘llari, temir daftar, temir-beton, Amir Temur ko‘chasi, Temuriylar"),
    ("uz-Cyrl", "Ўзбекистон темир йўллари, темир дафтар, Амир Темур кўчаси"),
    ("uz-Latn", "Hujjat tantanali ravishda imzolandi, tantana bo‘ldi"),
    ("uz-Latn", "Germaniya bilan savdo, Germaniyaga safar, Germaniyadan kelgan mehmonlar"),
    ("uz-Latn", "Ishlar qalay, qalaysiz? Seriyali grafik va grafika"),
    ("uz-Latn", "Kumush medal, Kumushbibi obrazi, Kremniy vodiysi, Titanik filmi"),
    ("uz-Latn", "Bu imkoniyat ma’dan emas, ammo surmarang ko‘ylak, urandi va urinib ko‘rdi"),
    ("ru", "Медведь, медицина, медиа и медик; медный всадник; медаль"),
    ("ru", "Литейно-прокатный комплекс, литьё, литейный цех, литература"),
    ("ru", "Золотая медаль, золотой фонд, золотая осень, Золотая Орда, золотой век"),
    ("ru", "Серебряный призёр и серебряная медаль, серебряный век"),
    ("ru", "Железная дорога, железнодорожный вокзал, железный занавес, железобетонный завод"),
    ("ru", "Нильс Бор жил, сосновый бор шумит, собор стоит, доктор бодр"),
    ("ru", "Планета Уран, Кремниевая долина, Кремль, Селена Гомес, серый костюм, серия матчей"),
    ("ru", "Танталовы муки, титаны бизнеса, фильм «Титаник», оловянный солдатик"),
    ("ru", "Столбик ртути поднялся, граффити на стене, график работ"),
    ("ru", "Переговоры с Германией и Индией: в Германии и в Индии пройдут встречи, Германия и Индия согласны"),
    ("ru", "Платиновый спонсор форума, золотой спонсор"),
    ("en", "The gold medal, a golden visa, the gold standard, Goldman Sachs, the Gold Coast and Gold Card"),
    ("en", "A silver lining, the silver medal and the Silver Road"),
    ("en", "They lead the group, a leading role, lead to growth, the lead manager and lead arranger, in the lead"),
    ("en", "The embassy will lead mining talks and lead exploration companies to new markets"),
    ("en", "Uranus and Titan are far away; a boring talk in India; the barista, a tin can"),
    ("en", "Google Chrome, the Chrome browser, Selenium WebDriver, a graphite pencil, Silicon Valley"),
    ("en", "Mercury rises to 40 degrees; Freddie Mercury; the Mercury Prize"),
    ("en", "MINEX Platinum sponsor, gold sponsor, silver sponsor; cobalt blue"),
    ("en", "A crypto mining farm in Tashkent was closed; data mining is taught at the university"),
    ("en", "A silicone sealant, nickelodeon, the copperhead snake"),
    ("tr", "Masanın altında, güneşin altından, altına imza attı, altın madalya, demiryolu hattı"),
    ("zh", "他获得铜牌，在无锡买了铅笔，银行和基金的资金"),
    ("ko", "시진핑 주석은 자금과 금융을 논의했다. 동부 지역 금요일"),
    ("ko", "제품을 납품하고 세금을 납부했다. 지하철과 실리콘밸리"),
    ("ja", "鉛筆と鉄道、シリコンバレー"),
    ("kk", "Мысалы, мысық үйде; алтыншы орын; қалай бардың"),
    ("fr", "L'argent ou l'or noir: il faut choisir, or personne ne vient"),
    ("de", "Wolfram Müller sprach mit Titanen des Sports"),
]


@pytest.mark.parametrize(("lang", "text"), NEAR_MISSES)
def test_a_word_that_only_looks_like_a_mineral_is_none(lang: str, text: str) -> None:
    assert terms(text, lang, "mineral") == set()


MINERALS = [
    ("uz-Latn", "Konda mis va rux, qo‘rg‘oshin hamda volfram qazib olinadi", {"copper", "zinc", "lead", "tungsten"}),
    ("uz-Latn", "Konda mis va rux, qorgoshin hamda volfram qazib olinadi", {"copper", "zinc", "lead", "tungsten"}),
    ("uz-Cyrl", "Конда мис, рух ва қўрғошин қазиб олинади", {"copper", "zinc", "lead"}),
    ("uz-Latn", "Litiyning narxi, uranni eksport qilish, molibdenga talab", {"lithium", "uranium", "molybdenum"}),
    ("uz-Latn", "Oltingugurt kislotasi", {"sulphur"}),
    ("uz-Latn", "nodir yer metallari bo‘yicha memorandum", {"rare-earths"}),
    ("uz-Latn", "nodir metallar bo‘yicha memorandum", {"rare-metals"}),
    ("uz-Cyrl", "ноёб ер элементлари ва муҳим минераллар", {"rare-earths", "critical-minerals"}),
    ("uz-Latn", "muhim xomashyo bo‘yicha yo‘l xaritasi", {"critical-minerals"}),
    (
        "ru",
        "вольфрама, молибденом, о ванадии и вольфрамово-молибденовый концентрат",
        {"tungsten", "molybdenum", "vanadium"},
    ),
    ("ru", "свинцово-цинковая руда", {"lead", "zinc"}),
    ("ru", "медно-молибденовые руды", {"copper", "molybdenum"}),
    ("ru", "добыча меди, свинца, олова и сурьмы", {"copper", "lead", "tin", "antimony"}),
    ("ru", "редкие металлы", {"rare-metals"}),
    ("ru", "редкоземельных металлов и РЗМ", {"rare-earths"}),
    ("ru", "в сфере критически важных минералов и критического сырья", {"critical-minerals"}),
    ("ru", "металлический германий и индий, германия добыто больше", {"germanium", "indium"}),
    ("ru", "урановых месторождений", {"uranium"}),
    ("en", "lead-zinc ore and a lead smelter", {"lead", "zinc"}),
    ("en", "lead and zinc, tin ore, iron ore", {"lead", "zinc", "tin", "iron"}),
    ("en", "Rare-earth and rare earths, critical raw materials", {"rare-earths", "critical-minerals"}),
    ("en", "rare and scattered metals", {"rare-metals"}),
    ("en", "uranium oxide U3O8", {"uranium"}),
    (
        "zh",
        "双方将开采黄金、铜矿、钨和稀土等关键矿产",
        {"gold", "copper", "tungsten", "rare-earths", "critical-minerals"},
    ),
    ("ko", "텅스텐과 희토류, 핵심광물 협력", {"tungsten", "rare-earths", "critical-minerals"}),
    ("tr", "bakırın ve lityumun işlenmesi, nadir toprak elementleri", {"copper", "lithium", "rare-earths"}),
    ("de", "Kupfermine und Uranvorkommen, Seltene Erden", {"copper", "uranium", "rare-earths"}),
    ("fr", "mine d'or et d'uranium, tungstène", {"gold", "uranium", "tungsten"}),
    ("kk", "уран мен вольфрамның қоры", {"uranium", "tungsten"}),
    ("ja", "ウランとタングステン", {"uranium", "tungsten"}),
]


@pytest.mark.parametrize(("lang", "text", "expected"), MINERALS)
def test_minerals_are_found_in_every_form(lang: str, text: str, expected: set[str]) -> None:
    assert terms(text, lang, "mineral") == expected


BODIES = [
    ("en", "Uzbekistan Technological Metals Complex", "uztmk"),
    ("en", "the Uzbek Technological Metals Plant", "uztmk"),
    ("en", "Uzbek miner TMK of Tashkent", "uztmk"),
    ("ru", "Узбекского комбината технологических металлов", "uztmk"),
    ("ru", "с УзТМК", "uztmk"),
    ("uz-Latn", "O‘zbekiston texnologik metallar kombinatining rahbari", "uztmk"),
    ("uz-Latn", "O`zbekiston texnologik metallar kombinati", "uztmk"),
    ("uz-Latn", "Ozbekiston texnologik metallar kombinati", "uztmk"),
    ("uz-Cyrl", "ЎзТМКга аъзолик", "uztmk"),
    ("uz-Latn", "OKMKning konlari", "ammc"),
    ("uz-Latn", "OKMK’ning konlari", "ammc"),
    ("ru", "Алмалыкским ГМК", "ammc"),
    ("en", "Almalyk MMC", "ammc"),
    ("ru", "НГМК и Узбекистан", "nmmc"),
    ("uz-Cyrl", "Навоий кон-металлургия комбинати", "nmmc"),
    ("ru", "государственное предприятие «Навоийуран»", "navoiyuran"),
    ("en", "Deputy Minister of Mining Industry and Geology", "uz-mingeo"),
    ("ru", "в Министерстве горнодобывающей промышленности и геологии", "uz-mingeo"),
    ("uz-Latn", "Tog’-kon sanoati va geologiya vazirligida", "uz-mingeo"),
    ("uz-Cyrl", "тоғ-кон саноати ва геология вазири Бобир Исломов", "uz-mingeo"),
    ("en", "Investment, Industry and Trade Minister Laziz Kudratov", "uz-miit"),
    ("uz-Cyrl", "банк КfW билан шартнома", "kfw"),
    ("ru", "банк АКА", "aka-bank"),
    ("ru", "Европейский банк реконструкции и развития (ЕБРР)", "ebrd"),
    ("uz-Latn", "Yevropa tiklanish va taraqqiyot banki", "ebrd"),
    ("uz-Latn", "AQSh Xalqaro taraqqiyot moliya korporatsiyasi", "dfc"),
    ("en", "the European Commission said", "eu"),
    ("zh", "中核集团与纳沃伊铀业", "cnnc"),
    ("ko", "한국지질자원연구원은", "kigam"),
    ("ja", "伊藤忠商事", "itochu"),
]


@pytest.mark.parametrize(("lang", "text", "term"), BODIES)
def test_a_body_is_one_under_all_its_names(lang: str, text: str, term: str) -> None:
    assert term in terms(text, lang, "organisation")


@pytest.mark.parametrize(
    ("lang", "text", "wrong"),
    [
        ("ru", "Трубная металлургическая компания (ПАО «ТМК») отчиталась в Москве", "uztmk"),
        ("en", "The Metals Company (TMC) collects nodules in the Pacific", "uztmk"),
        ("en", "China's MIIT published new export rules", "uz-miit"),
        ("en", "The NBU raised the rate in Kyiv", "nbu"),
        ("en", "They forge a new path", "msp-forum"),
        ("uz-Latn", "viloyatda yangi kon ochildi", "yangi-kon"),
        ("uz-Latn", "Toshkentda ma’dan zavodi", "maaden"),
        ("ru", "Амурский ГМК, или АГМК, запущен в Хабаровском крае", "ammc"),
        ("uz-Latn", "ingichka ip va yoshlik yillari", "ingichka"),
        ("uz-Latn", "yoshlik yillari va Yoshlik ittifoqi", "yoshlik1"),
        ("uz-Latn", "pop musiqasi", "pop"),
        ("en", "a smart deal was struck", "smart"),
        ("en", "the hatch was closed", "hatch"),
    ],
)
def test_a_short_name_alone_is_nobody(lang: str, text: str, wrong: str) -> None:
    assert wrong not in terms(text, lang)


def test_a_mineral_inside_a_name_is_not_a_mineral() -> None:
    assert terms("Navoiyuran and Navoi Uranus, Barrick Gold", "en", "mineral") == set()
    assert terms("“Navoiyuran” davlat korxonasi", "uz-Latn", "mineral") == set()
    assert terms("O‘zbekiston temir yo‘llari", "uz-Latn", "mineral") == set()


def test_a_country_inside_a_body_is_the_bodys() -> None:
    found = tag("The Fund for Reconstruction and Development of Uzbekistan signed", "en")
    assert [(f.term, f.country) for f in found] == [("ufrd", "UZ")]


@pytest.mark.parametrize(
    ("lang", "text", "code"),
    [
        ("en", "an Uzbek miner", "UZ"),
        ("ru", "узбекско-германский форум", "DE"),
        ("ru", "американская сторона", "US"),
        ("ru", "США и Узбекистана", "US"),
        ("uz-Latn", "amerikalik investorlar", "US"),
        ("uz-Latn", "AQShning kompaniyasi", "US"),
        ("uz-Latn", "Ozbekistonda", "UZ"),
        ("uz-Latn", "Özbekistonda", "UZ"),
        ("uz-Cyrl", "Қозоғистон билан", "KZ"),
        ("uz-Latn", "Yevroittifoq davlatlari", "eu"),
        ("tr", "Türkiye'nin", "TR"),
        ("tr", "ABD ile Özbekistan", "US"),
        ("kk", "Өзбекстанның", "UZ"),
        ("zh", "乌兹别克斯坦", "UZ"),
        ("de", "das usbekische Unternehmen", "UZ"),
        ("fr", "l'Ouzbékistan", "UZ"),
        ("ja", "ウズベキスタンと日本", "JP"),
        ("ko", "우즈베키스탄과", "UZ"),
        ("ko", "한·우즈벡 핵심광물 협력", "KR"),
        ("zh", "中乌签署备忘录", "CN"),
        ("ja", "日・ウズベキスタン協力", "JP"),
    ],
)
def test_countries_and_their_people_are_found(lang: str, text: str, code: str) -> None:
    assert code in terms(text, lang)


def test_the_pronoun_us_is_no_country() -> None:
    assert terms("They told us about it", "en") == set()
    assert terms("The US and the U.S. side", "en") == {"US"}


def test_dollars_name_no_party() -> None:
    assert "US" not in terms("300 mln AQSh dollari, 5 миллионов долларов США", "uz-Latn")
    assert "US" not in terms("на 5 миллионов долларов США", "ru")


@pytest.mark.parametrize(
    ("lang", "text", "term"),
    [
        ("en", "the German ambassador and the government of Japan", "de-gov"),
        ("en", "the Ministry of Energy and Mineral Resources of Jordan", "jo-gov"),
        ("en", "Kazakhstan's Ministry of Industry and Construction", "kz-gov"),
        ("en", "U.S. Deputy Secretary of State Christopher Landau", "us-gov"),
        ("ru", "посол США в Узбекистане", "us-gov"),
        ("ru", "Министерство энергетики и природных ресурсов Турции", "tr-gov"),
        ("ru", "правительство Узбекистана", "uz-gov"),
        ("ru", "МИД Узбекистана", "uz-gov"),
        ("uz-Latn", "Turkiyaning energetika va tabiiy resurslar vaziri", "tr-gov"),
        ("uz-Latn", "Ozbekiston hukumati", "uz-gov"),
        ("uz-Cyrl", "Ўзбекистон Республикаси Президенти", "uz-gov"),
        ("kk", "ҚР Өнеркәсіп және құрылыс министрі", "kz-gov"),
        ("tr", "Özbekistan Dışişleri Bakanı", "uz-gov"),
        ("zh", "美国政府", "us-gov"),
        ("ko", "한국 정부", "kr-gov"),
    ],
)
def test_a_word_of_state_beside_a_country_is_the_state(lang: str, text: str, term: str) -> None:
    assert term in terms(text, lang, "organisation")


def test_two_ministries_side_by_side_keep_their_states() -> None:
    text = "Министерство геологии и горнодобывающей промышленности Узбекистана и Министерство энергетики Иордании"
    assert {"uz-mingeo", "jo-gov"} <= terms(text, "ru", "organisation")
    joined = "Министерство инвестиций, промышленности и торговли и турецкая компания"
    assert "uz-miit" in terms(joined, "ru", "organisation")


def test_people_need_their_full_name() -> None:
    assert terms("Bobir Islamov met Jonathan Henick", "en", "person") == {"islamov-bobir", "henick"}
    assert terms("Islamov said so, and Smart agreed", "en", "person") == set()
    assert terms("Шавкатом Мирзиёевым и Саидой Мирзиёевой", "ru", "person") == {"mirziyoyev", "saida-mirziyoyeva"}


def test_an_agency_that_reports_is_no_party() -> None:
    assert terms("Trend reports via Reuters and UzDaily.uz; MINEX Forum; London Stock Exchange", "en") == set()


def test_spans_are_the_documents_own_characters() -> None:
    document = "Sarlavha\n\nO‘zbekiston\u00a0va “Navoiyuran”ning ish\u00adi: КfW, Ёшлик-1, Тоғ-кон саноати вазирлиги"
    found = tag(document, "uz-Latn")
    assert {"UZ", "navoiyuran", "kfw", "yoshlik1", "uz-mingeo"} <= {f.term for f in found}
    assert all(document[f.start : f.end] == f.surface for f in found)
    assert all(one_.end <= next_.start for one_, next_ in itertools.pairwise(found))


def test_hostile_characters_are_survived() -> None:
    for text in ("", "\x00\ud800\u202e", "İ" * 50, "(" * 500 + "«" * 500, "A" * 20_000, "A. " * 3_000, "Ab " * 3_000):
        for lang in ("en", "ru", "uz-Cyrl", "zh", "xx"):
            tag(text, lang)


def test_minerals_side_by_side_are_no_body() -> None:
    found = tag("세아\n\n세아는 우즈베키스탄과 텅스텐·몰리브덴 공급계약을 체결했다.", "ko")
    assert {one.term for one in found if one.kind == "mineral"} == {"tungsten", "molybdenum"}
    assert not [one for one in found if "·" in one.surface]


def test_a_short_name_is_meant_beside_a_body_of_its_kind() -> None:
    for beside, meant in (("KfW IPEX-Bank and ING", True), ("Almalyk MMC and ING", False)):
        found = tag(f"Copper loan\n\n{beside} signed a loan agreement.", "en")
        assert any(one.term == "ing" for one in found) is meant
