"""The demo's week comes in; its digest in every language and readers' pages go out as pictures, in .screenshots/."""

import datetime as dt
import itertools
import os
import shutil
import subprocess
import sys
import time

import requests

from alerts.deliver import shown
from alerts.links import UNSUBSCRIBE, sealed
from alerts.subscriptions import Subscription
from alerts.wording import languages
from pipeline.clock import set_clock
from pipeline.db import connect
from tests import demo
from tests.alerts.postbox import free_port

FOLDER = demo.ROOT / ".screenshots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDTHS = (360, 800)
NARROWEST = 500  # pixels of a window: what is narrower stands in a frame
HEIGHTS = {"digest": 15_000, "page": 900}  # of a week on a narrow screen, down to its foot
WEEK = dt.timedelta(days=7)
NOW = dt.datetime.fromisoformat(demo.NOW) + dt.timedelta(hours=1)  # on the street's own clock, after the demo
DARK, LIGHT = "(prefers-color-scheme:dark)", "(min-width:0)"  # a page that is asked to be dark always is


def main() -> None:
    """Write the pages and their pictures."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(f"no browser was found: install Chromium, so that one of {', '.join(BROWSERS)} can be started")
    if not (demo.HOME / "konchi.db").exists():
        demo.main()
    os.environ |= {
        "KONCHI_HOME": str(demo.HOME),
        "KONCHI_DATABASE": f"sqlite:///{demo.HOME / 'konchi.db'}",
        "KONCHI_SUBSCRIPTIONS": str(demo.HOME / "subscriptions.toml"),
        "KONCHI_URL": "https://konchi.example.org",
    }
    set_clock(NOW)
    FOLDER.mkdir(exist_ok=True)
    for name, html in {**digests(), **pages()}.items():
        for width, dark in itertools.product(WIDTHS, (False, True)):
            picture(browser, name, html, width, dark=dark)
    print(f"pictures are in {FOLDER}")


def digests() -> dict[str, str]:
    """Return the weekly digest in every language, by name."""
    made = {}
    for language in languages():
        reader = Subscription("mailto:reader@example.org", name="Malika", language=language, frequency="weekly")
        made[f"digest-{language}"] = shown(connect(), reader, since=NOW - WEEK).html
    return made


def pages() -> dict[str, str]:
    """Return the pages that readers meet, by name."""
    word = sealed(UNSUBSCRIBE, demo.READER)
    paths = {"home": "/", "subscribe": "/subscribe", "unsubscribe": f"/u/{word}", "wrong": "/u/nobody"}
    port = free_port()
    serving = [sys.executable, "-m", "scheduler", "serve", "--port", str(port), "--signup"]
    with subprocess.Popen(serving, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as server:
        try:
            return {f"page-{name}": fetched(f"http://127.0.0.1:{port}{path}") for name, path in paths.items()}
        finally:
            server.terminate()


def fetched(address: str) -> str:
    """Return a page of the service, as soon as it answers."""
    end = time.monotonic() + 60
    while True:
        try:
            return requests.get(address, timeout=60).text
        except requests.ConnectionError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def picture(browser: str, name: str, html: str, width: int, *, dark: bool) -> None:
    """Let the browser draw a page, in a frame of the width that is asked for."""
    stem = f"{name}-{width}-{'dark' if dark else 'light'}"
    shown, frame = FOLDER / f"{stem}.html", FOLDER / f"{stem}.frame.html"
    spaced = html.replace("(prefers-color-scheme: dark)", DARK)
    shown.write_text(spaced.replace(DARK, LIGHT if dark else "not all"), encoding="utf-8")
    height = HEIGHTS[name.partition("-")[0]]
    style = f"border:0;width:{width}px;height:{height}px"
    frame.write_text(f'<body style="margin:0;background:#888"><iframe src="{shown.name}" style="{style}"></iframe>')
    size = f"--window-size={max(width, NARROWEST)},{height}"
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", size]
    subprocess.run(
        [*command, f"--screenshot={FOLDER / f'{stem}.png'}", frame.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    frame.unlink()


if __name__ == "__main__":
    main()
