"""Promise 12: hostile words from the web go out through every channel, and do nothing there."""

import email
import email.policy
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import feedparser
import pytest
from lxml import html as lxml_html

from alerts.channels import channels
from alerts.deliver import send_due
from tests.alerts.hookbox import hookbox
from tests.alerts.newsroom import Newsroom
from tests.alerts.postbox import postbox
from tests.alerts.test_deliver import subscribe
from tests.figures import Figure

TITLES = [
    "Deal\r\nBcc: all@example.org\r\n\r\nbody",
    "VT\x0b FF\x0c NEL\x85 LS\u2028 PS\u2029 NUL\x00 ESC\x1b[31m",
    "lone \ud800 surrogate \udfff",
    "bidi \u202eevil\u202c \u2066isolate\u2069 \u200fmark",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '"\'><a href="javascript:alert(1)">x</a><iframe src=//evil.example>',
    "javascript:alert(1) data:text/html,x vbscript:x",
    "[click](javascript:alert(1)) <javascript:alert(1)|click> ![x](https://evil.example/x.png)",
    "@channel @everyone <!here> **bold** _it_ `code` |x|",
    "&lt;b&gt; &#x202e; &#0; ]]> <![CDATA[ <!-- {{ 7*7 }} {% raw %}",
    "=?utf-8?q?Bcc=3A_all=40example.org?= \t tab",
]
SPOILT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe", "Auto-Submitted", "Feedback-ID",
    "X-Konchi-Deal", "X-Konchi-Stage", "MIME-Version", "Content-Type",
}  # fmt: skip
LIVE = "//script | //img | //iframe | //object | //embed | //link | //form | //base | //@*[starts-with(name(), 'on')]"


def alive(page: str) -> list[str]:
    """Return what would do something in a page: live tags, and links that lead elsewhere than to http(s)."""
    tree = lxml_html.fromstring(page.encode())
    links = [str(link) for link in tree.xpath("//@href | //@src")]
    found = [str(one) for one in tree.xpath(LIVE)]
    return found + [link for link in links if not link.startswith(("http://news.example/", "https://news.example/"))]


def spoilt(*texts: str) -> list[str]:
    """Return the characters that no text may carry to a reader."""
    return [one for text in texts for one in SPOILT.findall(text.replace("\r\n", "\n"))]


def of_mail(body: bytes) -> list[str]:
    """Look at an email."""
    mail = email.message_from_bytes(body, policy=email.policy.default)
    text, page = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    return [*(set(mail.keys()) - HEADERS), *map(str, mail.defects), *alive(page), *spoilt(mail["Subject"], text, page)]


def of_telegram(body: bytes) -> list[str]:
    """Look at a bot's message: HTML of which a chat shows links alone."""
    text = json.loads(body)["text"]
    tags = [tag for tag in re.findall(r"<[^>]*>", text) if not re.fullmatch(r'</a>|<a href="https://news[^"]*">', tag)]
    return [*tags, *re.findall(r"@(?:channel|everyone)", text), *spoilt(text)]


def of_webhook(body: bytes) -> list[str]:
    """Look at data for a machine: every link is http(s) or none."""
    said = json.loads(body)
    urls = [link["url"] for deal in said["deals"] for link in deal["links"]]
    return [*(url for url in urls if url and not url.startswith("https://news.example/")), *spoilt(said["subject"])]


def of_slack(body: bytes) -> list[str]:
    """Look at a chat's lines: what stands in angle brackets is one of our links."""
    text = json.loads(body)["text"]
    rest = re.sub(r"<https://news\.example/\d+\|[^<>|]*>", "", text)
    return [*re.findall(r"[<>|]|\]\(|@(?:channel|everyone)", rest), *spoilt(text)]


def of_teams(body: bytes) -> list[str]:
    """Look at a card: links in its blocks lead to news alone, and no other mark is unbroken."""
    blocks = json.loads(body)["attachments"][0]["content"]["body"]
    text = "\n".join(block["text"] for block in blocks)
    rest = re.sub(r"\[(?:[^\[\]\\]|\\.)*\]\(https://news\.example/\d+\)", "", text)
    return [*re.findall(r"(?<!\\)[\[\]*_`]", rest), *spoilt(text)]


def of_apprise(body: bytes) -> list[str]:
    """Look at title and lines: plain text, whose links are http(s)."""
    said = json.loads(body)
    text = f"{said['title']}\n{said['message']}"
    links = [link for link in re.findall(r"\w+://", text.lower()) if link not in ("http://", "https://")]
    return [*links, *re.findall(r"\]\(|@(?:channel|everyone)", text), *spoilt(text)]


