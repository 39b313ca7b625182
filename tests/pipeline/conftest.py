"""A newsroom for the tests of resolution: facts of one line each come in, stored and resolved articles go out."""

import datetime as dt
from collections.abc import Sequence

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from pipeline.db import session
from pipeline.models import Article, Deal, Event, Page
from pipeline.resolve import resolve
from pipeline.understanding.facts import Fact, Step

TITLE = "Tungsten combine and Norsk Wolfram sign a memorandum"
TEXT = (
    "The Uzbekistan Technological Metals Complex and Norsk Wolfram of Norway signed a memorandum on tungsten. "
    "Norsk Wolfram would invest $40 million at the Ingichka deposit.\nTraxys, an American trader, takes part as well. "
    "The governments of Uzbekistan, the United States and Norway welcomed the step, as did the geology ministry. "
    "Copper and uranium are not part of it. The contract is worth $55 million."
)


class Newsroom:
    """Writes articles into a database; every one of them has the same words, and what it reports is said in steps."""

    document = f"{TITLE}\n\n{TEXT}"
    who = ("party uztmk: Uzbekistan Technological Metals Complex", "party x:norsk-wolfram: Norsk Wolfram of Norway")
    what = ("mineral tungsten: tungsten", "country NO: Norway")
    states = ("party us-gov: United States", "party uz-gov: Uzbekistan", "country US: United States")

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def step(self, *facts: str, on: str | None = None, **fields: str | None) -> Step:
        """Return a step; each fact reads ``kind id: words``, e.g. ``party itia: Tungsten Association``."""
        found: dict[str, list[Fact]] = {
            kind: [] for kind in ("party", "mineral", "country", "place", "value", "follows", "beside")
        }
        people = []
        for fact in facts:
            head, _, words = fact.partition(": ")
            kind, _, value = head.partition(" ")
            start = self.document.index(words)
            if kind == "signatory":
                people.append(Fact(value, start, start + len(words), {"name": words}))
                continue
            found[kind].append(Fact(value, start, start + len(words)))
        start = self.document.index("signed")
        return Step(
            role=fields.get("role") or "primary",
            deal_type=fields.get("deal_type") or "framework",
            stage=fields.get("stage") or "memorandum",
            anchor=Fact("sign", start, start + len("signed")),
            event_date=dt.date.fromisoformat(on) if on else None,
            date_precision=(fields.get("precision") or "day") if on else None,
            parties=tuple(found["party"]),
            minerals=tuple(found["mineral"]),
            countries=tuple(found["country"]),
            places=tuple(found["place"]),
            values=tuple(found["value"]),
            follows=tuple(found["follows"]),
            beside=tuple(found["beside"]),
            people=tuple(people),
        )

    def write(self, opened: Session, address: str, published: str) -> Article:
        """Store an article of the outlet that its address begins with."""
        outlet = address.split("/", maxsplit=1)[0]
        page = Page(source=outlet, address=address, requested=address, fetched_at=dt.datetime.now(dt.UTC))
        opened.add(page)
        opened.flush()
        article = Article(
            page_id=page.id,
            source=outlet,
            publisher=outlet,
            outlet=outlet.title(),
            address=address,
            title=TITLE,
            text=TEXT,
            lang="en",
            published_at=dt.datetime.fromisoformat(published).replace(hour=12, tzinfo=dt.UTC),
            published_offset=300,
            published_precision="minute",
            published_from="meta",
            relevant=True,
            relevance=0.9,
            reasons=["a step of a deal"],
            created_at=dt.datetime.now(dt.UTC),
        )
        opened.add(article)
        opened.flush()
        return article

    def report(self, address: str, published: str, *steps: Step, copy_of: str | None = None) -> list[str]:
        """Store an article with these steps in a transaction of its own; return the keys of its deals in order."""
        with session(self.engine) as opened:
            article = self.write(opened, address, published)
            if copy_of:
                article.copy_of = opened.scalars(select(Article.id).where(Article.address == copy_of)).one()
                article.copy_score = 0.9
            return [one.deal.key for one in resolve(opened, article, steps)]

    def kinds(self) -> list[str]:
        """Return the kinds of all events in the order in which they were written."""
        with session(self.engine) as opened:
            return list(opened.scalars(select(Event.kind).order_by(Event.id)))

    def deals(self) -> Sequence[Deal]:
        """Return all deals, the oldest first."""
        with session(self.engine) as opened:
            return opened.scalars(select(Deal).order_by(Deal.id)).all()


@pytest.fixture
def newsroom(database: Engine) -> Newsroom:
    """Give a newsroom on an empty database, once of each kind."""
    return Newsroom(database)
