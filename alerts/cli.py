"""The konchi commands of alerts: words from a terminal come in, subscriptions, previews and sent digests go out."""

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands import Day

if TYPE_CHECKING:
    from alerts.subscriptions import Subscription

_MANY = {"minerals": "--mineral", "parties": "--party", "countries": "--country", "deal_types": "--type"}


def _filters(command: Any) -> Any:  # noqa: ANN401 - a decorator
    for key, option in reversed(_MANY.items()):
        by = "" if key == "deal_types" else ", by its id or its name in any language"
        said = f"Only deals with one of these{by}; may be repeated."
        command = click.option(option, key, multiple=True, help=said)(command)
    return command


@click.command()
@click.argument("address")
@click.option("--name", help="How the digest greets the reader.")
@click.option("--timezone", help="IANA name, e.g. Asia/Tashkent (the default).")
@click.option("--language", help="en (the default), ru, uz or uz-Cyrl.")
@_filters
@click.option("--minimum-stage", help="Only deals that have come so far, e.g. agreement.")
@click.option("--frequency", help="daily (the default), weekly or 'at once'.")
@click.option("--at", help="Local time of the digest, e.g. 08:00 (the default).")
@click.option("--day", help="Weekday of a weekly digest, e.g. monday (the default).")
def subscribe(**wish: Any) -> None:  # noqa: ANN401 - the options above
    """Send digests to ADDRESS: an email address, or a channel's, e.g. maildir:/path; konchi channels lists them."""
    from alerts.channels import shown
    from alerts.rendering.wishes import following
    from alerts.signup import subscribe as add
    from alerts.subscriptions import subscriptions_file
    from alerts.wording import wording

    reader = add({key: value for key, value in wish.items() if value})
    wishes = following(reader, wording("en"))
    _say(f"{shown(reader.address)} is subscribed, {_rhythm(reader)}; see {subscriptions_file()}. {wishes}")


@click.command()
@click.argument("address")
def unsubscribe(address: str) -> None:
    """Send no more digests to ADDRESS, not even those that still wait in the outbox."""
    from alerts.channels import shown
    from alerts.sending.outbox import withdraw
    from alerts.signup import unsubscribe as remove
    from pipeline.db import connect

    reader = remove(address)
    withdrawn = withdraw(connect(), reader)
    _say(f"{shown(reader)} gets no more digests" + (f"; {withdrawn} taken back from the outbox" if withdrawn else ""))


@click.command()
def subscriptions() -> None:
    """List the readers with what they follow and when they hear."""
    from alerts.channels import shown
    from alerts.rendering.wishes import following
    from alerts.sending.suppression import suppressed
    from alerts.subscriptions import load, subscriptions_file
    from alerts.wording import wording
    from pipeline import clock
    from pipeline.db import connect, reading

    readers = load()
    with reading(connect()) as opened:
        gone = suppressed(opened)
    for reader in readers:
        held = " SUPPRESSED, see konchi suppressions." if reader.address in gone else ""
        held += f" PAUSED until {reader.paused_until}." if reader.paused(clock.now()) else ""
        wishes = following(reader, wording("en"))
        _say(f"{shown(reader.address)}  {_rhythm(reader)}, in {reader.language}. {wishes}{held}")
    if not readers:
        _say(f"nobody is subscribed ({subscriptions_file()}); try: konchi subscribe reader@example.org")


@click.command()
@click.argument("address", required=False)
@click.option("--preview", is_flag=True, help="Say that nothing shall be sent; this command never sends.")
@click.option("--text", "form", flag_value="text", default="text", help="Print the plain text (the default).")
@click.option("--html", "form", flag_value="html", help="Write the page into the data folder.")
@click.option("--open", "form", flag_value="open", help="Write the page and open it in a browser.")
@click.option("--since", type=Day(), help="Tell all that was noted since this day, UTC.")
def digest(address: str | None, form: str, since: dt.datetime | None, *, preview: bool) -> None:  # noqa: ARG001
    """Preview the next digest of ADDRESS, or of anybody; nothing is sent, nothing marked as told."""
    from alerts.channels import normal, shown
    from alerts.deliver import preview as compose
    from alerts.subscriptions import load
    from pipeline.db import connect, data_folder
    from pipeline.text import clean

    if address and normal(address) not in {reader.address for reader in load()}:
        stranger = shown(normal(address))
        click.echo(f"{stranger} is not subscribed; this is what who follows every deal would get", err=True)
    message = compose(connect(), address, since.replace(tzinfo=dt.UTC) if since else None)
    if form == "text":
        click.echo(f"Subject: {message.subject}\n\n{clean(message.text)}")
        return
    page = data_folder() / "preview.html"
    page.write_text(message.html, encoding="utf-8")
    _say(str(page))
    if form == "open":
        click.launch(page.as_uri())


