"""The name of a setting comes in; the whole number it is set to goes out."""

import os


class InvalidNumber(Exception):
    """A setting is no such number; the message names it, and says what may be given."""


def whole(setting: str, usual: int, unit: str, *, least: int = 1, most: int = 100_000, hint: str = "") -> int:
    """Return what the environment variable ``setting`` says, a number of ``unit``, or the usual. Raises InvalidNumber.

    Written in ASCII digits, from ``least`` to ``most``; ``hint`` is said behind the example where it is refused.
    """
    wish = os.environ.get(setting) or str(usual)
    if not (wish.isascii() and wish.isdigit() and len(wish) <= len(str(most)) and least <= int(wish) <= most):
        raise InvalidNumber(f"{setting}={wish[:40]!r} is no number of {unit}; give e.g. {usual}{hint}")
    return int(wish)
