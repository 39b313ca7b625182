"""The gate lets every page pass that could report a deal, in whatever spelling, and turns away what could not."""

import html
import json
import time
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

import pipeline.gate
from pipeline.gate import gate

GOLD = [
    json.loads(line)
    for path in sorted((Path(__file__).parents[1] / "gold").glob("*.articles.jsonl"))
    for line in path.read_text("utf-8").splitlines()
]
RELEVANT = ["\n".join((article["title"], *article["paragraphs"])) for article in GOLD if article["relevant"]]

SPELLINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-16": lambda text: text.encode("utf-16"),
    "windows-1251": lambda text: text.encode("cp1251", "xmlcharrefreplace"),
    "character references": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "named references": lambda text: html.escape(text).replace("‘", "&lsquo;").replace("’", "&rsquo;").encode(),
    "JSON escapes": lambda text: json.dumps(text).encode(),
    "percent escapes": lambda text: quote(text).encode(),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text).encode(),
    "capitals": lambda text: text.upper().encode(),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_relevant_article_is_turned_away(spelling: str) -> None:
    lost = [text[:80] for text in RELEVANT if not gate(SPELLINGS[spelling](text), None).passes]
    assert lost == []


@pytest.mark.parametrize(
    "text",
    [
        "O‘zbekiston volfram eksport qiladi",
        "O'zbekiston litiy bo`yicha kelishdi",
        "OZBEKISTON VA AQSH NOYOB YER METALLARI",
        "Ўзбекистон уран бўйича битим имзолади",
        "в Алмалыке пустят медный завод",
        "VM vanadiy konlari bo‘yicha qaror qabul qildi",
        "OKMK VM qarori bilan vanadiy oladi",
        "Özbekistan ile bakır anlaşması",
        "乌兹别克斯坦 钨矿",
        "우즈베키스탄 텅스텐",
    ],
)
def test_names_in_every_script_open_the_gate(text: str) -> None:
    assert gate(text.encode(), "utf-8").passes


def test_every_name_of_uzbekistan_opens_the_gate_beside_a_mineral() -> None:
    table = tomllib.loads((Path(pipeline.gate.__file__).with_name("gate.toml")).read_text("utf-8"))
    assert [word for word in table["uzbek"] if not gate(f"{word} : copper".encode(), "utf-8").passes] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A restaurant in Ankara opens its terrace", "no word of Uzbekistan"),
        ("Chile's lithium exports rose", "no word of Uzbekistan"),
        ("Kapitalbank and Codelco on copper", "no word of Uzbekistan"),  # of a bank's name alone, and of one abroad
        ("Run each VM (virtual machine) under one contract", "no word of Uzbekistan"),
        ("Заезд на 5 КМ: договор с организаторами", "no word of Uzbekistan"),
        ("Сборная Узбекистана выиграла матч в Ташкенте", "no word of a mineral, mining or a deal"),
        ("Toshkentda misoli yo‘q restoran ochildi", "no word of a mineral, mining or a deal"),
        ("Бухарская медицина и медведи", "no word of a mineral, mining or a deal"),
        ("", "no word of Uzbekistan"),
    ],
)
def test_pages_that_could_not_matter_are_turned_away_with_a_reason(text: str, reason: str) -> None:
    verdict = gate(text.encode(), "utf-8")
    assert (verdict.passes, verdict.reason) == (False, reason)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "<a href='/1'>Uzbekistan signs a contract on tungsten</a>",
        "<a href='/1'><b>12:05</b> Uzbekistan signs a contract on <i>tungsten</i></a>",
        "<a href='/uzbekistan-tungsten' title='Uzbekistan sells tungsten'><img alt='Uzbekistan tungsten'></a>",
    ],
)
def test_headlines_of_other_pages_do_not_open_the_gate(elsewhere: str) -> None:
    assert not gate(f"<p>The capital's museum has a new hall.</p>{elsewhere}".encode(), "utf-8").passes


@pytest.mark.parametrize(
    "own",
    [
        "<title>Uzbekistan sells tungsten</title>",
        "<meta property='og:title' content='Uzbekistan sells tungsten'>",
        "<p><a href='/tag/1'>Uzbekistan</a> sells <a href='/tag/2'>tungsten</a></p>",
        "<script>{'title': 'Uzbekistan sells tungsten'}</script>",
    ],
)
def test_a_pages_own_words_do(own: str) -> None:
    assert gate(own.encode(), "utf-8").passes


def test_a_passing_page_says_by_which_words() -> None:
    assert gate("Узбекистан продаёт вольфрам".encode(), None).reason == "names 'Узбек' and 'вольфрам'"


def test_a_page_is_searched_faster_than_a_network_delivers_it() -> None:
    page = "<div><a href='/ru/2025/1'>Сборная обыграла соперника в товарищеском матче</a></div>\n".encode() * 500
    gate(page, "utf-8")
    start = time.process_time()
    for _ in range(20):
        gate(page, "utf-8")
    assert 20 * len(page) / (time.process_time() - start) > 5e6  # bytes a second; a busy machine is allowed its noise


@pytest.mark.parametrize(
    "text",
    [
        "Вазир вольфрам лойиҳаси учун инвестор излашни топширди.",
        "Vazir volfram loyihasi uchun investor izlashni topshirdi.",
    ],
)
def test_a_report_in_the_countrys_language_need_not_name_the_country(text: str) -> None:
    assert gate(f"<html><body><p>{text}</p></body></html>".encode(), None).passes


@pytest.mark.parametrize("charset", ["utf-8", "cp1251", "utf-16"])
def test_a_large_page_is_searched_to_its_end(charset: str) -> None:
    text = f"<p>{'Новости дня и обзор печати. ' * 30_000}Узбекистан{' Погода на выходные.' * 30_000} вольфрам</p>"
    assert gate(text.encode(charset), None).passes
    assert not gate(text.replace("Узбекистан", "").encode(charset), None).passes
