"""Labelled articles and what was predicted of them come in; their figures go out, for all together and per language."""

import collections
import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

SCORER = Path(__file__).parent / "gold" / "score.py"
COLUMNS = {
    "relevance P": "relevance.precision",
    "R": "relevance.recall",
    "minerals": "minerals.f1",
    "parties": "parties.f1",
    "countries": "countries.f1",
    "values P": "value.precision",
    "R ": "value.recall",
    "type": "deal_type_accuracy",
    "stage": "stage_accuracy",
    "date": "event_date_accuracy",
    "deals": "deals_b_cubed.f1",
}
Figures = dict[str, Any]


def scorer() -> Any:  # noqa: ANN401 - a script that is no package
    """Load the scorer that came with the labelled articles."""
    spec = importlib.util.spec_from_file_location("gold_score", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figure(figures: Figures, name: str) -> float:
    """Return one figure by its name, ``minerals.f1`` for one."""
    field, _, part = name.partition(".")
    return float(figures[field][part] if part else figures[field])


def by_language(
    gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]], names: Mapping[str, set[str]]
) -> Iterator[tuple[str, int, Figures]]:
    """Yield the figures of all articles, then of each language, with how many articles report a deal."""
    score = scorer().score
    groups: dict[str, list[Mapping[str, Any]]] = collections.defaultdict(list)
    for row in gold:
        groups[row["lang"]].append(row)
    for lang, rows in [("all", list(gold)), *sorted(groups.items(), key=lambda item: -len(item[1]))]:
        if relevant := sum(row["relevant"] for row in rows):
            yield lang, relevant, score(rows, predicted, names)[0]


def read(paths: Sequence[Path | str]) -> tuple[list[dict[str, Any]], dict[str, set[str]]]:
    """Read labelled articles, and the names of the parties from the files beside them."""
    score = scorer()
    names: dict[str, set[str]] = collections.defaultdict(set)
    for path in paths:
        for row in score.read(str(path).replace(".articles.", ".parties.")):
            names[row["party"]] |= {score.plain(name) for name in row["names"]}
    return [row for path in paths for row in score.read(path)], names


def show(gold: Sequence[Path | str], predictions: Path) -> None:
    """Print a line for all and one for each language; a dash stands where no article of a language has such a fact."""
    rows, names = read(gold)
    dated = {"all", *(row["lang"] for row in rows if row["event_date"])}
    print(f"\n{'':8} {'deals in':>8} " + " ".join(f"{column:>11}" for column in COLUMNS))
    for lang, relevant, figures in by_language(rows, scorer().read(predictions), names):
        undated = {} if lang in dated else {"event_date_accuracy": {"n": 0}}
        cells = (_cell(figures | undated, name) for name in COLUMNS.values())
        print(f"{lang:8} {relevant:>8} " + " ".join(f"{cell:>11}" for cell in cells))


def _cell(figures: Figures, name: str) -> str:
    counted = figures[name.partition(".")[0]]
    empty = isinstance(counted, dict) and not counted["n"]
    return "-" if empty else f"{figure(figures, name):.3f}"
