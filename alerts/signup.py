"""A reader's wish comes in; the subscriptions file with that reader added or taken away, comments kept, goes out."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from alerts.channels import BadAddress, UnknownChannel, normal, shown
from alerts.subscriptions import (
    LISTS,
    InvalidSubscription,
    Subscription,
    parse,
    subscription,
    subscriptions_file,
    unlisted,
)
from pipeline.files import locked, replace
from pipeline.queries.query import BadSearch, called, parties_called
from pipeline.resolution.naming import type_called

KINDS = {"minerals": "mineral", "parties": "organisation", "countries": "country"}  # of the lexicon, by filter
NEW = "the new subscription"
_HEADER = "Who hears what, when and in which language. konchi subscribe and konchi unsubscribe edit this file."


class AlreadySubscribed(Exception):
    """The address has a subscription; edit its block, or unsubscribe it first."""


class NotSubscribed(Exception):
    """The address has no subscription; konchi subscriptions lists those there are."""


def subscribe(wish: Mapping[str, Any], path: Path | None = None) -> Subscription:
    """Add a block with these keys. Raises InvalidSubscription or AlreadySubscribed; then the file stays as it was."""
    path = path or subscriptions_file()
    wish = {key: list(value) if isinstance(value, tuple) else value for key, value in wish.items()}
    wish = {key: _ids(key, value) if key in LISTS else value for key, value in wish.items()}
    reader = subscription(wish, NEW)

    def add(blocks: AoT) -> None:
        if any(_same(block, reader.address) for block in blocks):
            raise AlreadySubscribed(
                f"{shown(reader.address)} is subscribed already; edit its block in {path}, or unsubscribe"
            )
        block = tomlkit.table()
        for key, value in {**wish, "address": reader.address}.items():
            block.add(key, value)
        blocks.append(block)

    _edit(path, add)
    return reader


def _ids(key: str, names: Iterable[str]) -> list[str]:
    """Return what a filter asks for by ids: of a name in any language, all that it means."""
    try:
        meant = [[name] if unlisted(name) else _meant(key, name) for name in names]
        return list(dict.fromkeys(itertools.chain.from_iterable(meant)))
    except BadSearch as error:
        raise InvalidSubscription(f"{NEW}: {key}: {error}") from error


def _meant(key: str, name: str) -> list[str]:
    if key == "deal_types":
        return [type_called(name) or name]
    return sorted(parties_called(name) if key == "parties" else called(name, KINDS[key]))


def unsubscribe(address: str, path: Path | None = None) -> str:
    """Take the address's block away; return the address. Raises NotSubscribed, BadAddress or UnknownChannel."""
    path = path or subscriptions_file()
    wanted = normal(address)

    def remove(blocks: AoT) -> None:
        found = [position for position, block in enumerate(blocks) if _same(block, wanted)]
        if not found:
            raise NotSubscribed(f"{shown(wanted)} is not subscribed; konchi subscriptions lists who is")
        for position in reversed(found):
            del blocks[position]

    _edit(path, remove)
    return wanted


def change(
    address: str,
    keys: Mapping[str, str | None],
    path: Path | None = None,
    check: Callable[[Subscription], None] | None = None,
) -> Subscription:
    """Set keys of the address's block, or take those away that are None; return the reader as it is then.

    Raises NotSubscribed, InvalidSubscription, BadAddress or UnknownChannel; then the file stays as it was.
    """
    path = path or subscriptions_file()
    wanted = normal(address)
    changed: list[Subscription] = []

    def edit(blocks: AoT) -> None:
        block = next((block for block in blocks if _same(block, wanted)), None)
        if block is None:
            raise NotSubscribed(f"{shown(wanted)} is not subscribed; konchi subscriptions lists who is")
        for key, value in keys.items():
            block.pop(key, None)
            if value is not None:
                block[key] = value
        changed.append(subscription(block.unwrap(), f"the subscription of {shown(wanted)}"))
        if check:
            check(changed[0])

    _edit(path, edit)
    return changed[0]


def pause(address: str, until: str | None, now: dt.datetime, path: Path | None = None) -> Subscription:
    """Let the reader rest until a day to come, or hear again; return the reader as it is then. Raises as ``change``."""

    def check(reader: Subscription) -> None:
        if until and not reader.paused(now):
            today = now.astimezone(reader.zone).date()
            raise InvalidSubscription(
                f"{until} is no day to come: for {shown(reader.address)} it is {today} ({reader.timezone}); "
                f"name the day on which messages begin again, or leave it out to send again now"
            )

    return change(address, {"paused_until": until}, path, check)


def _same(block: Mapping[str, Any], address: str) -> bool:
    try:
        return normal(str(block.get("address", ""))) == address
    except (UnknownChannel, BadAddress):
        return False


def _edit(path: Path, change: Callable[[AoT], None]) -> None:
    """Change the blocks of the file under a lock, check the outcome, and put it in the file's place at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with locked(path):
        before = path.read_text(encoding="utf-8") if path.exists() else f"# {_HEADER}\n\n"
        try:
            document = tomlkit.parse(before)
        except TOMLKitError as error:
            raise InvalidSubscription(f"{path.name}: {error}") from error
        if document.get("subscription") == []:
            del document["subscription"]
        blocks = document.setdefault("subscription", tomlkit.aot())
        if not isinstance(blocks, AoT):
            raise InvalidSubscription(f"{path.name}: write each reader as a block [[subscription]]")
        change(blocks)
        if not blocks:
            del document["subscription"]
        after = tomlkit.dumps(document)
        parse(after, path.name)
        replace(path, after.encode(), 0o600)  # readers' addresses are nobody else's business
