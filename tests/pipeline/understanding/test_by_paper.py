"""Sentences come in; the test says by which papers of before their news is done, and what is left of them."""

import pytest

from pipeline.understanding.by_paper import without_papers
from tests.pipeline.readings import NEWS, one_sentence, reported


@pytest.mark.parametrize(
    ("lang", "text", "made"),
    [
        ("en", "Under the memorandum signed in January, Orano began drilling for Navoiyuran.", "2025-01-01"),
        ("en", "Orano began drilling under its February agreement with Navoiyuran.", "2025-02-01"),
        ("en", "Samples were shipped as part of the contract the two concluded last June.", "2024-06-01"),
        ("ru", "В рамках меморандума, подписанного в январе, Orano начала бурение для «Навоийурана».", "2025-01-01"),
        ("ru", "По заключённому в марте договору Orano начала бурение для «Навоийурана».", "2025-03-01"),
        ("ru", "Orano начала бурение согласно мартовскому соглашению с «Навоийураном».", "2025-03-01"),
        ("uz-Latn", "Yanvarda imzolangan memorandumga muvofiq Orano burg‘ulash ishlarini boshladi.", "2025-01-01"),
        ("uz-Cyrl", "Ўтган йил ноябрда имзоланган битим асосида Orano бурғулашни бошлади.", "2024-11-01"),
        ("kk", "Қаңтарда қол қойылған меморандум аясында Orano бұрғылау жұмыстарын бастады.", "2025-01-01"),
        ("zh", "根据今年1月签署的谅解备忘录，欧安诺开始钻探。", "2025-01-01"),
        ("de", "Im Rahmen der im Januar unterzeichneten Absichtserklärung begann Orano mit Bohrungen.", "2025-01-01"),
        ("en", "Under the memorandum signed on Monday, Orano will begin drilling.", None),  # it is the news
        ("en", "Under the memorandum, Orano will begin drilling.", None),
        ("ru", "Во исполнение меморандума, который стороны подписали в марте, Orano начала бурение.", "2025-03-01"),
        ("ru", "По итогам форума подписан меморандум, Orano начала бурение в январе.", None),
    ],
)
def test_the_paper_is_found_by_which_news_is_done(lang: str, text: str, made: str | None) -> None:
    [rest], papers = without_papers([one_sentence(text, lang)], NEWS)
    assert [when.day.isoformat() for paper in papers for when in paper.said.dates] == ([made] if made else [])
    assert bool(rest.of("instrument")) == (made is None)


@pytest.mark.parametrize(
    ("lang", "title", "text"),
    [
        (
            "en",
            "Orano drills for uranium in Navoi region",
            "Under the memorandum signed in January, France's Orano began drilling for uranium with Navoiyuran.",
        ),
        (
            "ru",
            "Orano бурит на уран в Навоийской области",
            "В рамках меморандума, подписанного в январе, французская Orano начала с «Навоийураном» бурение на уран.",
        ),
        (
            "uz-Latn",
            "Navoiyda uran qidirilmoqda",
            "Yanvarda imzolangan memorandumga muvofiq fransuz Orano va “Navoiyuran” uran uchun burg‘ulashni boshladi.",
        ),
    ],
)
def test_what_is_done_by_a_paper_is_news_with_its_sides_and_goes_on_with_it(lang: str, title: str, text: str) -> None:
    news, recalled = reported(f"{title}\n\n{text}", lang)
    assert (news.role, news.stage, news.event_date) == ("primary", "construction", None)
    assert {fact.value for fact in news.parties} == {"orano", "navoiyuran"}
    assert [fact.value for fact in news.follows] == ["2025-01"]
    assert (recalled.role, recalled.stage) == ("background", "memorandum")


@pytest.mark.parametrize(
    "text",
    [
        "Under the January memorandum, Orano and Navoiyuran have signed a contract on uranium.",
        "Under the January memorandum Orano signed a contract on uranium with Navoiyuran.",
        "По январскому меморандуму, сообщает комбинат, Orano и «Навоийуран» подписали контракт на уран.",
    ],
)
def test_a_paper_made_by_another_is_news(text: str) -> None:
    lang = "en" if text.isascii() else "ru"
    news = reported(f"–\n\n{text}", lang)[0]
    assert (news.role, news.stage, news.modality) == ("primary", "agreement", "stated")
    assert {fact.value for fact in news.parties} == {"orano", "navoiyuran"}
    assert not news.follows


def test_a_sum_of_the_paper_is_still_that_of_what_is_done_by_it() -> None:
    [news, *_] = reported(
        "Trucks start work at Uzbek copper mine\n\nSix trucks of Belarus's BelAZ were put into operation at the copper "
        "mine of Almalyk MMC. A total of 30 are delivered under a $120 million contract signed last year.",
        "en",
    )
    assert [fact.value for fact in news.values] == ["120000000 USD"]
