"""A table of commands and their modules comes in; a command that imports the one which is called goes out."""

import importlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import click

_WHOLE = 1000  # characters: no first sentence of a command's help is longer


class Day(click.DateTime):
    """A day as an option takes it; what is none is refused with an example."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's
        """Return midnight of that day."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is no day; write e.g. 2026-12-31.", param, ctx)


class Commands(click.Group):
    """A group whose commands stand in a table: name and module, which has a command of that name."""

    def __init__(self, *arguments: Any, modules: Mapping[str, str], **named: Any) -> None:  # noqa: ANN401 - click's
        super().__init__(*arguments, **named)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's interface
        """Name the commands in the order of the table."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command's module when it is called, and no other."""
        if cmd_name not in self.modules:
            ctx.fail(f"no command {cmd_name!r}; {self._hint(cmd_name)}")
        command: click.Command = getattr(importlib.import_module(self.modules[cmd_name]), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say of every command in a whole sentence what it does: cut short, half of them say nothing."""
        said = [(name, self._sentence(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(said)

    def _sentence(self, ctx: click.Context, name: str) -> str:
        command = self.get_command(ctx, name)
        return command.get_short_help_str(_WHOLE) if command else ""

    def _hint(self, typed: str) -> str:
        """Return the nearest command, the group that has one of that name, or all there are."""
        import difflib  # noqa: PLC0415 - only after a mistake

        if near := difflib.get_close_matches(typed, self.modules, 1):
            return f"did you mean {near[0]!r}?"
        for name, module in self.modules.items():
            with suppress(ImportError):  # what cannot be imported has no part in this mistake
                group = getattr(importlib.import_module(module), name)
                if isinstance(group, click.Group) and typed in group.commands:
                    return f"did you mean '{name} {typed}'?"
        return f"there is {', '.join(self.modules)}"

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what the project foresees to go wrong is one sentence, and no traceback."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            from pipeline.foreseen import foreseen  # noqa: PLC0415 - only after a mistake

            sentence = foreseen(error)
            if sentence is None:
                raise
            raise click.ClickException(sentence) from error
