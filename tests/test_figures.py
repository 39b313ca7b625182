"""The table of promises: what is missing or beyond its limit is said, and ends the run with an error."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.figures import PROMISES

ROOT = Path(__file__).parent.parent
CONFTEST = (
    "from tests.figures import figure, pytest_addoption, pytest_collection_modifyitems, "
    "pytest_sessionfinish, pytest_terminal_summary\n"
)
TEST = """
import pytest

@pytest.mark.parametrize("promise", [{promises}])
def test_it(figure, promise):
    figure(promise, "an attack", {value}, 1, "s")

def test_of_nothing():
    pass
"""


@pytest.mark.parametrize(
    ("promises", "value", "code", "said"),
    [
        (list(PROMISES), 1, 0, "29 of 29 promises have a figure"),
        ([n for n in PROMISES if n != 16], 1, 1, "16 one event            missing"),
        (list(PROMISES), 2, 1, "0 of 29 promises"),
    ],
)
def test_a_promise_without_a_figure_that_held_ends_the_run_with_an_error(
    tmp_path: Path, promises: list[int], value: int, code: int, said: str
) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = promise: one\naddopts = -p no:cacheprovider\n")
    (tmp_path / "test_it.py").write_text(TEST.format(promises=", ".join(map(str, promises)), value=value))
    command = [sys.executable, "-m", "pytest", "-q", "-m", "promise", "--promises", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stdout
    assert "1 deselected" in done.stdout
