"""Promise 16: one event is one item however many tell it, an old one is no alert, and an empty day is proved."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from sqlalchemy import func, select

from alerts.deliver import preview, send_due
from pipeline.models import Article, Deal
from pipeline.process import process
from tests.alerts.newsroom import Newsroom
from tests.alerts.postbox import postbox
from tests.alerts.test_deliver import READER, subscribe
from tests.figures import Figure
from tests.pipeline.test_process import page

TOLD = tomllib.loads((Path(__file__).parent / "stories.toml").read_text(encoding="utf-8"))["story"]
SHAPE = """<!doctype html><html lang="{lang}"><head><title>{title}</title><meta property="og:title" content="{title}">
<meta property="article:published_time" content="2026-11-22T1{hour}:00:00+05:00"></head><body><article><h1>{title}</h1>
<p>{text}</p></article></body></html>"""


def test_one_event_in_six_outlets_and_four_languages_is_one_item(
    newsroom: Newsroom, home: Path, figure: Figure
) -> None:
    subscribe(home)
    with newsroom.session() as opened:
        for number, told in enumerate(TOLD):
            body = SHAPE.format(**told | {"text": f"{told['text']}</p><p>{told['text']}", "hour": number})
            outlet = told["outlet"]
            address = f"https://{outlet}.example/news/{number}"
            opened.add(page(number, body, source=outlet, address=address, requested=address, fetched_at=newsroom.noon))
    process(newsroom.engine)
    with newsroom.session() as opened:
        languages = set(opened.scalars(select(Article.lang)))
        deals = opened.scalar(select(func.count(Deal.id)))
    assert languages == {told["lang"] for told in TOLD}
    page_html = preview(newsroom.engine, READER).html
    items = page_html.count('class="heading"')
    figure(16, f"items of one event in six outlets, four languages, {newsroom.engine.dialect.name}", items, 1, "")
    assert (items, deals) == (1, 1)


def test_an_old_article_with_a_new_date_alerts_nobody(
    newsroom: Newsroom, home: Path, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    subscribe(home, f'address = "{READER}"\nfrequency = "at once"\nat = "23:00"')
    deal = newsroom.deal(bare=True)
    report = newsroom.report(deal, newsroom.article())  # read and dated yesterday
    newsroom.event(deal, "stage", report_id=report.id, happened_on=(newsroom.now - dt.timedelta(days=300)).date())
    with postbox() as box:
        monkeypatch.setenv("KONCHI_SMTP", box.address)
        send_due(newsroom.engine, newsroom.now)
    figure(
        16,
        f"alerts of a step of last year that is dated anew, {newsroom.engine.dialect.name}",
        len(box.received),
        0,
        "",
    )


def test_an_empty_day_names_what_was_read_and_who_is_silent(newsroom: Newsroom, home: Path, figure: Figure) -> None:
    subscribe(home)
    newsroom.run("kun_uz")
    newsroom.article(relevant=False)
    newsroom.source("quiet", title="Xabar.uz", verdict="silent", probability=0.0002)
    said = preview(newsroom.engine, READER).text
    missing = [words for words in ("Xabar.uz", "silent", "1 of 1") if words not in said]
    figure(
        16,
        f"not said on an empty day {missing or ''}".rstrip() + f", {newsroom.engine.dialect.name}",
        len(missing),
        0,
        "",
    )
