"""A moment comes in, the date goes out as an outlet writes it on the page (outlet-quirks.md, 3.3)."""

import datetime as dt
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

WORDS: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def words(lang: str) -> dict[str, Any]:
    """Return the interface words of a language; English ones for a language without its own."""
    return WORDS.get(lang, WORDS["en"])


def long(moment: dt.datetime, lang: str) -> str:
    """Return ``10 апреля 2025``, ``2024-yil 16-sentabr``, ``April 10, 2025`` ..."""
    said = words(lang)
    return str(said["date"]).format(day=moment.day, month=said["months"][moment.month - 1], year=moment.year)


def _relative(moment: dt.datetime, now: dt.datetime, lang: str) -> str:
    said, days = words(lang), (now.astimezone(moment.tzinfo).date() - moment.date()).days
    day = {0: said["today"], 1: said["yesterday"]}.get(days) or long(moment, lang)
    return f"{day}, {moment:%H:%M}"


def _clock_or_slash(moment: dt.datetime, now: dt.datetime, _: str) -> str:
    same_day = now.astimezone(moment.tzinfo).date() == moment.date()
    return f"{moment:%H:%M}" if same_day else f"{moment:%H:%M / %d.%m.%Y}"


def _without_year(moment: dt.datetime, now: dt.datetime, lang: str) -> str:
    said = words(lang)
    if now.astimezone(moment.tzinfo).date() == moment.date():
        return f"{said['today']} {moment:%H:%M}"
    return f"{moment.day}-{said['months'][moment.month - 1]}, {moment:%H:%M}"


def _nominative(moment: dt.datetime, _: dt.datetime, lang: str) -> str:
    said = words(lang)
    return f"{moment.day} {said.get('nominative', said['months'])[moment.month - 1]} {moment.year}"


def _comma_year(moment: dt.datetime, _: dt.datetime, lang: str) -> str:
    return f"{moment:%d} {words(lang)['months'][moment.month - 1]}, {moment.year}"


def _two(moment: dt.datetime, _: dt.datetime, __: str) -> str:
    updated = moment + dt.timedelta(hours=26, minutes=7)
    return f"{moment:%d.%m.%Y %H:%M} - {updated:%d.%m.%Y %H:%M}"


FORMS: dict[str, Callable[[dt.datetime, dt.datetime, str], str]] = {
    "relative": _relative,
    "clock-or-slash": _clock_or_slash,
    "without-year": _without_year,
    "nominative": _nominative,
    "comma-year": _comma_year,
    "published-updated": _two,
    "long": lambda moment, _, lang: f"{long(moment, lang)} {moment:%H:%M}",
    "long-day": lambda moment, _, lang: long(moment, lang),
    "slashes": lambda moment, _, __: f"{moment:%d/%m/%Y}",
    "dots": lambda moment, _, __: f"{moment:%d.%m.%Y}",
    "dots-time": lambda moment, _, __: f"{moment:%d.%m.%Y %H:%M}",
    "iso": lambda moment, _, __: f"{moment:%Y-%m-%d %H:%M}",
    "none": lambda _, __, ___: "",
}


def visible(form: str, moment: dt.datetime, now: dt.datetime, lang: str) -> str:
    """Return the date as a page of this form shows it at that time."""
    return FORMS[form](moment, now, lang)
