"""Pages come in as lines of JSON; what news-please takes to extract them goes out, where it is installed."""

import base64
import contextlib
import json
import logging
import sys

from newsplease import NewsPlease  # type: ignore[import-not-found]

from benchmarks.measure import cost


def read(page: dict[str, str]) -> object:
    """Extract a page as a news-please crawl does, from bytes that are here already; no picture is fetched."""
    body = base64.b64decode(page["body"]).decode(page["charset"], "replace")
    with contextlib.suppress(Exception):  # a page that it cannot read is one that it has done
        return NewsPlease.from_html(body, url=page["address"], fetch_images=False)
    return None


def main() -> None:
    """Print pages, CPU and wall seconds, and how many pages gave a text."""
    logging.disable(logging.CRITICAL)
    pages = [json.loads(line) for line in sys.stdin]
    read(pages[0])  # its lists of words are read once a process
    found = cost(read, pages)
    texts = sum(bool(getattr(read(page), "maintext", None)) for page in pages[:20])
    print(json.dumps({"pages": found.pages, "cpu": found.cpu, "wall": found.wall, "texts": texts}))


if __name__ == "__main__":
    main()
