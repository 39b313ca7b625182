"""What a digest, an alert or a correction becomes before it has an address."""

from dataclasses import dataclass

from alerts.rendering.retelling import Promise, Retold


@dataclass(frozen=True)
class Message:
    """What a reader gets, before it has an address."""

    subject: str
    text: str
    html: str
    unsubscribe: str | None = None  # where one click ends the subscription
    corrections: tuple[Retold, ...] = ()  # these two for channels that have a form of their own
    promises: tuple[Promise, ...] = ()
