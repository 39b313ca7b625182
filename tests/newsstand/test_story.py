"""Where boilerplate lines stand, and which article files are refused."""

import json
from pathlib import Path

import pytest

from tests.newsstand.stand import GOLD, OWN
from tests.newsstand.story import InvalidStory, Story, place, read_stories


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("Also read: Uzbekistan, Germany agree to widen cooperation", "inline"),
        ("Мавзуга оид: Европа Иттифоқи уран импортини чекламоқчи", "inline"),
        ("İLGİLİ HABER: ABD ile Ukrayna maden anlaşmasında yeni dönem", "inline"),
        ("Photo: US Embassy in Uzbekistan", "caption"),
        ("Подписывайтесь на UzDaily в Telegram", "ending"),
        ("Tags: CMI, ERMA, Uzbekistan, gold rate today in Karachi", "tags"),
        ("Курс доллара: 12 910 сумов", "ticker"),
        ("The full text is available to subscribers. Log in or register.", "wall"),
        ("© 2025, The Economist Newspaper Limited. All rights reserved", "footer"),
        ("Most read: Bitcoin slides below $80,000", "related"),
        ("By bne IntelliNews", "byline"),
    ],
)
def test_line_stands_where_real_pages_have_it(line: str, where: str) -> None:
    assert place(line) == where


def test_labels_of_the_gold_set_are_not_read() -> None:
    fields = set(Story.__dataclass_fields__)
    assert fields == {"id", "outlet", "lang", "published", "title", "paragraphs", "boilerplate"}


def test_own_articles_are_in_the_format_of_the_gold_set() -> None:
    keys = json.loads(GOLD[0].read_text(encoding="utf-8").splitlines()[0]).keys()
    for file in OWN:
        for line in file.read_text(encoding="utf-8").splitlines():
            assert json.loads(line).keys() == keys


def test_slug_is_plain_latin_in_every_script() -> None:
    assert {story.slug.isascii() for story in read_stories([*GOLD, *OWN])} == {True}


def test_file_in_another_format_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "strange.jsonl"
    file.write_text('{"title": "No outlet"}\n', encoding="utf-8")
    with pytest.raises(InvalidStory, match=r"strange\.jsonl:1 is no article"):
        read_stories([file])
