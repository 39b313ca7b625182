"""The table of weights beside this module comes in; every weight of resolution, checked, goes out."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.words.tables import InvalidTable, check_keys, read_table

FILE = Path(__file__).with_name("resolve.toml")
KEYS = {
    "threshold": "same join familiar near candidates",
    "prior": "state home-state home venture bank foreign unknown",
    "parties": (
        "base most further strangers nobody disjoint disjoint-unknown disjoint-unspelt partners-differ"
        " partner-missing unnamed state-and-company state-and-agency home-differs state-or-company at-another-time"
    ),
    "facts": (
        "country country-differs many-sided mineral mineral-common mineral-differs deposit deposit-differs region"
        " amount amount-differs type type-near type-far membership copy same-article same-article-others bare"
    ),
    "time": (
        "same-day same-day-other-stage overlap near apart apart-per-month apart-most late late-per-month late-most"
        " repeatable season untied progress progress-per-month progress-most backwards backwards-per-month"
        " backwards-most after-end end-days before-birth"
    ),
}


@lru_cache(maxsize=2)
def weights(file: Path = FILE) -> dict[str, Any]:
    """Return the weights by section and name. Raises InvalidTable with the file, the section and the nearest key."""
    table = read_table(file, [*KEYS, "near-types"])
    for section, names in KEYS.items():
        wanted, where = names.split(), f"{file.name} [{section}]"
        check_keys(table[section], wanted, where)
        for name in wanted:
            if isinstance(table[section].get(name), bool) or not isinstance(table[section].get(name), int | float):
                raise InvalidTable(f"{where}: {name} must be a number")
        if section != "threshold":  # some of which are counts
            table[section] = {name: float(table[section][name]) for name in wanted}
    return table
