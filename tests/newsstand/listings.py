"""An outlet's stories come in, its feeds and sitemaps go out as text, each with the oddities of its kind."""

import datetime as dt
from collections.abc import Callable, Iterable
from email.utils import format_datetime
from html import escape

from tests.newsstand.outlet import Feed, Outlet
from tests.newsstand.story import Story, stable

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
ZONE_NAMES = {2: "EET", 3: "MSK", 4: "AZT", 5: "UZT", 6: "KGT"}
TRACKING = {"tracking": "?utm_source=rss&utm_medium=rss&utm_campaign=feed", "source": "?source=rss"}


def feed_text(outlet: Outlet, feed: Feed, stories: list[Story]) -> str:
    """Return a feed's text."""
    window = stories[: feed.window] if feed.window else stories
    return KINDS[feed.kind](outlet, feed, window)


def _rss(outlet: Outlet, feed: Feed, stories: Iterable[Story]) -> str:
    items = "\n".join(_item(outlet, feed, story) for story in stories)
    if feed.style == "dead-links":
        gone = ("news/gone-1", "news/gone-2", "private/list-of-guests")
        items += "".join(f"<item><title>Gone</title><link>{outlet.home}/{path}</link></item>" for path in gone)
    language = "en-us" if feed.style == "lower-case" else (outlet.languages or ["en"])[0][:2]
    declared = "" if feed.style == "undeclared" else ' encoding="UTF-8"'
    return (
        f'<?xml version="1.0"{declared}?>\n<rss version="2.0" xmlns:content="{CONTENT}"><channel>\n'
        f"<title>{escape(outlet.title)}</title>\n"
        f"<link>{outlet.home}/</link>\n<description>{escape(outlet.title)}</description>\n"
        f"<language>{language}</language>\n{items}\n</channel></rss>\n"
    )


def _item(outlet: Outlet, feed: Feed, story: Story) -> str:
    path = outlet.path(story, outlet.design.old_address)
    link = escape(outlet.home + path + TRACKING.get(feed.style, ""))
    if feed.style == "cdata-link":
        link = f"<![CDATA[\n      {outlet.home}{path}\n    ]]>"
    return (
        f"<item>\n  <title>{escape(story.title)}</title>\n  <link>{link}</link>\n"
        f'  <guid isPermaLink="false">{story.number}</guid>\n'
        f"  <description>{escape(_summary(story))}</description>\n  {_pub_date(feed.style, story)}\n"
        f"{_whole(story) if feed.style == 'tracking' else ''}</item>"
    )


def _summary(story: Story) -> str:
    first = story.paragraphs[0]
    return first if len(first) < 160 else first[:157].rstrip() + "…"


def _whole(story: Story) -> str:
    lines = [*story.paragraphs, *story.lines.get("inline", []), *story.lines.get("ending", [])]
    text = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f"  <content:encoded><![CDATA[{text}]]></content:encoded>\n"


def _pub_date(style: str, story: Story) -> str:
    moment = story.published
    date = format_datetime(moment)
    if style == "lower-case":
        return f"<pubdate>{date}</pubdate>"
    if style == "gmt":
        date = f"{moment:%a, %d %b %Y %H:%M:%S} GMT"
    if style == "zone-name":
        hours = (moment.utcoffset() or dt.timedelta()) // dt.timedelta(hours=1)
        date = f"{moment:%a, %d %b %Y %H:%M:%S} {ZONE_NAMES.get(hours, 'GMT')}"
    if style == "no-dates":
        return ("", "<pubDate>Invalid Date</pubDate>", f"<pubDate>{moment:%y-%m-%d  %H:%M}</pubDate>")[story.number % 3]
    return f"<pubDate>{date}</pubDate>"


