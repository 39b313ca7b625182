"""Promise 21: whatever bytes a page is made of, both databases store the same, and nothing that cannot be stored."""

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from itertools import zip_longest

import pytest
from sqlalchemy import CheckConstraint, Engine, Table, create_engine, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from crawler.monitoring.shape import LEAST
from pipeline import columns
from pipeline.columns import Clean, CleanJSON, Instant
from pipeline.db import connect
from pipeline.models import Base, Page
from pipeline.process import process
from pipeline.text import clean
from tests.crawler.conftest import Crawl, Site
from tests.crawler.hostile.conftest import Attacked
from tests.figures import Figure

RUSSIAN = "Узбекистан и Республика Корея подписали меморандум о добыче вольфрама и меди в Навоийской области. "
MORE = (
    "Документ подписали министр горнодобывающей промышленности и глава корейской компании в Ташкенте 18 марта.",
    "Стороны оценили стоимость первого этапа в 35 миллионов долларов и договорились отчитаться в течение года.",
    "Завод будет перерабатывать вольфрамовый концентрат в порошок, сообщила пресс-служба комбината.",
)
UZBEK = "Oʻzbekiston va Koreya volfram qazib olish boʻyicha memorandum imzoladi. Ўзбекистон, ғалла, қазиш. "
STRANGE = (
    "nul\x00 bell\x07 nel\x85 ls\u2028 ps\u2029 rlo\u202e zwsp\u200b bom\ufeff max\U0010ffff emoji\U0001f600 e\u0301 "
)


def page(body: str, head: str = "") -> str:
    title = " ".join(body.split()[:8])
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in MORE)
    escaped = r'{"@type":"NewsArticle","headline":"A \ud800 \u0000 deal","datePublished":"2025-03-19T10:00:00+05:00"}'
    return (
        f'<!doctype html><html><head>{head}<title>{title}</title><script type="application/ld+json">{escaped}</script>'
        f"</head><body><article><h1>{title}</h1><p>{body}</p>{paragraphs}&#0;&#xd800;&#x1f;</article></body></html>"
    )


