"""Stored articles and deals are found by every form of a word in every script, and by no other word."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, insert, select, text
from sqlalchemy.orm import Session

from pipeline.db import migrate, session
from pipeline.models import Article, Deal, Mention, Page
from pipeline.process import process
from pipeline.queries.query import BadSearch, mineral, parse
from pipeline.queries.search import FoundArticle, Hunt, articles, deals
from pipeline.reprocess import reprocess
from pipeline.tag import tag
from pipeline.words.wording import line
from tests.figures import Figure
from tests.pipeline.test_process import BODY, article, stored  # noqa: F401 - a fixture
from tests.pipeline.test_revise import edit

TABLE = tomllib.loads(Path(__file__).with_name("inflections.toml").read_text(encoding="utf-8"))
NOW = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
SAID = {  # each has words of mining, which a name needs that is an everyday word as well
    "ru": "Запасы руды, {} и тонны концентрата",
    "uz-Latn": "Rudada {} va tonna konsentrat bor",
    "uz-Cyrl": "Рудада {} ва тонна концентрат бор",
    "en": "The ore holds {} by the tonne",
}
LATIN = "ning ni da dan lar larning larga dagi dir".split()  # noqa: SIM905 - endings read as words
CYRILLIC = "нинг ни да дан лар ларнинг ларга даги дир".split()  # noqa: SIM905
OWNED = (("", "ni", "ning", "ga", "dan"), ("", "ни", "нинг", "га", "дан"))
SOFT = {"q": "gʻ", "k": "g", "қ": "ғ", "к": "г"}
FLED = {"shahar": "shahr", "шаҳар": "шаҳр"}
VOWELS = "aeiouаеиоуўэяё"


def uzbek(word: str, *, cyrillic: bool) -> list[str]:
    """Return a word of either script in its cases, in the plural, and as somebody's."""
    owner, ownership = ("и", "си") if cyrillic else ("i", "si")
    stem = FLED.get(word, word)
    stem = stem[:-1] + SOFT.get(stem[-1], stem[-1]) if len(word) > 4 else stem
    owned = word + ownership if word[-1].lower() in VOWELS else stem + owner
    towards = {"q": "qa", "k": "ka", "қ": "қа", "к": "ка"}.get(word[-1], "га" if cyrillic else "ga")
    endings = ["", *(CYRILLIC if cyrillic else LATIN), towards]
    return [word + ending for ending in endings] + [owned + ending for ending in OWNED[cyrillic]]


def apostrophes(form: str) -> list[str]:
    return list(dict.fromkeys(form.replace("ʻ", sign) for sign in "ʻ'‘`"))