@click.command()
@click.option("--now", is_flag=True, help="Send everybody a digest now, whatever the clock says.")
def send(*, now: bool) -> None:
    """Compose the digests that are due and send what waits in the outbox."""
    from alerts.deliver import send_due
    from alerts.subscriptions import load, subscriptions_file
    from pipeline.db import connect

    if not load():
        _say(f"nobody is subscribed ({subscriptions_file()}); try: konchi subscribe reader@example.org")
    counts = send_due(connect(), ignore_clock=now)
    said = [f"{counts[state]} {state}" for state in ("composed", "sent", "deferred", "refused", "failed", "blocked")]
    _say(", ".join(said[:2] + [text for text in said[2:] if not text.startswith("0 ")]))
    if sum(counts.values()) > counts["composed"] + counts["sent"]:
        click.echo("konchi deliveries tells what the servers said", err=True)


@click.command()
@click.argument("address")
@click.option("--until", metavar="DATE", help="The day on which messages begin again, e.g. 2026-12-31.")
def pause(address: str, until: str | None) -> None:
    """Send nothing to ADDRESS until a day, or, without one, send again; what happens meanwhile is told afterwards."""
    from alerts.channels import shown
    from alerts.signup import pause as rest
    from pipeline import clock

    reader = rest(address, until, clock.now())
    _say(f"{shown(reader.address)} " + (f"is paused until {until}" if until else f"hears again, {_rhythm(reader)}"))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(1, 65535), default=8600, show_default=True, help="At which port.")
@click.option("--signup", is_flag=True, help="Let readers subscribe themselves, confirmed by a mail to them.")
def serve(host: str, port: int, *, signup: bool) -> None:
    """Serve the readers' pages: unsubscribe by a click, messages in a browser, feeds, health and metrics."""
    from alerts.board.app import app
    from alerts.board.listening import listen
    from alerts.links import base
    from pipeline.db import connect

    if base() is None:
        click.echo("KONCHI_URL is not set: mails will not link here", err=True)
    listen(app(connect(), signup=signup), host, port, lambda: _say(f"listening on http://{host}:{port}/"))


@click.command()
@click.argument("what", type=click.Choice(["test"]), required=False)
@click.argument("address", required=False)
@click.option("--language", default="en", help="en (the default), ru, uz or uz-Cyrl.")
def channels(what: str | None, address: str | None, language: str) -> None:
    """List the channels; with "test ADDRESS", prove one by a message that goes out now."""
    from alerts.channels import channels as schemes
    from alerts.sending.trial import trial
    from pipeline import clock
    from pipeline.db import connect

    if what is None:
        _say(f"{', '.join(schemes())}; try: konchi channels test maildir:/tmp/konchi")
        return
    if not address:
        raise click.UsageError("name the address to test, e.g. konchi channels test reader@example.org")
    state, reply = trial(connect(), address, language, clock.now())
    if state != "sent":
        raise click.ClickException(_line(f"{state}: {reply}"))
    _say(f"sent: {reply}")


@click.command()
@click.option("--lift", metavar="ADDRESS", help="Send to this address again.")
def suppressions(lift: str | None) -> None:
    """List the addresses that nothing is sent to any more, because their server said that nobody is there."""
    from alerts.channels import normal, shown
    from alerts.sending.suppression import lift as send_again
    from alerts.sending.suppression import suppressed
    from pipeline.db import connect, reading

    if lift:
        send_again(connect(), normal(lift))
        _say(f"{shown(normal(lift))} gets mail again")
        return
    with reading(connect()) as opened:
        rows = suppressed(opened)
    for row in rows.values():
        click.echo(f"{row.since:%Y-%m-%d %H:%M} UTC  {shown(row.address)}  {_line(row.reply)}")
    if not rows:
        _say("nothing is suppressed")


@click.command()
@click.option(
    "--limit", type=click.IntRange(min=1), default=30, show_default=True, help="Show this many, newest first."
)
@click.option("--address", help="Only those to this address.")
def deliveries(limit: int, address: str | None) -> None:
    """Show what was sent to whom, when, and what the server said."""
    from sqlalchemy import select

    from alerts.channels import normal, shown
    from pipeline.db import connect, reading
    from pipeline.ledger import Delivery

    query = select(Delivery).order_by(Delivery.id.desc()).limit(limit)
    query = query.where(Delivery.address == normal(address)) if address else query
    with reading(connect()) as opened:
        rows = opened.scalars(query).all()
    for row in rows:
        when = row.sent_at or row.created_at
        click.echo(f"{when:%Y-%m-%d %H:%M} UTC  {row.state:8} {row.kind:10} {shown(row.address)}  {_line(row.subject)}")
        if row.reply:
            click.echo(f"{'':22}{_line(row.reply)} (attempts: {row.attempts})")
    if not rows:
        _say("nothing has been composed yet; konchi send composes and sends what is due")


def _rhythm(reader: "Subscription") -> str:
    if reader.frequency == "at once":
        return "at once"
    day = f" on {reader.day}" if reader.frequency == "weekly" else ""
    return f"{reader.frequency}{day} at {reader.at} {reader.timezone}"


def _line(text: str) -> str:
    from pipeline.text import one_line

    return one_line(text)


def _say(text: str) -> None:
    """Print one line, inert in a terminal."""
    click.echo(_line(text))
