"""A request to one outlet comes in, its answer goes out: routes, redirects, encodings, validators and bad manners."""

import datetime as dt
import gzip
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime, parsedate_to_datetime

import brotli  # type: ignore[import-untyped]

from tests.newsstand import listings, rendering
from tests.newsstand.clock import Clock
from tests.newsstand.outlet import Feed, Outlet
from tests.newsstand.story import Story

TRACKING = re.compile(r"(?:utm_\w+|source|from|fbclid|paged)=[^&]*&?")
HTML, XML = "text/html", "application/xml"


@dataclass(frozen=True)
class Answer:
    """What goes over the wire."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0
    cut: bool = False  # the connection is dropped in mid-response


@dataclass(frozen=True)
class Made:
    """A resource before it meets the request: its type, its text, and when it changed last."""

    kind: str
    text: str
    changed: dt.datetime | None = None


class Site:
    """One outlet at its address."""

    def __init__(self, outlet: Outlet, clock: Clock, street: list[Story]) -> None:
        self.outlet = outlet
        self.requests: Counter[str] = Counter()  # how often each target was asked for
        self._clock = clock
        self._street = street
        self._made: dict[str, Made] = {}
        self._routes: dict[str, Callable[[], Made | str]] = {}
        self._stamp = ""

    def answer(self, target: str, headers: Mapping[str, str]) -> Answer:
        """Return the answer to a GET of a target (path and query)."""
        now = self._clock.now()
        self._set_up(now)
        self.requests[target] += 1
        if self._refused(target, headers):
            return Answer(403, b"Forbidden", {"Content-Type": "text/plain"})
        made = self._find(target)
        if isinstance(made, str):
            return Answer(301, headers={"Location": self.outlet.home + made})
        if made is None:
            text = rendering.bare_page(self.outlet, "missing", now)
            return self._sent(Made(HTML, text), headers, status=200 if self.outlet.design.soft_404 else 404)
        sent = self._sent(made, headers)
        cut = self.requests[target] <= self.outlet.design.drops and target != "/robots.txt"
        return Answer(sent.status, sent.body, sent.headers, self.outlet.design.delay, cut)

    def _refused(self, target: str, headers: Mapping[str, str]) -> bool:
        """Tell whether this client is turned away here: one that is no browser, or whoever asks for the feed."""
        if self.outlet.design.refuses == "agents":
            return "Mozilla" not in headers.get("user-agent", "") and target != "/robots.txt"
        return self.outlet.design.refuses == "feeds" and target in {feed.path for feed in self.outlet.feeds()}

    def _set_up(self, now: dt.datetime) -> None:
        """Lay the routes anew whenever a story has come out or the minute has changed: another day may be today."""
        stamp = f"{len(self.outlet.until(now))} {now:%Y-%m-%dT%H:%M%z}"
        if stamp != self._stamp:
            self._stamp, self._made, self._routes = stamp, {}, self._lay(now)

    def _find(self, target: str) -> Made | str | None:
        path, _, query = target.partition("?")
        plain = TRACKING.sub("", query).rstrip("&")
        key = f"{path}?{plain}" if plain else path
        key = key if key in self._routes else path
        if key in self._made:
            return self._made[key]
        made = self._routes[key]() if key in self._routes else None
        if isinstance(made, Made):
            self._made[key] = made
        return made

    def _lay(self, now: dt.datetime) -> dict[str, Callable[[], Made | str]]:
        outlet, stories = self.outlet, self.outlet.until(now)
        routes: dict[str, Callable[[], Made | str]] = {"/": self._list(now, stories, outlet.title)}
        routes["/robots.txt"] = lambda: Made("text/plain", self._robots())
        for story in stories:
            path = outlet.path(story)
            routes[path] = self._article(story, now)
            if outlet.design.old_address:
                routes[outlet.path(story, outlet.design.old_address)] = lambda path=path: path  # type: ignore[misc]
            if outlet.design.amp:
                routes[path.rstrip("/") + "/amp"] = self._article(story, now, amp=True)
        for path, links in outlet.sections():
            listed = [
                story for story in stories if re.search(links, outlet.path(story)) and _within(path, outlet, story)
            ]
            routes[path] = self._list(now, listed, outlet.title)
        return {**routes, **self._feeds(now, stories), **self._sitemaps(stories)}

    def _article(self, story: Story, now: dt.datetime, *, amp: bool = False) -> Callable[[], Made]:
        def make() -> Made:
            if self.outlet.design.wall:
                return Made(HTML, rendering.bare_page(self.outlet, self.outlet.design.wall, now))
            street = [other for other in self._street if other.published <= now]
            return Made(HTML, rendering.article_page(self.outlet, story, now, street, amp=amp), story.published)

        return make

    def _list(self, now: dt.datetime, stories: list[Story], title: str) -> Callable[[], Made]:
        return lambda: Made(HTML, rendering.list_page(self.outlet, now, stories, title), _newest(stories))

    def _feeds(self, now: dt.datetime, stories: list[Story]) -> dict[str, Callable[[], Made | str]]:
        return {feed.path.partition("?")[0]: self._feed(feed, now, stories) for feed in self.outlet.feeds()}

    def _feed(self, feed: Feed, now: dt.datetime, stories: list[Story]) -> Callable[[], Made]:
        mine = [story for story in stories if feed in _feeds_of(self.outlet, story)]
        if feed.kind == "html":
            return self._list(now, mine, self.outlet.title)
        kind = "application/rss+xml" if feed.kind == "rss" else XML
        return lambda: Made(kind, listings.feed_text(self.outlet, feed, mine), _newest(mine))

    def _sitemaps(self, stories: list[Story]) -> dict[str, Callable[[], Made | str]]:
        outlet = self.outlet
        routes: dict[str, Callable[[], Made | str]] = {}
        for path in outlet.design.news_sitemaps:
            routes[path] = lambda: Made(XML, listings.news_sitemap(outlet, stories), _newest(stories))
        for path in outlet.design.sitemaps:
            routes[path] = lambda: Made(XML, listings.sitemap_index(outlet, stories), _newest(stories))
            for chunk, members in listings.chunks(outlet, stories).items():
                routes[chunk] = lambda members=members: Made(  # type: ignore[misc]
                    XML, listings.sitemap_chunk(outlet, members), _newest(members)
                )
        return routes

    def _robots(self) -> str:
        design = self.outlet.design
        rows = ["User-agent: *", "Disallow: /search", "Disallow: /changelang/", "Disallow: /private/"]
        if design.crawl_delay:
            rows.append(f"Crawl-delay: {design.crawl_delay:g}")
        rows += [f"Sitemap: {self.outlet.home}{path}" for path in (*design.sitemaps, *design.news_sitemaps)]
        if design.foreign_sitemap:
            rows.append("Sitemap: https://sitemaps.example/3d/sitemap.xml")  # L4
        return "\n".join(rows) + "\n"

    def _sent(self, made: Made, asked: Mapping[str, str], status: int = 200) -> Answer:
        design = self.outlet.design
        body = made.text.encode(design.charset, "xmlcharrefreplace")
        headers = {
            "Content-Type": made.kind,
            "Date": format_datetime(self._clock.now().astimezone(dt.UTC), usegmt=True),
        }
        if design.charset == "utf-8" or design.declared:
            headers["Content-Type"] += f"; charset={design.declared or 'utf-8'}"
        body = b"\xef\xbb\xbf" + body if design.bom else body
        etag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        if design.validators == "lying":
            headers |= {"ETag": '"0"', "Last-Modified": "Tue, 01 Jan 2041 00:00:00 GMT"}
        if design.validators in ("both", "etag"):
            headers["ETag"] = etag
        if design.validators in ("both", "last-modified") and made.changed:
            headers["Last-Modified"] = format_datetime(made.changed.astimezone(dt.UTC), usegmt=True)
        if status == 200 and _unchanged(asked, headers):
            return Answer(304, headers=headers)
        if design.encoding and design.encoding in asked.get("accept-encoding", ""):
            headers |= {"Content-Encoding": design.encoding, "Vary": "Accept-Encoding"}
            body = gzip.compress(body, 5, mtime=0) if design.encoding == "gzip" else brotli.compress(body, quality=4)
        return Answer(status, body, headers)


def _unchanged(asked: Mapping[str, str], headers: Mapping[str, str]) -> bool:
    """Tell whether the client's copy is still good; an ETag decides where there is one (RFC 9110, 13.2.2)."""
    if "if-none-match" in asked and "ETag" in headers:
        return headers["ETag"] in asked["if-none-match"]
    since = asked.get("if-modified-since")
    if since and "Last-Modified" in headers:
        return parsedate_to_datetime(headers["Last-Modified"]) <= parsedate_to_datetime(since)
    return False


def _newest(stories: list[Story]) -> dt.datetime | None:
    return max((story.published for story in stories), default=None)


def _within(page: str, outlet: Outlet, story: Story) -> bool:
    """Tell whether a section page is of the story's own edition."""
    return page in {
        section["page"].format(edition=outlet.edition(story.lang)) or "/" for section in outlet.design.sections
    }


def _feeds_of(outlet: Outlet, story: Story) -> list[Feed]:
    edition = outlet.edition(story.lang)
    return [
        Feed(path=str(feed["path"]).format(edition=edition), **{k: v for k, v in feed.items() if k != "path"})
        for feed in outlet.design.feeds
    ]
