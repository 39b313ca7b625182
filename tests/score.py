"""The score: labelled articles come in, are crawled and processed from an empty database; their figures go out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.by_language import show
from tests.newsstand import Newsstand

ROOT = Path(__file__).parent.parent
HOME = ROOT / ".score" / "home"  # beside it the benchmarks keep a peer


def main(gold: list[str]) -> int:
    """Crawl a newsstand of the gold files from an empty database and print the figures; return an exit code."""
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    with Newsstand(gold) as stand:
        stand.catalogue(HOME / "sources")
        os.environ |= {
            "KONCHI_HOME": str(HOME),
            "KONCHI_DATABASE": f"sqlite:///{HOME / 'konchi.db'}",
            "KONCHI_SOURCES": str(HOME / "sources"),
            "KONCHI_ALLOW_HOSTS": stand.allow_hosts,
            "KONCHI_OLDEST": "36500",  # days: the labelled articles are of many years
        }
        konchi("crawl")
    konchi("process")
    with (HOME / "predictions.jsonl").open("wb") as predictions:
        konchi("export", "articles", stdout=predictions.fileno())
    scorer = [sys.executable, str(ROOT / "tests" / "gold" / "score.py"), str(HOME / "predictions.jsonl"), *gold]
    done = subprocess.run([*scorer, "--errors", os.environ.get("ERRORS", "0")], check=False)
    show(gold, HOME / "predictions.jsonl")
    return done.returncode


def konchi(*arguments: str, stdout: int | None = None) -> None:
    """Run a konchi command as a user would."""
    subprocess.run([sys.executable, "-m", "scheduler", *arguments], cwd=ROOT, check=True, stdout=stdout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
