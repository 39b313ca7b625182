"""A command is imported when it is called, and no other; what is foreseen to go wrong is one sentence."""

import sys

import click
import pytest
from click.testing import CliRunner

from pipeline.commands import Commands
from scheduler import COMMANDS

TABLE = {
    "status": "pipeline.cli",
    "backup": "pipeline.maintenance.keeping_cli",
    "deals": "pipeline.deals_cli",
    "gone": "pipeline.no_such_module",
}


@pytest.fixture
def group() -> click.Group:
    """Give a group of four commands, the last of which cannot be imported."""
    return Commands(name="konchi", modules=TABLE)


def test_commands_are_named_in_the_order_of_the_table_and_imported_when_called(
    group: click.Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert group.list_commands(click.Context(group)) == list(TABLE)
    monkeypatch.delitem(sys.modules, "pipeline.maintenance.keeping_cli", raising=False)
    assert CliRunner().invoke(group, ["status", "--help"]).exit_code == 0
    assert "pipeline.maintenance.keeping_cli" not in sys.modules
    assert CliRunner().invoke(group, ["backup", "--help"]).exit_code == 0
    assert "pipeline.maintenance.keeping_cli" in sys.modules


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("stauts", "did you mean 'status'?"),
        ("show", "did you mean 'deals show'?"),
        ("qqqq", "no command 'qqqq'; there is status, backup, deals, gone"),
    ],
)
def test_a_name_that_is_not_in_the_table_is_refused_with_a_hint(group: click.Group, typed: str, said: str) -> None:
    answer = CliRunner().invoke(group, [typed])
    assert (answer.exit_code, said in answer.output) == (2, True)


def test_help_says_in_whole_sentences_what_commands_do() -> None:
    told = CliRunner().invoke(Commands(name="konchi", modules=COMMANDS), ["--help"]).output
    assert "..." not in told.partition("Commands:")[2]
    assert max(map(len, told.splitlines())) <= 80


def test_what_is_foreseen_is_a_sentence_and_a_mistake_of_ours_a_traceback(
    group: click.Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KONCHI_DATABASE", "mysql://somewhere/else")
    answer = CliRunner().invoke(group, ["status"])
    assert (answer.exit_code, answer.output.startswith("Error: "), answer.output.count("\n")) == (1, True, 1)
    assert isinstance(CliRunner().invoke(group, ["gone"]).exception, ModuleNotFoundError)
