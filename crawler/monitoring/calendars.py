"""Which days a country rests for a holiday: a country and two days come in, those between them go out."""

import datetime as dt
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any

from crawler.monitoring.rhythm import DAY, SATURDAY


def days_off(country: str, first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the public holidays of a country from one day to another, and the weekends with one on both sides."""
    known = set(public_holidays(country, first, last))
    saturdays = {day + (SATURDAY - day.weekday()) * DAY for day in known}
    within = {day for day in saturdays if known & {day - DAY, day} and known & {day + DAY, day + 2 * DAY}}
    return sorted(known | within | {day + DAY for day in within})


def public_holidays(country: str, first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the public holidays of a country from one day to another; none of an unknown one."""
    calendar = _calendar(country)
    known = calendar(years=range(first.year, last.year + 1)) if calendar else ()
    return sorted(day for day in known if first <= day <= last)


def _calendar(country: str) -> Any:  # noqa: ANN401 - a class of a module found by its name
    """Return a country's calendar by its own file alone: its package would load 320 modules for it, 12 MB for 4."""
    import holidays  # noqa: PLC0415 - it takes 0.1 s, and is needed once a month
    from holidays.registry import COUNTRIES  # noqa: PLC0415

    module, name = next(((file, of[0]) for file, of in COUNTRIES.items() if country in of[1:]), ("", ""))
    spec = PathFinder.find_spec(module, [str(Path(holidays.__file__).parent / "countries")]) if module else None
    if spec is None or spec.loader is None:
        return None
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return getattr(found, name)
