"""What every processing needs, for a process from which it is forked: one page is read, and all of it stays there."""

import datetime as dt
from contextlib import suppress

import trafilatura
from sqlalchemy.orm import configure_mappers

import pipeline.cli
import pipeline.process
import pipeline.resolve
from pipeline.extract import Raw, Unextractable
from pipeline.understand import understand

PAGE = """<html><head><title>Uzbekistan and France sign an agreement on uranium</title></head><body><article>
<h1>Uzbekistan and France sign an agreement on uranium</h1><p>Navoiyuran and Orano of France signed an agreement worth
$40 million on 5 November 2025 in Tashkent. Both want uranium from Navoi.</p></article></body></html>
"""

configure_mappers()
with suppress(Unextractable):  # words, models and patterns are loaded where they are first needed
    understand(Raw(PAGE.encode(), "utf-8", "https://example.org/1", dt.datetime.now(dt.UTC), "Asia/Tashkent", {}))

__all__ = ["pipeline", "trafilatura"]