META = '<meta charset="{}">'
PAGES: dict[str, tuple[bytes, str]] = {
    "nul-and-controls": (page(RUSSIAN + STRANGE).encode(), "text/html; charset=utf-8"),
    "surrogates": (page(RUSSIAN + "\ud800 \udfff ").encode("utf-8", "surrogatepass"), "text/html; charset=utf-8"),
    "broken-utf-8": (page(UZBEK).encode()[:-60] + b"\xff\xfe\xc3\x28\xe2\x82", "text/html; charset=utf-8"),
    "overlong": (page(RUSSIAN + "LONG").encode().replace(b"LONG", b"\xc0\x80\xf8\x88\x80\x80\x80"), "text/html"),
    "cp1251-undeclared": (page(RUSSIAN).encode("cp1251"), "text/html"),
    "cp1251-as-utf-8": (page(RUSSIAN, META.format("utf-8")).encode("cp1251"), "text/html; charset=utf-8"),
    "utf-8-as-cp1251": (page(RUSSIAN, META.format("windows-1251")).encode(), "text/html; charset=windows-1251"),
    "bom": (page(RUSSIAN).encode("utf-8-sig"), "text/html"),
    "utf-16": (page(RUSSIAN).encode("utf-16"), "text/html"),
    "unknown-charset": (page(RUSSIAN).encode(), "text/html; charset=x\x0cy"),
}
RUSSIAN_ONES = {"cp1251-undeclared", "cp1251-as-utf-8", "utf-8-as-cp1251", "bom", "utf-16"}
NOW = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@pytest.fixture
def both(postgresql: str, crawl: Crawl) -> Iterator[list[tuple[Engine, str]]]:
    """Give an empty database of each kind."""
    name = f"konchi_{uuid.uuid4().hex}"
    admin = create_engine(postgresql.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    addresses = [crawl.environment["KONCHI_DATABASE"], postgresql.replace("/postgres?", f"/{name}?")]
    engines = [connect(address) for address in addresses]
    yield list(zip(engines, addresses, strict=True))
    for engine in engines:
        engine.dispose()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def strings(value: object) -> Iterator[str]:
    """Return every string in a value of a column; of the pages that a run has time to look at, those it always does."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings(key)
            yield from strings(item[:LEAST] if key == "pages" else item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def written(engine: Engine) -> dict[str, list[list[str]]]:
    """Return the strings of every table, a list a row, in an order of their own; moments of the run are left out."""
    moment = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\.\d+|\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT")
    found = {}
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            rows = [
                [moment.sub("", item) for value in row for item in strings(value)]
                for row in connection.execute(table.select())
            ]
            found[table.name] = sorted(rows)
    return found


@pytest.mark.faults
def test_strange_bytes_are_stored_alike_in_both_databases(
    site: Site, crawl: Crawl, both: list[tuple[Engine, str]], figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the feed's titles and the pages' bytes and headers to articles, deals and events."""
    entries = ""
    for name, (body, kind) in PAGES.items():
        site.put(f"/2025/{name}", body, kind, X_Strange="\x85\xa0\xff")
        title = f"{RUSSIAN} &#0;&#xd800;&#x110000;&#9999999999;\u2028\u202e {name}"
        entries += f"<item><title>{title}</title><link>{site.home}/2025/{name}</link></item>"
    feed = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>\u202eN\u2028</title>{entries}'
    crawl.source("outlet", feeds=[site.put("/rss", feed, "application/rss+xml")])
    for engine, address in both:
        crawl.environment["KONCHI_DATABASE"] = address
        monkeypatch.setenv("KONCHI_DATABASE", address)
        crawl.run()
        counts = process(engine)
        with engine.connect() as connection:
            failed = connection.execute(select(Page.address, Page.reason).where(Page.state == "failed")).all()
        assert not failed
        assert counts["failed"] == 0
    lite, post = (written(engine) for engine, _ in both)
    assert len(lite["pages"]) == len(PAGES)
    assert len(lite["articles"]) > len(RUSSIAN_ONES)
    differing = [(a, b) for name in lite for a, b in zip_longest(lite[name], post[name]) if a != b]
    figure(21, f"rows of {len(PAGES)} strange pages that differ between the databases", len(differing), 0, "")
    everything = [item for rows in lite.values() for row in rows for item in row]
    assert not [item for item in everything if UNSTORABLE.search(item)]
    assert sum("меморандум о добыче вольфрама" in item for item in everything) >= len(RUSSIAN_ONES)
    figure(21, "strings compared", len(everything), None, "")


UNBEARABLE = {"NUL": "a\x00b", "half a character": "a\ud800b", "both, and more": f"{RUSSIAN}\x00{STRANGE}\udfff"}


def filled(table: Table, text_: str) -> dict[str, object]:
    """Return a row with the text in every column that takes one, keys of JSON included, and anything in the others."""
    checks = " ".join(str(check.sqltext) for check in table.constraints if isinstance(check, CheckConstraint))
    anything = {dt.datetime: NOW, dt.date: NOW.date(), bytes: b"x", bool: True, int: 1, float: 1.0}
    row: dict[str, object] = {}
    for column in table.columns:
        allowed = re.search(rf"\b{column.name} IN \('(\w+)'", checks)
        if allowed:
            row[column.name] = allowed[1]
        elif isinstance(column.type, Clean):
            row[column.name] = text_
        elif isinstance(column.type, CleanJSON):
            row[column.name] = [{text_: [text_, {"a": text_}]}]
        elif not isinstance(column.type, Instant):
            row[column.name] = anything[column.type.python_type]
        else:
            row[column.name] = NOW
    return row


def kept(engine: Engine, table: Table, text_: str) -> dict[str, object]:
    """Store a row of the table, whatever it refers to, and return it as it is read."""
    lite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        connection.execute(text("PRAGMA defer_foreign_keys = ON" if lite else "SET session_replication_role = replica"))
        connection.execute(table.delete())
        connection.execute(table.insert().values(filled(table, text_)))
        (row,) = connection.execute(table.select()).mappings().all()
        connection.rollback()
        return dict(row)


TABLES = {table.name: table for table in Base.metadata.sorted_tables}
TEXTS = sum(isinstance(column.type, Clean | CleanJSON) for table in TABLES.values() for column in table.columns)


@pytest.mark.parametrize("what", UNBEARABLE)
def test_every_column_of_every_table_stores_the_same_in_both_databases(
    both: list[tuple[Engine, str]], figure: Figure, what: str
) -> None:
    bearable = clean(UNBEARABLE[what])
    assert bearable.startswith(("ab", RUSSIAN))
    for table in TABLES.values():
        lite, post = (kept(engine, table, UNBEARABLE[what]) for engine, _ in both)
        assert lite == post
        wanted = filled(table, bearable)
        assert {name: value for name, value in lite.items() if isinstance(value, str | list)} == {
            name: value for name, value in wanted.items() if isinstance(value, str | list)
        }
    figure(21, f"columns of text and of JSON that took {what}", TEXTS, None, "")


@pytest.mark.parametrize("what", UNBEARABLE)
def test_without_the_door_a_text_is_not_stored_or_not_alike(
    both: list[tuple[Engine, str]], figure: Figure, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(columns, "clean", lambda value: value)
    monkeypatch.setattr(columns, "clean_tree", lambda value: value)
    harmed = 0
    for table in TABLES.values():
        with_text = any(isinstance(column.type, Clean | CleanJSON) for column in table.columns)
        try:
            lite, post = (kept(engine, table, UNBEARABLE[what]) for engine, _ in both)
        except IntegrityError:  # the row was at fault, not its text
            raise
        except (StatementError, UnicodeEncodeError, ValueError):
            harmed += 1
        else:
            harmed += lite != post
            assert not with_text or lite != post, table.name
    figure(21, f"control: tables that do not take {what} without the door", harmed, None, "")
    assert harmed


AS_IT_SAYS = """
import crawler.lists.feeds
crawler.lists.feeds.decode = lambda body, charset: body.decode(charset or 'utf-8', 'replace')
"""


@pytest.mark.parametrize("prelude", ["", AS_IT_SAYS], ids=["guarded", "control"])
def test_a_feed_in_windows_1251_that_does_not_say_so_is_stored_as_it_was_meant(
    site: Site, attacked: Attacked, both: list[tuple[Engine, str]], prelude: str
) -> None:
    title = RUSSIAN.strip()
    item = f"<item><title>{title}</title><link>{site.article('/a')}</link></item>"
    body = f'<rss version="2.0"><channel><title>Новости</title>{item}</channel></rss>'.encode("cp1251")
    attacked.crawl.source("outlet", feeds=[site.put("/rss", body, "application/rss+xml")])
    stored = []
    for engine, address in both:
        attacked.crawl.environment["KONCHI_DATABASE"] = address
        attacked.run(prelude)
        with engine.connect() as connection:
            stored += [hints["title"] for (hints,) in connection.execute(select(Page.hints))]
    assert (stored == [title, title]) == (not prelude)
