"""Sentences come in; the test says what is done in them, and whether it is done."""

import pytest

from pipeline.understanding.acts import Act, acts
from tests.pipeline.readings import NEWS, lay_out


def told(text: str, lang: str) -> list[Act]:
    return [act for act in acts(lay_out(f"–\n\n{text}", lang), NEWS) if not act.reading.title]


@pytest.mark.parametrize(
    ("lang", "text", "modality"),
    [
        ("en", "Uzbekistan and Korea signed a memorandum on tungsten.", "stated"),
        ("en", "Uzbekistan and Korea plan to sign a memorandum on tungsten.", "planned"),
        ("en", "Uzbekistan and Korea will sign an agreement in autumn.", "planned"),
        ("en", "The deposit will absorb $20mn under an agreement signed in Paris by Orano and Navoiyuran.", "stated"),
        ("en", "An agreement between Orano and Navoiyuran is expected to be signed in autumn.", "planned"),
        ("en", "The loan will be paid once signed by Orano and Navoiyuran, the agreement says.", "planned"),
        ("en", "Korea did not sign the agreement with Uzbekistan.", "negated"),
        ("en", "The ministry denied that Uzbekistan had concluded an agreement with Korea.", "denied"),
        ("en", "Earlier Uzbekistan and Korea signed a memorandum on tungsten.", "recalled"),
        ("en", "Uzbekistan and Korea signed a memorandum on tungsten in April 2023.", "stale"),
        ("en", "Maden has agreed to acquire a stake in the venture with Almalyk MMC.", "stated"),
        ("ru", "Узбекистан и Турция подписали меморандум.", "stated"),
        ("ru", "Узбекистан и Турция планируют подписать меморандум.", "planned"),
        ("ru", "Узбекистан и Турция подпишут соглашение.", "planned"),
        ("ru", "Соглашение между сторонами не подписано.", "negated"),
        ("ru", "Напомним, Узбекистан и Турция подписали меморандум.", "recalled"),
        ("uz-Latn", "O‘zbekiston va Turkiya memorandum imzoladi.", "stated"),
        ("uz-Latn", "Shartnoma kuzda imzolanishi kutilmoqda.", "planned"),
        ("uz-Latn", "Shartnoma imzolanadi.", "planned"),
        ("uz-Latn", "Hujjat imzolanmadi.", "negated"),
        ("uz-Cyrl", "Ҳужжат ҳали имзоланмаган.", "negated"),
        ("uz-Cyrl", "Эслатиб ўтамиз, меморандум имзоланган эди.", "recalled"),
        ("tr", "Mutabakat zaptı imzalanmadı.", "negated"),
        ("zh", "双方签署了谅解备忘录。", "stated"),
        ("zh", "双方计划签署谅解备忘录。", "planned"),
        ("ko", "양해각서를 체결했다.", "stated"),
        ("de", "Beide Seiten haben ein Abkommen unterzeichnet.", "stated"),
    ],
)
def test_a_text_says_whether_a_thing_is_done(lang: str, text: str, modality: str) -> None:
    assert [act.modality for act in told(text, lang)][:1] == [modality]


def test_an_everyday_verb_without_its_paper_is_no_act() -> None:
    assert not told("The company placed a bench in the park and raised the flag.", "en")
    assert not told("He joined us for dinner.", "en")


@pytest.mark.parametrize(
    ("lang", "way", "plant"),
    [
        ("en", "Membership opens the way to joint research.", "The president opened a tungsten processing plant."),
        ("ru", "Членство открывает возможности для технологий.", "Президент открыл завод по переработке вольфрама."),
        ("uz-Latn", "Bu tadqiqotlarga yo‘l ochilishini aytdi.", "Tumanda volframni qayta ishlash zavodi ochildi."),
        ("uz-Cyrl", "Бу янги технологияларга эшик очади.", "Туманда вольфрамни қайта ишлаш заводи очилди."),
    ],
)
def test_a_plant_is_opened_and_a_way_is_not(lang: str, way: str, plant: str) -> None:
    assert told(way, lang) == []
    assert [act.kind for act in told(plant, lang)] == ["operate"]


def test_the_strongest_word_of_a_clause_tells_its_act() -> None:
    (act,) = told("After talks Uzbekistan and Japan signed a contract on uranium.", "en")
    assert (act.kind, act.paper) == ("sign", "contract")


def test_a_paper_that_links_two_sides_needs_no_verb() -> None:
    (act,) = told("One agreement links Almalyk MMC with Orano.", "en")
    assert (act.kind, act.paper, act.modality) == ("sign", "agreement", "stated")


def test_views_are_exchanged_without_a_paper() -> None:
    assert [act.kind for act in told("Tomonlar hujjat bo‘yicha fikr almashdi.", "uz-Latn")] == ["talk"]


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("en", "The Technological Metals Complex opened a tungsten research centre.", "operate"),
        ("uz-Latn", "Toshkentda litiy laboratoriyasi ochildi.", "operate"),
        ("ru", "Комбинат продаст корейской Posco 40 тонн оксида вольфрама.", "trade"),
        ("en", "Construction of the copper smelter has come to a standstill.", "suspend"),
        ("ru", "20% комбината проданы холдингу из Дубая.", "acquire"),
        ("en", "Metso has won an order from Almalyk MMC.", "award"),
        ("uz-Cyrl", "Комбинатдан Кореяга 6 тонна теллур жўнатилди.", "ship"),
    ],
)
def test_news_of_companies_is_told_without_a_signature(lang: str, text: str, kind: str) -> None:
    assert [act.kind for act in told(text, lang)] == [kind]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The combine opened a canteen for its workers."),
        ("uz-Latn", "Kombinatda sport zali ochildi."),
        ("ru", "Комбинат отправил детей в лагерь."),
        ("en", "The combine sells copper wire on the exchange."),
    ],
)
def test_an_opening_or_a_sale_of_other_things_is_no_act(lang: str, text: str) -> None:
    assert not told(text, lang)


def test_of_what_is_denied_the_rumour_is_no_act() -> None:
    found = told(
        "Bloggers claimed that a stake of Almalyk MMC was sold to IRH on June 2.\n"
        "The ministry said that reports of the sale of shares were false.",
        "en",
    )
    assert [act.modality for act in found] == ["denied"]


def test_no_paper_at_all_reaches_a_verb_further_on() -> None:
    (act,) = told("No documents on the northern area have been signed with this company.", "en")
    assert act.modality == "negated"


def test_a_recalling_word_belongs_to_its_nearest_verb() -> None:
    (act,) = told("Posco began drilling for tungsten under a licence awarded last year.", "en")
    assert (act.kind, act.modality) == ("begin", "stated")
