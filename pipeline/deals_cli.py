"""`konchi deals`: words from a terminal come in; deals listed, told and put right go out."""

import datetime as dt
import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands import Day
from pipeline.resolution.ladder import STAGES

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Deals(click.Group):
    """A group whose first word need be no command: `konchi deals` lists, `konchi deals KEY` shows."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what is no command for a wish or a key."""
        if args[:1] != ["--help"] and (not args or args[0] not in self.commands):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Deals)
def deals() -> None:
    """List the deals, tell all that is known of one, or put one right; every correction can be undone.

    Without a command: `konchi deals` lists, with the filters of `konchi deals show --help`; `konchi deals KEY` shows.
    """


@contextmanager
def _opened(*, reads: bool = False) -> Iterator["Session"]:
    """Give a session on the configured database; one that only reads keeps nobody from writing meanwhile."""
    from pipeline.db import connect, reading, session

    with (reading if reads else session)(connect()) as opened:
        yield opened


def _author(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option that says who corrects."""

    @click.option("--by", "author", default=getpass.getuser, help="Who says so; without it, your user name.")
    @wraps(command)
    def named(**words: Any) -> None:  # noqa: ANN401 - what click hands over
        command(**words)

    return named


@deals.command()
@click.argument("key", required=False)
@click.option("--mineral", help="Only deals about it, by its id or its name in any language, e.g. tungsten.")
@click.option("--party", help="Only deals of this party, by its id or its name, e.g. uztmk, France.")
@click.option("--country", help="Only deals with this country, by its code or its name, e.g. US.")
@click.option("--type", "deal_type", help="Only deals of this type, e.g. joint_venture, cooperation.")
@click.option("--stage", type=click.Choice(STAGES), help="Only deals at this stage of the ladder or beyond.")
@click.option("--since", type=Day(), metavar="DATE", help="Only deals with news since then.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many deals.")
def show(key: str | None, since: Any, limit: int | None, **wishes: str | None) -> None:  # noqa: ANN401 - a moment
    """List deals, the last in the news first; with a KEY, tell all that is known of that deal and where it was read."""
    from pipeline.queries.dossier import dossier
    from pipeline.queries.layout import columns
    from pipeline.queries.overview import Wish, overview

    with _opened(reads=True) as opened:
        if key:
            click.echo("\n".join(dossier(opened, key, columns())))
            return
        wish = Wish(**wishes, since=since.replace(tzinfo=dt.UTC) if since else None, most=limit)
        click.echo("\n".join(overview(opened, wish, columns())) or _none(all_wanted=wish == Wish()))


def _none(*, all_wanted: bool) -> str:
    return "there is no deal yet; konchi crawl and konchi process find them" if all_wanted else "no stored deal fits"


@deals.command()
@click.argument("key")
@click.argument("other")
@_author
def merge(key: str, other: str, author: str) -> None:
    """Make the deals KEY and OTHER one."""
    from pipeline import corrections

    with _opened() as opened:
        click.echo(f"both are {corrections.merge(opened, author, key, other)} now")


@deals.command()
@click.argument("key")
@click.argument("articles", nargs=-1, required=True)
@_author
def split(key: str, articles: tuple[str, ...], author: str) -> None:
    """Make what ARTICLES (addresses or numbers) report of the deal KEY a deal of its own."""
    from pipeline import corrections

    with _opened() as opened:
        click.echo(f"they report {corrections.split(opened, author, key, articles)} now")


@deals.command("set", context_settings={"ignore_unknown_options": True})
@click.argument("key")
@click.argument("field")
@click.argument("value")
@_author
def set_(key: str, field: str, value: str, author: str) -> None:
    """Set FIELD of the deal KEY: type, stage, title; or add +ID, remove -ID: party, mineral, country, value."""
    from pipeline import corrections

    with _opened() as opened:
        corrections.set_field(opened, author, key, field, value)
        click.echo("\n".join(corrections.history(opened, key)[:1]))


@deals.command()
@click.argument("key")
@click.argument("article", required=False)
@_author
def reject(key: str, article: str | None, author: str) -> None:
    """Take ARTICLE out of the deal KEY; without one, list and tell the deal no more."""
    from pipeline import corrections

    with _opened() as opened:
        corrections.reject(opened, author, key, article)
        click.echo("\n".join(corrections.history(opened, key)[:1]))


@deals.command()
@click.argument("key", required=False)
def history(key: str | None) -> None:
    """Tell who put what right, the latest first; with a KEY, about that deal."""
    from pipeline import corrections

    with _opened(reads=True) as opened:
        click.echo("\n".join(corrections.history(opened, key)) or "nobody has corrected anything")


@deals.command()
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
@_author
def undo(number: int, author: str) -> None:
    """Take correction NUMBER back, as konchi deals history counts them."""
    from pipeline import corrections

    with _opened() as opened:
        corrections.undo(opened, author, number)
        click.echo(f"correction {number} is undone")
