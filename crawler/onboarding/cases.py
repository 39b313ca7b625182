"""Kept pages: a page comes in, a folder with it and what is read of it goes out, to be read again by a test."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit

from crawler.sources import HERE, catalogue_folder
from pipeline.extract import Extracted, Raw, extract
from pipeline.language import language
from pipeline.words.sentences import sentences

PAGE, EXPECTED = "page.html", "expected.toml"
FIELDS = ("title", "first", "last", "length", "published", "language", "author")
NOTE = 'What is read of page.html; look it over once, and correct what is read wrongly ("" stands for none).'


@dataclass(frozen=True)
class Case:
    """A kept page, and what is expected to be read of it."""

    raw: Raw
    expected: Mapping[str, Any]


def cases_folder() -> Path | None:
    """Return where kept pages stand: beside a catalogue of one's own; of the shipped one in the tests of a checkout."""
    folder = catalogue_folder()
    if folder.resolve() != HERE.resolve():
        return folder / "cases"
    tests = HERE.parents[1] / "tests" / "crawler"
    return tests / "cases" if tests.is_dir() else None


def keep(folder: Path, raw: Raw, article: Extracted) -> None:
    """Keep a page in a folder of its own, with what is read of it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PAGE).write_bytes(raw.body)
    document = tomlkit.document()
    document.add(tomlkit.comment(NOTE))
    facts = {"address": raw.address, "charset": raw.charset or "", "timezone": raw.timezone}
    for key, value in {**facts, "fetched_at": raw.fetched_at.isoformat(timespec="seconds")}.items():
        document.add(key, value)
    document.add(tomlkit.nl())
    document.add("expected", tomlkit.item(fields(article)))
    (folder / EXPECTED).write_text(tomlkit.dumps(document), encoding="utf-8")


def read_case(folder: Path, selectors: Mapping[str, str] | None = None) -> Case:
    """Return the kept page of a folder, to be read with its source's own selectors."""
    told = tomllib.loads((folder / EXPECTED).read_text(encoding="utf-8"))
    moment = dt.datetime.fromisoformat(told["fetched_at"])
    body = (folder / PAGE).read_bytes()
    raw = Raw(body, told["charset"] or None, told["address"], moment, told["timezone"], selectors=selectors or {})
    return Case(raw, told["expected"])


def observed(case: Case) -> dict[str, Any]:
    """Return what is read of a kept page now; raises Unextractable where nothing is."""
    return fields(extract(case.raw))


def fields(article: Extracted) -> dict[str, Any]:
    """Return what is compared of an article, by FIELDS; an empty string stands for none."""
    spans = sentences(article.text)
    published = article.published
    values = (
        article.title,
        article.text[spans[0].start : spans[0].end],
        article.text[spans[-1].start : spans[-1].end],
        len(article.text),
        f"{published.at.isoformat(timespec='minutes')} ({published.precision})" if published else "",
        language(f"{article.title}\n\n{article.text}"),
        article.author or "",
    )
    return dict(zip(FIELDS, values, strict=True))
