"""The shape of the house: every module mirrors a test, every setting and command is documented, files stay small."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler import COMMANDS

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    path.relative_to(ROOT)
    for folder in ("crawler", "pipeline", "alerts")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts and path.read_text().count("\n") > 3
)
README = (ROOT / "README.md").read_text()
SOURCES = [path for folder in ("crawler", "pipeline", "alerts") for path in (ROOT / folder).rglob("*.py")]


def mirror(module: Path) -> Path:
    """Return where the tests of a module stand."""
    if module.name == "__init__.py":
        return ROOT / "tests" / module.parent / f"test_{module.parent.name}.py"
    return ROOT / "tests" / module.parent / f"test_{module.stem}.py"


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_every_module_mirrors_a_test(module: Path) -> None:
    assert mirror(module).exists(), f"{module} has no {mirror(module).relative_to(ROOT)}"


@pytest.mark.parametrize("module", [*MODULES, Path("scheduler.py")], ids=str)
def test_no_module_is_longer_than_300_lines(module: Path) -> None:
    assert (ROOT / module).read_text().count("\n") <= 300


ALPHABETS = (
    "alerts/cyrillic.py",
    "pipeline/words/fold.py",
    "pipeline/tagging/name_words.py",
)  # whose letters stand side by side and are no word


@pytest.mark.parametrize("module", [module for module in MODULES if str(module) not in ALPHABETS], ids=str)
def test_words_stand_in_tables_and_not_in_code(module: Path) -> None:
    tree = ast.parse((ROOT / module).read_text())
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    told = {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}  # docstrings
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told]
    letters = [re.sub(r"\[[^]]*\]", "", text.value) for text in texts if isinstance(text.value, str)]
    words = [word for text in letters for word in re.findall(r"[^\W\d_A-Za-z]{3,}", text)]
    assert not words, f"{module}: put {words} into the table beside it (CONTRIBUTING.md, Style)"


def test_migrations_stand_in_one_line_each_after_the_one_before() -> None:
    files = sorted((ROOT / "pipeline" / "migrations" / "versions").glob("*.py"))
    found = [re.findall(r'^(?:down_)?revision = "?([^"\n]+)"?$', path.read_text(), re.MULTILINE) for path in files]
    assert found == [
        [path.stem, before] for path, before in zip(files, ["None", *(p.stem for p in files)], strict=False)
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"konchi {command}" in README


def test_every_setting_is_documented_and_no_other() -> None:
    read = {
        name for path in [*SOURCES, ROOT / "scheduler.py"] for name in re.findall(r"KONCHI_[A-Z_]+", path.read_text())
    }
    documented = set(re.findall(r"^\| `(KONCHI_[A-Z_]+)`", README, re.MULTILINE))
    assert read == documented


def test_every_target_of_the_makefile_that_readme_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", README)) <= targets


def test_the_import_rules_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],  # others at work here write it meanwhile
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
