"""Ores, concentrates and products of a mineral are found under their own names; what only looks so is not."""

import pytest

from pipeline.tag import tag

FORMS = [
    ("en", "pyrolusite, rhodochrosite and ferrosilicon", {"manganese", "silicon"}),
    ("en", "lepidolite and petalite; colemanite; bertrandite", {"lithium", "boron", "beryllium"}),
    ("en", "refined lead and lead bullion", {"lead"}),
    ("en", "battery metals and energy transition minerals", {"critical-minerals"}),
    ("en", "earths which are rare and the soils that make them", {"rare-earths"}),
    ("en", "raw materials of criticality", {"critical-minerals"}),
    ("ru", "урано-ванадиевых и молибдено-вольфрамовых руд", {"uranium", "vanadium", "molybdenum", "tungsten"}),
    ("ru", "партия коксующегося угля и тяжёлого шпата", {"coking-coal", "barite"}),
    ("ru", "пирохлора, танталита, пиролюзита и сфалерита", {"niobium", "tantalum", "manganese", "zinc"}),
    ("ru", "критически важного минерального сырья", {"critical-minerals"}),
    ("uz-Latn", "mis-rux koni; mis va rux kukuni", {"copper", "zinc"}),
    ("uz-Latn", "kokslanadigan ko‘mir, qalay maydoni va superfosfat", {"coking-coal", "tin", "phosphate"}),
    ("uz-Cyrl", "мис ва рух, силикомарганец ва магнетит", {"copper", "zinc", "manganese", "iron"}),
    ("kk", "сарыжез емес, сподумен мен пирохлор, магнетит", {"lithium", "niobium", "iron"}),
    ("tr", "feldispatın ve kaolenin, kolemanit ile ilmenitin", {"feldspar", "kaolin", "boron", "titanium"}),
    ("zh", "绿柱石、锡石、金红石和磷肥", {"beryllium", "tin", "titanium", "phosphate"}),
    ("ja", "炭酸リチウムと酸化チタン、金属珪素", {"lithium", "titanium", "silicon"}),
    ("ko", "탄산리튬과 이산화티타늄, 메탈실리콘", {"lithium", "titanium", "silicon"}),
    ("de", "titanhaltige Erze, Wolframlieferungen und Kalidünger", {"titanium", "tungsten", "potash"}),
    ("de", "strategischer Rohstoffe und kritischer Metalle", {"critical-minerals"}),
    ("fr", "cassitérite, rutile et schistes noirs", {"tin", "titanium", "vanadium"}),
    ("it", "feldspato, scandio e yellowcake", {"feldspar", "scandium", "uranium"}),
]

OTHER_THINGS = [
    ("en", "aluminium windows, aluminum foil and the aluminium bodies of trains"),
    ("ru", "алюминиевые фасады и алюминиевых окон; кто победит в матче"),
    ("uz-Latn", "alyuminiy derazalar va alyuminiy profillari"),
    ("tr", "alüminyum gövdeli tren, alüminyum doğrama"),
    ("zh", "铝型材企业和磷酸铁电池"),
    ("ja", "アルミ缶とベルリンのクリーニング"),
    ("ko", "신규사업과 공동 정광 개발, 알루미늄 차체"),
    ("de", "Aluminiumfolie und Siliziumwafer"),
]


@pytest.mark.parametrize(("lang", "text", "expected"), FORMS)
def test_a_mineral_is_found_under_the_names_of_its_ores_and_products(lang: str, text: str, expected: set[str]) -> None:
    assert _minerals(text, lang) == expected


@pytest.mark.parametrize(("lang", "text"), OTHER_THINGS)
def test_goods_made_of_a_metal_and_words_that_look_like_one_are_no_mineral(lang: str, text: str) -> None:
    assert _minerals(text, lang) == set()


def _minerals(text: str, lang: str) -> set[str]:
    return {found.term for found in tag(f"-\n\n{text}", lang) if found.kind == "mineral"}
