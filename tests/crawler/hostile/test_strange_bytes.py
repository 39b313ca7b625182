"""Promise 21: whatever bytes a page is made of, both databases store the same, and nothing that cannot be stored."""

import re
import uuid
from collections.abc import Iterator
from itertools import zip_longest

import pytest
from sqlalchemy import Engine, create_engine, select, text

from pipeline.db import connect
from pipeline.models import Base, Page
from pipeline.process import process
from tests.crawler.conftest import Crawl, Site
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
    """Return every string in a value of a column."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings(key)
            yield from strings(item)
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