def forms(names: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    yield from (("ru", form) for form in names.get("ru", []))
    if "uz" in names:
        latin, cyrillic = names["uz"]
        yield from (("uz-Latn", spelled) for form in uzbek(latin, cyrillic=False) for spelled in apostrophes(form))
        yield from (("uz-Cyrl", form) for form in uzbek(cyrillic, cyrillic=True))


def questions(names: dict[str, list[str]]) -> Iterator[str]:
    """Give some of the ways to ask for a thing: two Russian forms, both scripts, every apostrophe."""
    russian = names.get("ru", [])
    yield from (russian[0], russian[len(russian) // 2]) if russian else ()
    if "uz" in names:
        latin, cyrillic = names["uz"]
        yield from [*apostrophes(latin), f"{latin}ning", cyrillic, f"{cyrillic}дан"]


def write(opened: Session, documents: list[tuple[str, str]]) -> None:
    """Store documents of a language as the pipeline does, numbered from 1."""
    pages, rows, mentions = [], [], []
    for number, (lang, said) in enumerate(documents, 1):
        address = f"https://news.example/{number}"
        found = tag(f"{said}\n\n{said}.", lang)
        pages.append({"id": number, "source": "a", "address": address, "requested": address, "fetched_at": NOW})
        who = {"page_id": number, "source": "a", "publisher": "a", "outlet": "A", "address": address}
        about = {"title": said, "text": f"{said}.", "lang": lang, "created_at": NOW}
        words = line(said, f"{said}.", lang, [one.term for one in found])
        rows.append({"id": number, **who, **about, "words": words})
        about = {"article_id": number, "modality": "stated"}
        mentions += [
            about | {"kind": one.kind, "term": one.term, "surface": one.surface, "start": one.start, "end": one.end}
            for one in found
        ]
    for table, values in ((Page, pages), (Article, rows), (Mention, mentions)):
        if values:
            opened.execute(insert(table), values)


def found(database: Engine, typed: str, most: int = 500) -> list[FoundArticle]:
    with session(database) as opened:
        return articles(opened, Hunt(parse(typed), most=most))


def numbers(database: Engine, typed: str) -> set[int]:
    return {int(one.url.rsplit("/", 1)[1]) for one in found(database, typed)}


@pytest.mark.parametrize("group", ["named", "unnamed"])
def test_every_inflection_script_and_apostrophe_is_found_and_nothing_else(
    database: Engine, figure: Figure, group: str
) -> None:
    things = [(thing, lang, form) for thing, names in TABLE[group].items() for lang, form in forms(names)]
    with session(database) as opened:
        write(opened, [(lang, SAID[lang].format(form)) for _, lang, form in things])
    expected = asked = strange = 0
    missed = []
    for thing, names in TABLE[group].items():
        wanted = {number for number, (other, _, _) in enumerate(things, 1) if other == thing}
        for typed in questions(names):
            got = numbers(database, typed)
            expected, asked, strange = expected + len(wanted), asked + len(got), strange + len(got - wanted)
            missed += [(typed, things[number - 1][2]) for number in wanted - got]
    what = f"{len(TABLE[group])} things {group} by the lexicon, {database.dialect.name}"
    figure(23, f"{what}: missed of {expected:,}", 100 * len(missed) / expected, 2, "%")
    figure(23, f"{what}: found of another thing", 100 * strange / asked, 1, "%")


@pytest.mark.parametrize(
    ("typed", "lang", "said"),
    [
        ("mis", "uz-Latn", "Bu konda misol boʻla oladigan ish"),
        ("mis", "uz-Latn", "Rudada misli koʻrilmagan tonna"),
        ("rux", "uz-Latn", "Ruda uchun ruxsat berildi"),
        ("boron", "uz-Latn", "Konda imkoniyat bor"),
        ("bor", "uz-Latn", "Konda imkoniyat bor"),
        ("qalay", "uz-Latn", "Qalaysiz, ruda qani"),
        ("oltin", "uz-Latn", "Konda oltinchi ruda"),
        ("медь", "ru", "На руднике видели медведя"),
        ("медь", "ru", "Запасы мёда на руднике"),
        ("уран", "ru", "Ураган на руднике"),
        ("литий", "ru", "Литьё и литейный цех на руднике"),
        ("олово", "ru", "Слово о руднике"),
        ("титан", "ru", "Титаник и рудник"),
        ("uranium", "en", "Uranus and the mine"),
        ("uran", "en", "Uranus and the mine"),
        ("lead", "en", "He leads the mine"),
        ("gold", "en", "Goldman likes the mine"),
        ("tin", "en", "The mine is tiny"),
        ("germaniy", "uz-Latn", "Germaniya va kon"),
    ],
)
def test_a_near_miss_is_not_found(database: Engine, typed: str, lang: str, said: str) -> None:
    with session(database) as opened:
        write(opened, [(lang, said)])
    assert numbers(database, typed) == set()
    assert numbers(database, f'"{said}"') == {1}


ABOUT = [
    ("en", "Copper joint venture near Navoi"),
    ("en", "A venture in copper, joint and several"),
    ("en", "Gold and copper joint venture"),
    ("ru", "Совместное предприятие по меди"),
    ("zh", "乌兹别克斯坦的钨矿项目"),
]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("copper", {1, 2, 3, 4}),
        ("медью", {1, 2, 3, 4}),
        ("copper venture", {1, 2, 3}),
        ('copper "joint venture"', {1, 3}),
        ("«joint ventures»", {1, 3}),
        ('"joint venture" -gold', {1}),
        ('copper -"joint venture"', {2, 4}),
        ("-gold copper -медь", set()),
        ("钨", {5}),
        ('"钨矿"', {5}),
        ('"矿钨"', set()),
        ("вольфрам", {5}),
        ("copper AND NEAR", set()),
    ],
)
def test_words_are_all_wanted_phrases_in_order_and_minus_is_refused(
    database: Engine, typed: str, wanted: set[int]
) -> None:
    with session(database) as opened:
        write(opened, ABOUT)
    assert numbers(database, typed) == wanted


HOSTILE = [
    *("' OR 1=1 --", 'a" OR "b', "NEAR(a b)", "*", "a*", "a:b", "{words} : x", "a & !b | (c <-> d):*", "%_\\", "\x00"),
    *("\ud800x", "\u202eevil", "words MATCH x", "x" * 900, "钨" * 30, "(" * 50 + "a", "'; DROP TABLE articles; --"),
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_only_words(database: Engine, typed: str) -> None:
    with session(database) as opened:
        write(opened, ABOUT)
        with suppress(BadSearch):
            assert len(articles(opened, Hunt(parse(typed)))) <= len(ABOUT)
        assert len(opened.scalars(select(Article.id)).all()) == len(ABOUT)


def test_what_says_more_and_is_about_a_deal_comes_first(database: Engine) -> None:
    with session(database) as opened:
        write(opened, [("en", "A mine"), ("en", "Copper mine"), ("en", "A copper, copper and copper mine")])
        assert [one.title.text for one in articles(opened, Hunt(parse("copper")))] == [
            "A copper, copper and copper mine",
            "Copper mine",
        ]
        opened.execute(text("UPDATE articles SET relevant = (id = 2)"))
        assert next(one.title.text for one in articles(opened, Hunt(parse("copper")))) == "Copper mine"


def test_mineral_day_and_number_narrow_a_search(database: Engine) -> None:
    with session(database) as opened:
        write(opened, ABOUT)
        assert len(articles(opened, Hunt([*parse("venture"), mineral("gold")]))) == 1
        assert len(articles(opened, Hunt(parse("copper"), most=2))) == 2
        assert len(articles(opened, Hunt(parse("copper"), since=NOW))) == 4
        assert articles(opened, Hunt(parse("copper"), since=NOW + dt.timedelta(days=1))) == []


def test_what_is_processed_is_found_at_once_and_after_a_re_run(stored: Engine) -> None:  # noqa: F811 - the fixture
    assert found(stored, "вольфрам") == []
    process(stored)
    for _ in range(2):
        assert [one.title.text for one in found(stored, "вольфрама")] == ["Tungsten memorandum signed in Tashkent"]
        with session(stored) as opened:
            (deal,) = deals(opened, Hunt(parse("volframning memorandum")))
            assert (deal.stage, deal.score > 0) == ("memorandum", True)
            assert [deal.key for deal in deals(opened, Hunt(parse("daegu")))] == [deal.key]
            assert deals(opened, Hunt(parse("copper"))) == []
        reprocess(stored)


def test_the_index_follows_the_tables_in_the_same_transaction(stored: Engine) -> None:  # noqa: F811
    with Session(stored) as opened:
        opened.execute(delete(Page))
        write(opened, ABOUT)
        assert len(articles(opened, Hunt(parse("copper")))) == 4
        opened.rollback()
        assert articles(opened, Hunt(parse("copper"))) == []
    process(stored)
    with session(stored) as opened:
        found_article = opened.scalars(select(Article)).one()
        found_article.words = line("Nickel", "", "en", [])
        opened.flush()
        assert articles(opened, Hunt(parse("tungsten"))) == []
        assert len(articles(opened, Hunt(parse("nickel")))) == 1
    with session(stored) as opened:
        for table in ("events", "evidence", "reports", "mentions", "articles", "deals"):
            opened.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own tables
        assert articles(opened, Hunt(parse("nickel"))) == []
        assert deals(opened, Hunt(parse("tungsten"))) == []
        if stored.dialect.name == "sqlite":
            for name in ("articles_index", "deals_index"):
                opened.execute(text(f"INSERT INTO {name} ({name}) VALUES ('integrity-check')"))  # noqa: S608


def test_an_edited_article_is_found_by_what_it_says_now(stored: Engine) -> None:  # noqa: F811
    process(stored)
    edited = article("Tungsten memorandum signed in Tashkent", BODY.replace("concentrate", "zirconium ore"))
    assert found(stored, "zirconium") == []
    edit(stored, edited)
    assert process(stored)["revised"] == 1
    assert len(found(stored, "цирконий")) == 1


BEFORE = [  # rows as the tables had them before there was a search
    """INSERT INTO pages (id, source, address, requested, headers, fetched_at, hints, state, attempts, looks)
    VALUES (1, 'a', 'https://a.example/1', 'https://a.example/1', '{}', '2025-01-01', '{}', 'done', 1, 0)""",
    """INSERT INTO articles (id, page_id, source, publisher, outlet, address, title, text, lang, content_hash, sketch,
    relevant, relevance, reasons, notes, created_at) VALUES (1, 1, 'a', 'a', 'A', 'https://a.example/1',
    'Запасы вольфрама', 'Руда', 'ru', '', '[]', true, 1, '[]', '{}', '2025-01-01')""",
    """INSERT INTO mentions (article_id, kind, term, surface, start, "end", modality)
    VALUES (1, 'mineral', 'tungsten', 'вольфрама', 7, 16, 'stated')""",
    """INSERT INTO deals (key, title, deal_type, stage, parties, minerals, countries, places, "values", signatories,
    conflicts, first_seen_at, updated_at) VALUES ('k', 'Norsk Wolfram: cooperation (tungsten)', 'framework', 'talks',
    '[{"id": "x:norsk", "name": "Norsk Wolfram", "role": null}]', '["tungsten"]', '["NO"]', '[]', '[]', '[]', '[]',
    '2025-01-01', '2025-01-01')""",
]


def test_a_migration_indexes_what_is_stored_already(database: Engine) -> None:
    migrate(database, "base")
    migrate(database, "0005_withdrawals")
    with database.begin() as connection:
        for statement in BEFORE:
            connection.exec_driver_sql(statement)
    migrate(database)
    assert [one.url for one in found(database, "volframdan")] == ["https://a.example/1"]
    assert [one.url for one in found(database, "запас")] == ["https://a.example/1"]
    with session(database) as opened:
        assert [one.key for one in deals(opened, Hunt(parse("Norway вольфрам")))] == ["k"]
        opened.execute(delete(Deal))
        assert deals(opened, Hunt(parse("tungsten"))) == []
