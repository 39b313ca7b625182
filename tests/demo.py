"""The demo: the newsstand and the konchi commands come in, the digest of a made-up reader goes out, in .demo/."""

import datetime as dt
import email
import email.policy
import json
import os
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

from tests.newsstand import Newsstand
from tests.newsstand.stand import GOLD, OWN

ROOT = Path(__file__).parent.parent
HOME = ROOT / ".demo"
PORT = 18700  # fixed, so that a second demo meets the same addresses
NOW = "2025-08-24T09:00+05:00"
SINCE = "2024-09-01"  # what was published earlier has left the street
CLOCK = HOME / "clock"  # how far the street's day has come
LONGEST = dt.timedelta(minutes=10)  # of one command
AS_OF = (  # a command on the street's own clock, so that today is the same day to both
    "import datetime, sys; from pipeline.clock import set_clock; "
    "set_clock(datetime.datetime.fromisoformat(sys.argv.pop(1))); from scheduler import main; main()"
)
READER = f"maildir:{HOME / 'Maildir'}"


def main() -> None:
    """Crawl the newsstand, process its pages, send the digest to a Maildir, and show it."""
    HOME.mkdir(exist_ok=True)
    with Newsstand([street()], now=NOW, port=PORT) as stand:
        stand.catalogue(HOME / "sources")
        os.environ |= {
            "KONCHI_HOME": str(HOME),
            "KONCHI_DATABASE": f"sqlite:///{HOME / 'konchi.db'}",
            "KONCHI_SOURCES": str(HOME / "sources"),
            "KONCHI_SUBSCRIPTIONS": str(HOME / "subscriptions.toml"),
            "KONCHI_ALLOW_HOSTS": stand.allow_hosts,
        }
        say(f"{len(stand.outlets)} outlets are open on 127.0.0.1; their clock says {NOW}")
        konchi("crawl")
    konchi("process")
    if not (HOME / "subscriptions.toml").exists():
        konchi("subscribe", READER, "--name", "Demo", "--timezone", "Asia/Tashkent", "--frequency", "daily")
    konchi("send", "--now")
    show(newest())


def street() -> Path:
    """Write the articles of the street's year into one file, so that every outlet that opens has something to read."""
    articles = [line for path in (*GOLD, *OWN) for line in path.read_text(encoding="utf-8").splitlines()]
    chosen = HOME / "street.jsonl"
    chosen.write_text("\n".join(line for line in articles if SINCE <= json.loads(line)["published"] <= NOW), "utf-8")
    return chosen


def konchi(*arguments: str) -> None:
    """Say which command runs, and run it as a user would."""
    say(f"$ konchi {' '.join(arguments)}")
    now = dt.datetime.fromisoformat(CLOCK.read_text("ascii") if CLOCK.exists() else NOW)
    CLOCK.write_text((now + LONGEST).isoformat(), "ascii")  # so it stays where the demo is killed
    begun = time.monotonic()
    subprocess.run([sys.executable, "-c", AS_OF, now.isoformat(), *arguments], cwd=ROOT, check=True)
    CLOCK.write_text((now + dt.timedelta(seconds=time.monotonic() - begun)).isoformat(), "ascii")


def newest() -> EmailMessage:
    """Return the newest message in the reader's Maildir."""
    path = max((HOME / "Maildir" / "new").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def show(message: EmailMessage) -> None:
    """Print the digest's text and keep its page beside it."""
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    if text is None or html is None:
        sys.exit("the digest lacks its text or its page: this is a defect, please report it")
    say(f"Subject: {message['Subject']}")
    print(text.get_content())
    (HOME / "digest.html").write_text(html.get_content(), encoding="utf-8")
    say(f"the same as a page: {HOME / 'digest.html'}")
    say("again: make demo (nothing will be new); from the start: rm -r .demo")


def say(line: str) -> None:
    """Print a line of the demo's own, at once."""
    print(f"\n{line}", flush=True)


if __name__ == "__main__":
    main()
