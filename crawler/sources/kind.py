"""The kind of a source: what TOML gave comes in, a kind that there is goes out, or Wrong with all that there are."""

from crawler.sources.values import Wrong, line
from pipeline.resolution.kinds import TRUST


def kind(value: object) -> str:
    """Return a kind that is known: how far a source is believed hangs on it."""
    if line(value) not in TRUST:
        raise Wrong(f"write one of {', '.join(sorted(TRUST))}, not {value!r}")
    return line(value)
