"""What a reader asks of the service comes in; the subscriptions change by it, and a page says so."""

import datetime as dt
import email
import email.policy
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, select
from starlette.responses import HTMLResponse, Response

from alerts.board.gate import Gate, TooMany
from alerts.board.pages import Refused, page
from alerts.channels import BadAddress, UnknownChannel, normal, shown
from alerts.links import CONFIRM, base, sealed
from alerts.rendering.message import Message
from alerts.sending.enclose import enclose
from alerts.sending.outbox import put, withdraw
from alerts.signup import AlreadySubscribed, NotSubscribed, change, subscribe, unsubscribe
from alerts.subscriptions import InvalidSubscription, Subscription, load
from alerts.wording import languages, wording
from pipeline import clock
from pipeline.db import reading, session
from pipeline.ledger import Delivery
from pipeline.text import one_line

PAUSE = dt.timedelta(days=14)
KIND = "confirm"
Form = Mapping[str, list[str]]


def known(parts: Sequence[str], language: str) -> dict[str, Any]:
    """Return what a page says of the reader a link was made for: address, language, and whether it is subscribed.

    ``parts`` are the link's: the address, and the language that a wish to be subscribed named; ``language`` is that of
    whoever asks, for a reader of whom none is known.
    """
    address = parts[0]
    reader = next((reader for reader in load() if reader.address == address), None)
    return {
        "address": shown(address).removeprefix("mailto:"),
        "language": reader.language if reader else (parts[1] if len(parts) > 1 else language),
        "subscribed": reader is not None,
    }


def leave(engine: Engine, parts: list[str], form: Form, language: str) -> Response:
    """End the reader's subscription, or let it rest for two weeks; to ask twice is harmless."""
    address, facts = parts[0], known(parts, language)
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


def wish(engine: Engine, gate: Gate, form: Form, language: str) -> Response:
    """Send a mail that asks whether its reader wants to be subscribed; the page does not tell who is already.

    Raises Refused where too many were asked for.
    """
    chosen = form.get("language", [language])[0]
    language = chosen if chosen in languages() else language
    try:
        address = normal(form.get("address", [""])[0])
    except (BadAddress, UnknownChannel) as error:
        raise Refused(400, "page_wrong_wish", language) from error
    if not address.startswith("mailto:") or chosen != language:
        raise Refused(400, "page_wrong_wish", language)
    try:
        passes = gate.passes(address, clock.now())
    except TooMany as error:
        raise Refused(429, "page_wrong_often", language) from error
    if passes and all(reader.address != address for reader in load()):
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


def confirm(engine: Engine, parts: list[str], form: Form, language: str) -> Response:  # noqa: ARG001 - as leave is called
    """Subscribe the reader who followed the link of that mail."""
    address, wished = parts
    try:
        subscribe({"address": address, "language": wished})
    except AlreadySubscribed:
        pass  # the same button twice
    except InvalidSubscription as error:
        raise Refused(503, "page_wrong_list", wished) from error
    return page("welcome", **known(parts, language))


def view(engine: Engine, parts: list[str], language: str) -> Response:
    """Return the page of a message as it was sent; of one that was sent long ago the bytes are kept no longer."""
    address, kind, slot = parts
    query = select(Delivery.body).where(Delivery.address == address, Delivery.kind == kind, Delivery.slot == slot)
    with reading(engine) as opened:
        body = opened.scalar(query)
    if body == b"":
        raise Refused(410, "page_wrong_old", known(parts[:1], language)["language"])
    html = email.message_from_bytes(body or b"", policy=email.policy.default).get_body(("html",))
    if html is None:
        raise Refused(404, "page_wrong_message", known(parts[:1], language)["language"])
    return HTMLResponse(html.get_content())
