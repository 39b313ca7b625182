"""What time it is: the machine's own time, or one that a simulation has set; moments are aware and in UTC."""

import datetime as dt

_ahead = dt.timedelta()


def now() -> dt.datetime:
    """Return the moment, in UTC."""
    return dt.datetime.now(dt.UTC) + _ahead


def set_clock(moment: dt.datetime | None) -> None:
    """Let it be that moment now, and time run on from there; None goes back to the machine's own time."""
    global _ahead  # noqa: PLW0603 - there is one time in a process
    _ahead = moment - dt.datetime.now(dt.UTC) if moment else dt.timedelta()
