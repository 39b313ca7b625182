"""The newsstand's clock: a moment that stands still until it is moved, or the system's own time."""

import datetime as dt


class Clock:
    """Tells every outlet what time it is; what is published later does not exist yet."""

    def __init__(self, now: dt.datetime | str | None = None) -> None:
        self._now: dt.datetime | None = None
        if now is not None:
            self.set(now)

    def now(self) -> dt.datetime:
        """Return the moment, aware; without one that was set, the system's."""
        return self._now or dt.datetime.now(dt.UTC)

    def set(self, now: dt.datetime | str) -> None:
        """Stop the clock at a moment, forwards or backwards."""
        try:
            moment = dt.datetime.fromisoformat(now) if isinstance(now, str) else now
        except ValueError as error:
            raise ValueError(f"the newsstand's clock reads moments like 2025-08-24T09:00+05:00, not {now}") from error
        if moment.tzinfo is None:
            raise ValueError(f"the newsstand's clock needs an offset, as in 2025-08-24T09:00+05:00, not {now}")
        self._now = moment

    def forward(self, step: dt.timedelta) -> None:
        """Move the clock by a span of time and let it stand there."""
        self.set(self.now() + step)