def _atom(outlet: Outlet, _: Feed, stories: Iterable[Story]) -> str:
    entries = "\n".join(
        f"<entry><title>{escape(story.title)}</title><id>urn:{story.number}</id>"
        f'<link rel="alternate" href="{escape(outlet.home + outlet.path(story))}"/>'
        f"<wb:topic>Energy & Extractives</wb:topic><updated>{story.published.isoformat()}</updated>"
        f"<published>{story.published.isoformat()}</published><summary>{escape(_summary(story))}</summary></entry>"
        for story in stories
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(outlet.title)} — news & events</title><id>{outlet.home}/</id>\n{entries}\n</feed>\n"
    )


def _rdf(outlet: Outlet, _: Feed, stories: Iterable[Story]) -> str:
    stories = list(stories)
    links = [escape(outlet.home + outlet.path(story)) for story in stories]
    listed = "".join(f'<rdf:li rdf:resource="{link}"/>' for link in links)
    items = "\n".join(
        f'<item rdf:about="{link}"><title>{escape(story.title)}</title><link>{link}</link>'
        f"<description>{escape(_summary(story))}</description><dc:date>{story.published.isoformat()}</dc:date></item>"
        for story, link in zip(stories, links, strict=True)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns="http://purl.org/rss/1.0/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<channel rdf:about="{outlet.home}/"><title>{escape(outlet.title)}</title><link>{outlet.home}/</link>'
        f"<description>{escape(outlet.title)}</description><items><rdf:Seq>{listed}</rdf:Seq></items></channel>\n"
        f"{items}\n</rdf:RDF>\n"
    )


def _empty(outlet: Outlet, feed: Feed, _: Iterable[Story]) -> str:
    return _rss(outlet, feed, ())


def _denied(_: Outlet, feed: Feed, __: Iterable[Story]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code>'
        f"<Message>Access Denied</Message><Resource>{feed.path}</Resource></Error>\n"
    )


KINDS: dict[str, Callable[[Outlet, Feed, Iterable[Story]], str]] = {
    "rss": _rss,
    "atom": _atom,
    "rdf": _rdf,
    "empty": _empty,
    "denied": _denied,
}


def news_sitemap(outlet: Outlet, stories: Iterable[Story]) -> str:
    """Return a news sitemap; its publication dates are right, its lastmod is the day it was built."""
    urls = "\n".join(
        f"<url><loc>{escape(outlet.home + outlet.path(story))}</loc><news:news><news:publication>"
        f"<news:name>{escape(outlet.title)}</news:name><news:language>{story.lang[:2]}</news:language></news:publication>"
        f"<news:publication_date>{story.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(story.title)}</news:title></news:news></url>"
        for story in stories
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{SITEMAP}" xmlns:news="{NEWS}">\n{urls}\n</urlset>\n'
    )


def chunks(outlet: Outlet, stories: Iterable[Story]) -> dict[str, list[Story]]:
    """Return the stories by the path of the sitemap chunk that holds them."""
    found: dict[str, list[Story]] = {}
    for story in stories:
        found.setdefault(outlet.path(story, outlet.design.chunk), []).append(story)
    return found


def sitemap_index(outlet: Outlet, stories: Iterable[Story]) -> str:
    """Return the index of the chunks."""
    entries = "\n".join(
        f"<sitemap><loc>{outlet.home}{path}</loc>{_lastmod(outlet, members[0])}</sitemap>"
        for path, members in chunks(outlet, stories).items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{SITEMAP}">\n{entries}\n</sitemapindex>\n'


def sitemap_chunk(outlet: Outlet, stories: Iterable[Story]) -> str:
    """Return one chunk of the archive."""
    urls = "\n".join(
        f"<url><loc>{escape(outlet.home + outlet.path(story))}</loc>{_lastmod(outlet, story)}</url>"
        for story in stories
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{SITEMAP}">\n{urls}\n</urlset>\n'


def _lastmod(outlet: Outlet, story: Story) -> str:
    if stable(outlet.slug) % 4 == 0 and not outlet.design.lastmod:
        return ""  # L2: a sitemap without lastmod
    return f"<lastmod>{outlet.design.lastmod or story.published.isoformat()}</lastmod>"
