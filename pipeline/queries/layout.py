"""Texts and the width of a terminal come in; lines that fit it go out."""

import shutil
import sys
import textwrap
from collections.abc import Mapping
from typing import Any

from pipeline.text import one_line

READABLE = 96  # columns of running text, however wide the terminal is
ENDLESS = 10_000  # columns of what is no terminal: programs read a line as one


def columns() -> int:
    """Return how wide the terminal is; what goes into a file or another program is not wrapped."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else ENDLESS


def hanging(text: str, width: int, indent: int, head: str = "") -> list[str]:
    """Return a text behind its head in lines of that width, all but the first indented; words are not broken."""
    first = f"{head:{indent}}"
    wrapper = textwrap.TextWrapper(width, first, " " * indent, break_long_words=False, break_on_hyphens=False)
    return wrapper.wrap(one_line(text)) or [head]


def summed(value: Mapping[str, Any]) -> str:
    """Return a sum as a terminal shows it: 146,000,000 EUR."""
    return f"{value['amount']:,.2f}".removesuffix(".00") + f" {value['currency']}"
