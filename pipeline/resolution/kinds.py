"""The kind of a source comes in; what it means for what the source says goes out."""

DISCOVERY = "discovery"  # finds articles at many hosts, each of which speaks for itself
UNTOLD = "newspaper"  # of a source that does not say its kind
TRUST = {  # the kinds there are: officials are believed before agencies before others before what is run again
    **dict.fromkeys(("company", "government", "lender"), 3),
    "agency": 2,
    **dict.fromkeys(("broadcaster", "business-press", "magazine", UNTOLD, "think-tank", "trade-press", DISCOVERY), 1),
    "republisher": 0,
}


def rank(kind: str | None, *, again: bool) -> int:
    """Return how far a report is believed, by the kind of its source; one that is run again, last."""
    return 0 if again else TRUST.get(kind or UNTOLD, TRUST[UNTOLD])
