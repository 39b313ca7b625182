"""What a reader asks of the service comes in; the subscriptions change by it, and a page says so."""

import datetime as dt
import email
import email.policy
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, select
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from alerts.board.pages import page
from alerts.channels import BadAddress, UnknownChannel, normal
from alerts.links import CONFIRM, base, sealed
from alerts.rendering.message import Message
from alerts.sending.enclose import enclose
from alerts.sending.outbox import put, withdraw
from alerts.signup import AlreadySubscribed, NotSubscribed, change, subscribe, unsubscribe
from alerts.subscriptions import InvalidSubscription, Subscription, load
from alerts.wording import languages, wording
from pipeline import clock
from pipeline.db import session
from pipeline.ledger import Delivery
from pipeline.text import one_line

PAUSE = dt.timedelta(days=14)
KIND = "confirm"
Form = Mapping[str, list[str]]


def known(parts: Sequence[str]) -> dict[str, Any]:
    """Return what a page says of the reader a link was made for: address, language, and whether it is subscribed.

    ``parts`` are the link's: the address, and the language that a wish to be subscribed named.
    """
    address = parts[0]
    reader = next((reader for reader in load() if reader.address == address), None)
    return {
        "address": one_line(address.removeprefix("mailto:")),
        "language": reader.language if reader else (parts[1] if len(parts) > 1 else "en"),
        "subscribed": reader is not None,
    }


def leave(engine: Engine, parts: list[str], form: Form) -> Response:
    """End the reader's subscription, or let it rest for two weeks; to ask twice is harmless."""
    address, facts = parts[0], known(parts)
    try:
        if "pause" in form:
            until = (clock.now() + PAUSE).date()
            change(address, {"paused_until": until.isoformat()})
            return page("paused", until=wording(facts["language"]).date(until), **facts)
        unsubscribe(address)
    except NotSubscribed:
        return page("left", **facts)
    withdraw(engine, address)
    return page("left", **facts)


def wish(engine: Engine, form: Form) -> Response:
    """Send a mail that asks whether its reader wants to be subscribed; the page does not tell who is already."""
    language = form.get("language", ["en"])[0]
    try:
        address = normal(form.get("address", [""])[0])
    except (BadAddress, UnknownChannel) as error:
        raise HTTPException(400, one_line(str(error))) from error
    if not address.startswith("mailto:") or language not in languages():
        raise HTTPException(400, "Write an email address, and choose one of the languages.")
    if all(reader.address != address for reader in load()):
        _ask(engine, address, language)
    return page("asked", language=language, address=one_line(address.removeprefix("mailto:")))


def _ask(engine: Engine, address: str, language: str) -> None:
    """Put the mail that asks into the outbox, once a day for an address, whoever wishes it."""
    words, now = wording(language), clock.now()
    link = f"{base() or ''}/c/{sealed(CONFIRM, address, language)}"
    text = f"{words.say('confirm_mail')}\n\n{link}\n\n{words.say('confirm_else')}\n"
    html = page("mail", language=language, link=link).body
    message = Message(words.say("confirm_subject"), text, bytes(html).decode())
    delivery = enclose(message, Subscription(address, language=language), KIND, now.date().isoformat(), now)
    with session(engine) as opened:
        put(opened, delivery, ())


def confirm(engine: Engine, parts: list[str], form: Form) -> Response:  # noqa: ARG001 - one form for all that is done
    """Subscribe the reader who followed the link of that mail."""
    address, language = parts
    try:
        subscribe({"address": address, "language": language})
    except AlreadySubscribed:
        pass  # the same button twice
    except InvalidSubscription as error:
        raise HTTPException(503, "The list of readers cannot be changed now; try again later.") from error
    return page("welcome", **known(parts))


def view(engine: Engine, parts: list[str]) -> Response:
    """Return the page of a message as it was sent; of one that was sent long ago the bytes are kept no longer."""
    address, kind, slot = parts
    query = select(Delivery.body).where(Delivery.address == address, Delivery.kind == kind, Delivery.slot == slot)
    with session(engine) as opened:
        body = opened.scalar(query)
    if body == b"":
        raise HTTPException(410, "This message was sent long ago and is no longer kept; the mail itself is whole.")
    html = email.message_from_bytes(body or b"", policy=email.policy.default).get_body(("html",))
    if html is None:
        raise HTTPException(404, "There is no such message here.")
    return HTMLResponse(html.get_content())
