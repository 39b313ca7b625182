"""A stranger who does what README and CONTRIBUTING say, and no more, adds a source and reads its articles."""

import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from crawler.onboarding.cases import FIELDS
from crawler.sources import load_catalogue
from pipeline.resolution.kinds import DISCOVERY, TRUST
from tests.newsstand import Newsstand
from tests.waiting import LONGEST

ROOT = Path(__file__).parents[2]
EXAMPLE = "https://example.uz"
NOW = "2025-08-24T09:00+05:00"
AS_OF = (
    "import datetime as dt, sys; from pipeline.clock import set_clock; "
    "set_clock(dt.datetime.fromisoformat(sys.argv.pop(1))); from scheduler import main; main()"
)


def fenced(file: str, heading: str, language: str) -> str:
    """Return the first block of a language below a heading of a document."""
    below = (ROOT / file).read_text("utf-8").partition(f" {heading}\n")[2]
    found = re.search(rf"```{language}\n(.*?)```", below, re.DOTALL)
    assert found, f"{file} shows nothing in {language} below {heading}"
    return found[1]


@pytest.fixture
def mine(newsstand: Newsstand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001 - it is open
    """Give an empty catalogue of one's own."""
    folder = tmp_path / "mine"
    folder.mkdir()
    monkeypatch.setenv("KONCHI_SOURCES", str(folder))
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path / "home"))
    return folder


def konchi(*arguments: str) -> str:
    """Run a konchi command on the street's day and return what it said."""
    return ran(sys.executable, "-c", AS_OF, NOW, *arguments)


def ran(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def meant(text: str, instead: Mapping[str, str]) -> str:
    for example, own in instead.items():
        assert example in text
        text = text.replace(example, own)
    return text


def test_the_commands_of_readme_add_a_source_of_one_block_that_passes_its_check(
    newsstand: Newsstand, mine: Path
) -> None:
    home = newsstand.outlet("gazeta-uz").home
    said = []
    for line in fenced("README.md", "Add a source", "sh").splitlines():
        program, *arguments = shlex.split(line, comments=True)
        assert program == "konchi"
        if arguments[:2] == ["sources", "add"]:  # the street's host tells no country, has no name, and may be hurried
            arguments += ["--country", "UZ", "--name", "example_uz", "--delay", "0"]
        said.append(konchi(*(home if word == EXAMPLE else word for word in arguments)))
        if "--write" not in line and "add" in arguments:
            assert list(mine.iterdir()) == []
    assert (mine / "uz.toml").read_text("utf-8").count("[[source]]") == 1
    assert "2 stored, 1 turned away" in said[-1]
    assert "2 articles, of them 1 relevant" in konchi("process")
    chosen = ("-k", "kept_page_is_read and example_uz")
    checked = ran(sys.executable, "-m", "pytest", "-n", "0", "-q", "tests/crawler/onboarding/test_cases.py", *chosen)
    assert f"{len(FIELDS)} passed" in checked


def test_the_block_of_contributing_written_by_hand_is_read(newsstand: Newsstand, mine: Path) -> None:
    home = newsstand.outlet("gazeta-uz").home
    block = fenced("CONTRIBUTING.md", "Add a source", "toml")
    own = {f"{EXAMPLE}/rss": f"{home}/oz/rss/", r"^https://example\.uz/news/\d+": f"^{re.escape(home)}/oz/\\d{{4}}/"}
    (mine / "uz.toml").write_text(meant(block, own), encoding="utf-8")
    (source,) = load_catalogue(mine).values()
    assert (source.name, source.kind, source.languages) == ("example_uz", "newspaper", ("ru", "uz-Latn"))
    commented = block.replace("# kind", "kind").replace("\n# ", "\n")
    assert {line.partition(" =")[0] for line in commented.splitlines()} >= {"identity", "drop", "reprints", "publisher"}
    assert "1 of 1 sources reached" in konchi("crawl", "example_uz", "--limit", "3")


def test_contributing_names_the_kinds_that_the_catalogue_knows() -> None:
    block = fenced("CONTRIBUTING.md", "Add a source", "toml")
    named = set(re.findall(r"[a-z-]+", re.search(r'kind = "newspaper" +# (.*?): how', block, re.DOTALL)[1]))  # type: ignore[index]
    assert named == {*TRUST} - {DISCOVERY}
