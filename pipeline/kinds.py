"""The kind of a source comes in; what it means for what the source says goes out."""

DISCOVERY = "discovery"  # finds articles at many hosts, each of which speaks for itself
OFFICIAL = frozenset({"government", "state", "company", "lender", "regulator", "exchange"})
AGENCIES = frozenset({"agency", "newswire"})
REPUBLISHER = "republisher"


def rank(kind: str | None, *, again: bool) -> int:
    """Return how far a report is believed: officials before agencies before others; one that is run again, last."""
    if again or kind == REPUBLISHER:
        return 0
    return 3 if kind in OFFICIAL else 2 if kind in AGENCIES else 1
