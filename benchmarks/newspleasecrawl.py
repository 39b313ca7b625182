"""Addresses come in, one a line; news-please's own crawler fetches, extracts and stores them, in its environment."""

import json
import re
import sys
import tempfile
from pathlib import Path

import newsplease  # type: ignore[import-not-found]
from newsplease.single_crawler import SingleCrawler  # type: ignore[import-not-found]

SHIPPED = Path(newsplease.__file__).parent / "config" / "config.cfg"


def main() -> None:
    """Crawl as news-please does as it is shipped, but that its files go into a folder that is deleted at the end."""
    addresses = sys.stdin.read().split()
    with tempfile.TemporaryDirectory() as folder:
        settings, sites = Path(folder) / "config.cfg", Path(folder) / "sitelist.hjson"
        shipped = SHIPPED.read_text(encoding="utf-8")
        shipped = re.sub(r"(?m)^working_path = .*$", f"working_path = {folder}/", shipped)
        settings.write_text(re.sub(r"(?m)^LOG_LEVEL = .*$", "LOG_LEVEL = ERROR", shipped), encoding="utf-8")
        sites.write_text(json.dumps({"base_urls": [{"crawler": "Download", "url": addresses}]}), encoding="utf-8")
        SingleCrawler(str(settings), str(sites), 0, shall_resume=False, daemonize=False)
        stored = len(list((Path(folder) / "data").rglob("*.json")))
    if stored != len(addresses):
        sys.exit(f"{stored} of {len(addresses)} pages were stored")


if __name__ == "__main__":
    main()
