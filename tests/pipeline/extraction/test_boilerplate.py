"""Lines that surround articles are known by their class in every language; sentences never are."""

import json
from pathlib import Path

import pytest

from pipeline.extraction.boilerplate import ends_article, is_boilerplate, is_sentence, opens_comments

GOLD = [
    json.loads(line)
    for path in sorted((Path(__file__).parents[2] / "gold").glob("*.articles.jsonl"))
    for line in path.read_text("utf-8").splitlines()
]


def test_no_paragraph_of_an_article_is_taken_for_boilerplate() -> None:
    assert [p for article in GOLD for p in article["paragraphs"] if is_boilerplate(p)] == []


def test_boilerplate_is_known_by_its_words_or_is_no_sentence() -> None:
    lines = [line for article in GOLD for line in article["boilerplate"]]
    assert [line for line in lines if is_sentence(line) and not is_boilerplate(line)] == []


@pytest.mark.parametrize(
    "line",
    [
        "Also read: A new museum opens",
        "READ MORE — A new museum opens!",
        "Читайте также: В городе открылся музей.",
        "Ещё по теме: музей",
        "O‘qing: Muzey ochildi",
        "Ўқинг: Музей очилди",
        "Тағы оқыңыз: Мұражай ашылды",
        "İlgili haber: Müze açıldı",
        "相关阅读：博物馆开馆",
        "관련기사: 박물관 개관",
        "À lire aussi : le musée ouvre ses portes",
        "Lesen Sie auch: Museum eröffnet",
        "Подписывайтесь на наш канал в Telegram!",
        "Yangiliklarni Telegram kanalimizda kuzating.",
        "Бизнинг каналга обуна бўлинг",
        "Follow us on Facebook and Instagram.",
        "© 2025 The Paper. All rights reserved.",
        "Photo: The Paper",
        "Если вы нашли ошибку, выделите её и нажмите Ctrl+Enter.",
        "USD 12 180 EUR 14 420 RUB 158",
        "Copper 3.84 ▼",
        "14:05 / 10.04.2025",
        "desk@example.uz",
        "+998 71 200 00 00",
        "Home › Economy › Copper",
        "* * *",
        "The Paper is on Telegram too!",
        "Have news? Write to desk@example.uz",
        "Наши новости – @thepaper",
        "Haftaning eng yaxshi maqolalarini olish uchun obuna bo‘ling va ertalab o‘qing.",
        "Мы используем файлы cookie, чтобы сайт работал лучше.",
        "Калит сўзлар: музей, кутубхона",
        "Время чтения: 4 минуты",
        "24 марта 2025, 15:35 3 мин.",
        "Цитирование разрешено при наличии активной гиперссылки.",
        "Koʻchirib bosishda faol havola boʻlishi shart.",
    ],
)
def test_known_classes_are_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Подписан договор о поставке, сообщил канал предприятия в своём отчёте за год.",
        "The source of the river lies high in the hills.",
        "Copper rose 3 % to 9,880 dollars, zinc fell 1 % to 2,960 dollars.",
        "He announced it on Telegram.",
        "Photo shops in the capital closed one after another.",
    ],
)
def test_sentences_that_hold_the_same_words_are_kept(line: str) -> None:
    assert is_sentence(line)
    assert not is_boilerplate(line)


def test_closing_headings_are_known_with_their_counts() -> None:
    assert all(map(ends_article, ["Related articles", "Читайте также:", "Mavzuga oid", "Комментарии (12)", "댓글 3"]))
    assert opens_comments("Izohlar (3)")
    assert not opens_comments("Related articles")
    assert not ends_article("Related articles of the treaty were signed as well.")
