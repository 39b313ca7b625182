"""A table of commands and their modules comes in; a command that imports the one which is called goes out."""

import importlib
from collections.abc import Mapping
from typing import Any

import click


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
            import difflib  # noqa: PLC0415 - only after a mistake

            near = difflib.get_close_matches(cmd_name, self.modules, 1)
            ctx.fail(f"no command {cmd_name!r}" + (f"; did you mean {near[0]!r}?" if near else "; see konchi --help"))
        command: click.Command = getattr(importlib.import_module(self.modules[cmd_name]), cmd_name)
        return command

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
