"""A digest comes in; the message that tells it, as subject, plain text and HTML, goes out."""

from collections.abc import Sequence
from typing import Any

from alerts.digest import Digest
from alerts.links import Links
from alerts.rendering.charts import charts
from alerts.rendering.framing import Frame
from alerts.rendering.message import Message
from alerts.rendering.printing import Printed, printed, template
from alerts.rendering.retelling import promise, retold
from alerts.rendering.subject import subject
from alerts.rendering.wishes import following
from alerts.telling.coverage import Trouble
from alerts.wording import Wording, wording
from pipeline.text import clean, one_line

LIMIT = 95_000  # bytes of encoded HTML: Gmail clips a message at 102 KB
NAMED, DOUBTS = 30, 10  # troubled sources, and those in doubt
LONGEST_REASON = 80  # characters of what is wrong with one
SPOKEN = "en"  # the language in which the crawl says so; readers of others are told the verdict
UNJUDGED = {"new": "unjudged"}  # verdicts whose word is another one's already
RAREST = 1_000_000  # once in more tells nobody more
FEW = 3  # reports a deal, where all of them would make the page too long


def render(digest: Digest, links: Links | None = None) -> Message:
    """Put the digest into its reader's language; the text is complete, the HTML as long as mail programs bear.

    With ``links`` the reader can read it in a browser and unsubscribe by a click.
    """
    words = wording(digest.reader.language)
    blocks = [printed(item, words) for item in digest.items]
    values: dict[str, Any] = {"digest": digest, "reader": digest.reader, "following": following(digest.reader, words)}
    values |= {"subject": subject(digest, words), **_header(digest, words), "denominator": denominator(digest, words)}
    corrections = tuple(retold(notice, words) for notice in digest.notices)
    promises = tuple(promise(one, words) for one in digest.overdue)
    values |= _month(digest, words) | {"held": _held(digest, words), "links": links, "corrections": corrections}
    values |= {"more_corrections": 0, "promises": promises}
    text = template("digest.txt.j2").render(blocks=blocks, w=words, **values)
    html = _page(digest, words, blocks, values)
    unsubscribe = links.unsubscribe if links else None
    return Message(one_line(str(values["subject"])), clean(text), html, unsubscribe, corrections, promises)


def _page(digest: Digest, words: Wording, blocks: Sequence[Printed], values: dict[str, Any]) -> str:
    """Return the page with as many deals as mail programs bear, and the exact number of the others.

    Corrections go before news, as far as they fill no more than half of it.
    """
    frame = Frame(blocks, words, values)
    if encoded_size(frame.size(blocks)) <= LIMIT:
        return frame.page(blocks)
    corrections = values["corrections"]
    wrong = len(corrections)
    while wrong and encoded_size(Frame((), words, values).size(())) > LIMIT // 2:
        wrong //= 2
        values |= {"corrections": corrections[:wrong], "more_corrections": len(corrections) - wrong}
    if wrong < len(corrections):
        frame = Frame(blocks, words, values)
    shown = [printed(item, words, FEW) for item in digest.items]
    while (size := encoded_size(frame.size(shown))) > LIMIT:
        shown = shown[: min(len(shown) - 1, len(shown) * LIMIT // size)]
    return frame.page(shown)


def encoded_size(size: int) -> int:
    """Return the size of so many bytes in base64, with its line ends."""
    return -(-size // 57) * 78


def _header(digest: Digest, words: Wording) -> dict[str, object]:
    coverage, zone, name = digest.coverage, digest.reader.zone, one_line(digest.reader.name)
    until = words.date(coverage.until.astimezone(zone).date())
    since = words.date(coverage.since.astimezone(zone).date()) if coverage.since else None
    return {
        "date": until,
        "reached": coverage.reached > 0,
        "greeting": words.say("greeting", name=name) if name else words.say("greeting_nobody"),
        "period": until if since == until
        else words.say("period", since=since, until=until) if since
        else words.say("period_first", until=until),
    }  # fmt: skip


def _month(digest: Digest, words: Wording) -> dict[str, object]:
    """Return what the picture of a month says, where the digest has one."""
    seen = digest.picture
    moved = words.say("month", deals=words.count("deals", seen.deals)) if seen else ""
    return {"month": moved, "charts": list(charts(seen, words)) if seen else []}


def _held(digest: Digest, words: Wording) -> str:
    """Say how many deals more than a day's alerts may tell have moved, and when they are told."""
    more = words.count("more_deals", digest.held)
    return words.say("held", deals=more, at=digest.reader.at) if digest.held else ""


def denominator(digest: Digest, words: Wording) -> list[tuple[str, str]]:
    """Return what was read, of what was due, as pairs of label and figure."""
    counts = digest.coverage
    rows = [
        ("sources", words.say("reached_of", reached=words.number(counts.reached), due=words.number(counts.due))),
        ("pages", words.number(counts.read)),
        ("relevant", words.number(counts.relevant)),
        ("merged", words.number(counts.merged)),
        ("failed", words.number(counts.failed)),
    ]
    if counts.waiting:
        rows.append(("waiting", words.number(counts.waiting)))
    if counts.gaps:
        rows.append(("gaps", words.number(counts.gaps)))
    if counts.verdicts:
        judged = ", ".join(f"{words.say(UNJUDGED.get(name, name))} {words.number(n)}" for name, n in counts.verdicts)
        rows.append(("verdicts", judged))
    if counts.troubled:
        rows.append(("troubled", _listed(counts.troubled, NAMED, words)))
    if counts.doubts:
        rows.append(("doubts", _listed(counts.doubts, DOUBTS, words)))
    return [(words.say(label), figure) for label, figure in rows]


def _listed(sources: Sequence[Trouble], most: int, words: Wording) -> str:
    """Return the first sources by name, each with what is said of it, and how many more there are."""
    named = ", ".join(f"{one_line(one.title)} ({_trouble(one, words)})" for one in sources[:most])
    return words.and_more(named, len(sources) - most)


def _trouble(one: Trouble, words: Wording) -> str:
    """Return how a source is judged, and why: how rare such a silence is, or what is broken, as the crawl put it."""
    said = words.say(one.verdict)
    if one.verdict in ("silent", "quiet") and one.probability is not None:
        times = min(1 / max(one.probability, 1e-9), RAREST)
        return f"{said}: {words.say('by_chance', n=words.number(round(times, 1 - len(str(int(times))))))}"
    return f"{said}: {one_line(one.reason)[:LONGEST_REASON]}" if one.reason and words.tag == SPOKEN else said
