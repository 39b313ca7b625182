"""Rows of the tables with the least that each must say, and a database that is to refuse them."""

import datetime as dt

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from pipeline.db import session
from pipeline.models import Article, Deal, Page

NOW = dt.datetime(2025, 4, 10, 9, 0, tzinfo=dt.UTC)


def page(address: str = "https://news.example/1", **fields: object) -> Page:
    return Page(**{"source": "example", "address": address, "requested": address, "fetched_at": NOW, **fields})


def article(**fields: object) -> Article:
    values = {
        "page": page(), "source": "example", "publisher": "Example", "outlet": "Example", "address": "https://a.example/1",
        "title": "Tungsten", "text": "A deal.", "lang": "en", "created_at": NOW, **fields,
    }  # fmt: skip
    return Article(**values)


def deal(**fields: object) -> Deal:
    values = {
        "key": "a-b-2025", "title": "A – B", "deal_type": "framework", "stage": "talks", "first_seen_at": NOW,
        "updated_at": NOW, **fields,
    }  # fmt: skip
    return Deal(**values)


def refused(database: Engine, *rows: object) -> None:
    with pytest.raises(IntegrityError), session(database) as opened:
        opened.add_all(rows)
