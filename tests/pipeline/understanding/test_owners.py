"""Sentences come in; the test says which bodies of them only make up another one."""

import pytest

from pipeline.understanding.owners import without_owners
from tests.pipeline.readings import lay_out, one_sentence


def left(text: str, lang: str) -> list[str]:
    last = lay_out(f"–\n\n…\n{text}", lang)[-1]
    return [found.term for found in without_owners(last).named("organisation")]


@pytest.mark.parametrize(
    ("lang", "text", "terms"),
    [
        ("en", "Nordrill Ltd is a joint venture of Tarn Steel, Bellmore Metals and Pine Capital.", ["x:nordrill"]),
        ("en", "Kazzinc, backed by Glencore, is negotiating with Almalyk MMC.", ["kazzinc", "ammc"]),
        ("en", "Kazzinc's owner is Glencore.", ["kazzinc"]),
        (
            "en",
            "Orano and Navoiyuran signed a contract on fuel for a plant, which is being built by Russia's Rosatom.",
            ["orano", "navoiyuran"],
        ),
        (
            "ru",
            "Orano и «Навоийуран» подписали контракт на уран для станции, которую строит российский «Росатом».",
            ["orano", "navoiyuran"],
        ),
        (
            "uz-Latn",
            "“Orano” va “Navoiyuran” Rossiyaning “Rosatom”i qurayotgan stansiya uchun uran shartnomasini imzoladi.",
            ["orano", "navoiyuran"],
        ),
        ("en", "Works began at the plant, which is being built by Rosatom.", ["rosatom"]),
        ("ru", "Владелец «Казцинка» — компания Glencore.", []),
        ("en", "Nordrill Inc. is backed by Tarn Steel and Bellmore Metals.", ["x:nordrill"]),
        (
            "en",
            "Nordrill Ltd, the overseas arm of Tarn Steel, signed it with Navoiyuran.",
            ["x:nordrill", "navoiyuran"],
        ),
        ("ru", "«Тирас Литиум» – совместное предприятие компаний Tarn Steel и Hokuto.", ["x:tiras-litium"]),
        (
            "uz-Latn",
            "«Tiras Litium» – «Tarn Steel» va «Hokuto» kompaniyalarining qo‘shma korxonasi.",
            ["x:tiras-litium"],
        ),
        ("de", "Die Nordbohr GmbH ist ein Gemeinschaftsunternehmen von Orano und Itochu.", ["x:nordbohr"]),
        ("fr", "Orano est une filiale de la société Itochu.", ["orano"]),
        ("en", "Rosatom's mining arm Uranium One signed a contract with Navoiyuran.", ["uranium-one", "navoiyuran"]),
        ("en", "Glencore-controlled Kazzinc signed a contract with Almalyk MMC.", ["kazzinc", "ammc"]),
        ("en", "Kazzinc, part of Glencore, and Almalyk MMC signed a contract.", ["kazzinc", "ammc"]),
        ("ru", "Структура «Росатома» Uranium One договорилась с АГМК.", ["uranium-one", "ammc"]),
        ("ru", "«Дочка» «Росатома» компания Uranium One подписала контракт с АГМК.", ["uranium-one", "ammc"]),
        ("ru", "Входящий в группу Glencore «Казцинк» подписал контракт с АГМК.", ["kazzinc", "ammc"]),
        ("ru", "«Казцинк», входящий в группу Glencore, подписал контракт с АГМК.", ["kazzinc", "ammc"]),
        ("uz-Latn", "Rosatomning shu’ba korxonasi Uranium One OKMK bilan shartnoma imzoladi.", ["uranium-one", "ammc"]),
        ("uz-Cyrl", "Glencore гуруҳига қарашли Kazzinc ОКМК билан шартнома имзолади.", ["kazzinc", "ammc"]),
        ("de", "Die Rosatom-Tochter Uranium One unterzeichnete einen Vertrag mit Orano.", ["uranium-one", "orano"]),
        ("tr", "Rosatom'a bağlı Uranium One, Orano ile sözleşme imzaladı.", ["uranium-one", "orano"]),
        ("zh", "Glencore旗下Kazzinc与Orano签署合同。", ["kazzinc", "orano"]),
        ("zh", "Orano是Itochu和Traxys的合资公司。", ["orano"]),
        ("ja", "三菱商事㈱の完全子会社である独Oranoは契約した。", ["orano"]),
        ("ru", "Институт «Гиредмет» (входит в дивизион «Росатома») и АГМК подписали меморандум.", ["giredmet", "ammc"]),
        ("en", "Orano (a subsidiary of Itochu) signed a contract with Navoiyuran.", ["orano", "navoiyuran"]),
        ("en", "Orano, the miner behind the rescue of Kazzinc, signed a contract.", ["orano"]),
        ("en", "Orano, which supplies Kazzinc, has signed a contract.", ["orano"]),
        ("de", "Orano, die Käuferin von Kazzinc, unterzeichnete einen Vertrag.", ["orano"]),
        ("en", "They signed a contract with Orano, a company controlled by Itochu.", ["orano"]),
        ("ru", "Завод построит Uranium One, дочерняя компания «Росатома»: контракт подписан.", ["uranium-one"]),
    ],
)
def test_what_a_body_is_made_up_of_takes_no_deal(lang: str, text: str, terms: list[str]) -> None:
    assert left(text, lang) == terms


@pytest.mark.parametrize(
    "text",
    [
        "Orano signed a joint venture agreement with Itochu.",
        "Orano and Itochu set up a joint venture of equals.",
        "Orano will be a joint venture of Itochu and Traxys.",
        "Orano, together with Itochu, signed a contract.",
        "Orano, Itochu and Traxys signed a contract.",
        "Orano, a venture led by Itochu and others, in a move that surprised all, signed it.",
    ],
)
def test_who_founds_or_signs_stays(text: str) -> None:
    assert left(text, "en") == [found.term for found in one_sentence(text, "en").named("organisation")]


def test_a_headline_keeps_its_sides() -> None:
    title = lay_out("Orano is a joint venture of Itochu\n\nNothing else was said.", "en")[0]
    assert without_owners(title) is title


def test_a_headline_names_the_owner_of_a_body_beside_it() -> None:
    title = lay_out("Rosatom's unit Uranium One signs contract\n\n…", "en")[0]
    assert [found.term for found in without_owners(title).named("organisation")] == ["uranium-one"]


@pytest.mark.parametrize(
    ("lang", "text", "terms"),
    [
        ("en", "Orano has signed a memorandum with Itochu (ITC), a subsidiary of Traxys.", ["orano", "itochu"]),
        ("en", "Orano, a subsidiary of Traxys, and Itochu signed it, they said.", ["orano", "itochu"]),
        (
            "en",
            "It was signed by Orano and Itochu, which is managed by Traxys.",
            ["orano", "itochu"],
        ),
        ("en", "Its shareholders include Orano, which subscribed $5 million.", []),
        ("ru", "Среди акционеров Orano и Itochu.", []),
        ("en", "Orano told its shareholders that Itochu signed the contract.", ["orano", "itochu"]),
    ],
)
def test_an_aside_ends_where_the_next_side_is_named(lang: str, text: str, terms: list[str]) -> None:
    assert left(text, lang) == terms
