"""What understanding and storing a page costs, stage by stage, beside trafilatura and news-please on the same bytes."""

import base64
import json
import logging
import random
import subprocess
from collections.abc import Callable
from contextlib import suppress

import trafilatura

from benchmarks.growth import again, scratch, storing
from benchmarks.measure import NEWSPLEASE, Cost, cost, line, machine
from benchmarks.pages import NOW, mix, padded, street
from pipeline.extract import Extracted, Raw, Unextractable, extract
from pipeline.gate import gate
from pipeline.language import language
from pipeline.relevance import relevance
from pipeline.tag import tag
from pipeline.understand import Understood, local_time, understand
from pipeline.understanding.steps import steps
from pipeline.words.wording import line as wording

PEER, OTHER = "trafilatura with metadata", "news-please"
SAMPLE = 60  # pages of the mix that the peers read; they are charged for all at the same price
MIX, SHARE = 5000, 0.02
TARGET = 8  # milliseconds for everything after extraction
WARM_UP = 12  # pages the peer reads before anything is measured; we read all, for words are laid out by language

Read = list[tuple[Raw, Understood]]


def main() -> None:
    """Print the figures."""
    logging.disable(logging.CRITICAL)  # the peer complains about some pages
    machine()
    pages = street()
    for raw in pages[:WARM_UP]:
        peer(raw)
    for raw in pages:
        gated(raw)
        whole(raw)
    read = alone(pages)
    ours = [(raw, one) for raw, one in read if one.relevance.relevant]
    after(ours)
    mixed([raw.body for raw, _ in ours], [raw.body for raw, one in read if not one.relevance.relevant])


def alone(pages: list[Raw]) -> Read:
    """Print what article pages cost as they are; return those that are articles."""
    size = sum(len(raw.body) for raw in pages) // len(pages)
    print(f"\n{len(pages)} article pages of the newsstand, {size:,} bytes each")
    slow, other = cost(peer, pages), newsplease(pages)
    line(f"{PEER}, alone", slow)
    line("gate", cost(gated, pages), slow, PEER)
    line("extraction", cost(body, pages), slow, PEER)
    understanding = cost(whole, pages)
    line("understanding: extraction to relevance", understanding, slow, PEER)
    read = understood(pages)
    with scratch(0) as engine:
        stored = storing(engine, read)
    line("storing: dedupe, resolve, index, commit", stored)
    both = Cost(len(pages), understanding.cpu + stored.cpu, understanding.wall + stored.wall)
    line("the whole pipeline", both, slow, PEER)
    if other:
        line(f"{OTHER}, its extraction alone", other)
        line("the whole pipeline", both, other, OTHER)
    return read


def after(read: Read) -> None:
    """Print what comes after extraction, stage by stage, of relevant articles."""
    print(f"\neverything after extraction, of {len(read)} relevant articles with 1,000 stored")
    for name, stage in STAGES.items():
        line(name, cost(stage, read))
    understanding = cost(again, read)
    line("these in turn, which share what they find", understanding)
    with scratch(1_000) as engine:
        stored = storing(engine, read)
    line("dedupe, resolve, index, commit", stored)
    print(f"  together {understanding.each + stored.each:.1f} ms (target: {TARGET} ms)")


STAGES: dict[str, Callable[[tuple[Raw, Understood]], object]] = {
    "language": lambda one: language(document(one[1])),
    "tags": lambda one: tag(document(one[1]), one[1].lang),
    "steps": lambda one: steps(document(one[1]), one[1].lang, one[1].found, local_time(one[1].extracted)),
    "relevance": lambda one: relevance(document(one[1]), one[1].lang, one[1].found, one[1].steps),
    "words of the search": lambda one: wording(one[1].extracted.title, one[1].extracted.text, one[1].lang, ()),
}


def document(one: Understood) -> str:
    """Return title and text as the stages read them."""
    return f"{one.extracted.title}\n\n{one.extracted.text}"


def mixed(relevant: list[bytes], others: list[bytes]) -> None:
    """Print what a page of the web costs, where two in a hundred matter and the gate stands before the rest.

    None of its words begins in the rest; what it costs on the other pages of our outlets, where many do, is told too.
    """
    bodies = mix(MIX, relevant, SHARE, random.Random(1))  # noqa: S311 - made-up pages
    raws = [Raw(body, "utf-8", f"https://mix.example/{number}", NOW, "UTC", {}) for number, body in enumerate(bodies)]
    print(f"\n{MIX:,} pages of {sum(map(len, bodies)) // MIX:,} bytes, {SHARE:.0%} of them relevant")
    some = raws[1 :: MIX // SAMPLE]
    slow, other = cost(peer, some), newsplease(some)
    line(f"{PEER}, alone, on every {MIX // SAMPLE}th page", slow)
    gates = cost(gated, raws)
    line("gate, on all of them", gates)
    near = [Raw(padded(body, random.Random(1)), "utf-8", "", NOW, "UTC", {}) for body in others]  # noqa: S311 - as above
    line(f"gate, on {len(near)} of the newsstand that do not matter", cost(gated, near))
    passed = [raw for raw in raws if gated(raw)]
    behind = cost(whole, passed)
    with scratch(1_000) as engine:
        stored = storing(engine, understood(passed))
    ours = Cost(MIX, gates.cpu + behind.cpu + stored.cpu, 0.0)
    line("gate, understanding and storing", ours, slow, PEER)
    if other:
        line(f"{OTHER}, its extraction alone, on the same pages", other)
        line("gate, understanding and storing", ours, other, OTHER)


def peer(raw: Raw) -> object:
    """Read a page with trafilatura, metadata included."""
    return trafilatura.bare_extraction(raw.body, url=raw.address, favor_precision=True, with_metadata=True)


def newsplease(pages: list[Raw]) -> Cost | None:
    """Let news-please extract the pages in its own environment; where it cannot, say so and go on."""
    told = [
        {"body": base64.b64encode(raw.body).decode(), "charset": raw.charset or "utf-8", "address": raw.address}
        for raw in pages
    ]
    command = [NEWSPLEASE, "-W", "ignore", "-m", "benchmarks.newsplease"]
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            command, input="\n".join(map(json.dumps, told)), capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"  {OTHER} is left out: it is not installed here, or failed ({type(error).__name__}); see README.md")
        return None
    answer = json.loads(done.stdout)
    return Cost(answer["pages"], answer["cpu"], answer["wall"])


def body(raw: Raw) -> Extracted | None:
    """Extract a page, or find that it is no article."""
    with suppress(Unextractable):
        return extract(raw)
    return None


def whole(raw: Raw) -> Understood | None:
    """Understand a page, or find that it is no article."""
    with suppress(Unextractable):
        return understand(raw)
    return None


def gated(raw: Raw) -> bool:
    """Tell whether a page passes the gate."""
    return gate(raw.body, raw.charset).passes


def understood(pages: list[Raw]) -> Read:
    """Return the pages that are articles with what they say, in the order of publication."""
    read = [(raw, found) for raw in pages if (found := whole(raw))]
    return sorted(read, key=lambda item: item[1].extracted.published.at if item[1].extracted.published else NOW)


if __name__ == "__main__":
    main()