def of_feed(body: bytes) -> list[str]:
    """Look at a feed as a feed reader does."""
    feed = feedparser.parse(body, sanitize_html=False)
    found = [one for entry in feed.entries for one in alive(entry.content[0].value)]
    return [*([str(feed.bozo_exception)] if feed.bozo else []), *found, *spoilt(body.decode())]


LOOKS: dict[str, Callable[[bytes], list[str]]] = {
    "mailto": of_mail, "maildir": of_mail, "telegram": of_telegram, "webhook": of_webhook, "slack": of_slack,
    "teams": of_teams, "apprise": of_apprise, "atom": of_feed,
}  # fmt: skip


@contextmanager
def receiving(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], list[bytes]]]:
    """Subscribe an address of every channel and serve them all; give what arrived at one of them."""
    with postbox() as box, hookbox() as hook:
        hook.answer = (200, {}, b'{"ok":true}')
        monkeypatch.setenv("KONCHI_SMTP", box.address)
        monkeypatch.setenv("KONCHI_TELEGRAM_TOKEN", "123456:" + "A" * 35)
        monkeypatch.setenv("KONCHI_TELEGRAM_API", f"{hook.url}/telegram")
        posting = {scheme: f"{hook.url}/{scheme}" for scheme in ("webhook", "slack", "teams")}
        to = {
            "mailto": "reader@example.org", "maildir": str(home / "box"), "atom": str(home / "feed.xml"),
            "telegram": "-1001", "apprise": hook.url.replace("http:", "json:") + "/apprise", **posting,
        }  # fmt: skip
        subscribe(home, *(f'address = "{scheme}:{to[scheme]}"' for scheme in channels()))

        def arrived(scheme: str) -> list[bytes]:
            if scheme == "mailto":
                return [body for _, body in box.received]
            if scheme == "maildir":
                return [file.read_bytes() for file in (home / "box" / "new").iterdir()]
            if scheme == "atom":
                return [(home / "feed.xml").read_bytes()]
            return [body for path, _, body in hook.posted if path.startswith(f"/{scheme}")]

        yield arrived


def fill(newsroom: Newsroom) -> None:
    """Write a deal for every title, which says it wherever the web may say something, and for every second no link."""
    for number, title in enumerate(TITLES):
        parties = [{"id": f"x:{title}", "name": title, "role": title}, {"id": "uztmk", "name": "TMK", "role": "party"}]
        deal = newsroom.deal(f"deal-{number}", bare=True, title=title, parties=parties, minerals=["tungsten", title])
        address = {"address": f"javascript:alert({number})"} if number % 2 else {}
        article = newsroom.article(title=title, outlet=title, publisher=title, text=title, author=title, **address)
        newsroom.report(deal, article, quote=title, party=title)
        newsroom.event(deal, after=deal.stage)
        newsroom.event(deal, "party", before=title, after=title)
    newsroom.source("odd", title=TITLES[0], verdict="broken", reason=TITLES[4])


def test_hostile_words_go_out_through_every_channel_and_do_nothing(
    newsroom: Newsroom, home: Path, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    fill(newsroom)
    assert set(LOOKS) == set(channels())
    with receiving(home, monkeypatch) as arrived:
        assert send_due(newsroom.engine, newsroom.now) == {"composed": len(LOOKS), "sent": len(LOOKS)}
        for scheme, look in LOOKS.items():
            (body,) = arrived(scheme)
            found = look(body)
            where = f"{scheme}, {newsroom.engine.dialect.name}"
            figure(12, f"{len(TITLES)} hostile titles: live in {where} {found[:3] or ''}".strip(), len(found), 0, "")


@pytest.mark.parametrize("scheme", LOOKS)
def test_words_that_are_alive_would_be_seen(scheme: str) -> None:
    live = '<a href="javascript:x">x</a> <script>x</script> [x](javascript:x) @channel \u202e'
    link = {"url": "javascript:x"}
    bodies = {
        "telegram": {"text": live}, "webhook": {"subject": "", "deals": [{"links": [link]}]}, "slack": {"text": live},
        "teams": {"attachments": [{"content": {"body": [{"text": live}]}}]}, "apprise": {"title": "", "message": live},
    }  # fmt: skip
    head = "Subject: x\r\nBcc: y\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
    parts = (
        f"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\nContent-Type: text/html\r\n\r\n{live[:40]}\r\n--b--\r\n"
    )
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="html">&lt;script&gt;</content></entry></feed>'
    )
    text = {"mailto": head + parts, "maildir": head + parts, "atom": feed}.get(scheme) or json.dumps(bodies[scheme])
    assert LOOKS[scheme](text.encode())
