"""Labelled articles come in; how many of their parties are found without the lexicon's help goes out, by language."""

import collections
import datetime as dt
import importlib.util
import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.lexicon import lexicon
from pipeline.tag import tag
from pipeline.tagging.spellings import matcher
from pipeline.understanding.steps import steps

FOLDS = 5
SEED = 1
Names = dict[str, set[str]]


@dataclass
class Found:
    """How many parties are found: those whose terms are taken away, and all of the articles that name them."""

    taken_away: dict[str, collections.Counter[bool]] = field(
        default_factory=lambda: collections.defaultdict(collections.Counter)
    )
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def recall(self) -> float:
        """The share that is found of the parties whose terms are taken away."""
        hits = sum(counts[True] for counts in self.taken_away.values())
        return hits / sum(counts.total() for counts in self.taken_away.values())

    @property
    def precision(self) -> float:
        """The share that is right of all the parties named in those articles."""
        return self.right / (self.right + self.wrong)


def scorer() -> Any:  # noqa: ANN401 - a script that is no package
    """Load the scorer that comes with the labelled articles."""
    spec = importlib.util.spec_from_file_location("gold_score", Path(__file__).parent / "gold" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def unlisted(paths: Sequence[str], folds: int = FOLDS, seed: int = SEED) -> Found:
    """Take the bodies of the articles out of the lexicon, a share of them at a time, and look for them all the same."""
    score = scorer()
    articles = [article for path in paths for article in score.read(path) if article["relevant"]]
    names: Names = collections.defaultdict(set)
    for path in paths:
        for row in score.read(path.replace(".articles.", ".parties.")):
            names[row["party"]] |= {score.plain(name) for name in row["names"]}
    bodies = sorted({party for article in articles for party in article["parties"] if not _is_state(party)})
    random.Random(seed).shuffle(bodies)  # noqa: S311 - a draw that can be repeated
    found = Found()
    for number in range(folds):
        share = set(bodies[number::folds])
        with _without(share, names, score):
            for article in articles:
                if share & set(article["parties"]):
                    _look(article, share, names, score, found)
    return found


def _is_state(party: str) -> bool:
    return party.endswith("-gov") or party == "eu"


@contextmanager
def _without(bodies: set[str], names: Names, score: Any) -> Iterator[None]:  # noqa: ANN401 - the scorer
    """Read with a lexicon that holds none of these bodies, by whatever name."""
    terms, gone = lexicon().terms, {name for body in bodies for name in names[body]}
    whole = dict(terms)
    for term in whole.values():
        called = {score.plain(name.text) for name in term.spellings}
        if term.kind == "organisation" and (term.id in bodies or called & gone):
            del terms[term.id]
    matcher.cache_clear()
    try:
        yield
    finally:
        terms.clear()
        terms.update(whole)
        matcher.cache_clear()


def _look(article: dict[str, Any], share: set[str], names: Names, score: Any, found: Found) -> None:  # noqa: ANN401
    hit, wrong, missed = score.party_match(parties(article), article["parties"], names)
    found.right, found.wrong, found.missed = found.right + hit, found.wrong + len(wrong), found.missed + len(missed)
    for party in share & set(article["parties"]):
        found.taken_away[article["lang"]][party not in missed] += 1


def parties(article: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parties of what an article reports as its news, each with the names it is read from."""
    document = "\n".join([article["title"], "", *article["paragraphs"]])
    reported = steps(
        document, article["lang"], tag(document, article["lang"]), dt.datetime.fromisoformat(article["published"])
    )
    named: dict[str, list[str]] = collections.defaultdict(list)
    for fact in (fact for step in reported if step.role == "primary" for fact in step.parties):
        named[fact.value].append(document[fact.start : fact.end])
    return [{"id": party, "names": surfaces} for party, surfaces in named.items()]


def main(paths: list[str]) -> None:
    """Print the figures."""
    found = unlisted(paths)
    files = ", ".join(Path(path).name for path in paths)
    print(f"{FOLDS} shares of the bodies of {files}, each taken out of the lexicon")
    for lang, counts in sorted(found.taken_away.items()):
        print(f"  {lang:8} {counts[True]:>4} of {counts.total():>4} found")
    recall = found.right / (found.right + found.missed)
    print(f"recall of the parties taken out  {found.recall:.3f}")
    print(f"all parties of these articles    P {found.precision:.3f}  R {recall:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
