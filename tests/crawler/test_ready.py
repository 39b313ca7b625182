"""What crawls are forked from holds all that is the same for them, and nothing that they may not share."""

import subprocess
import sys

SHARED = """
import sys, threading
import crawler.ready
from pipeline.db import _connect
print("reactor" if "twisted.internet.reactor" in sys.modules else "no reactor")
print(threading.active_count(), _connect.cache_info().currsize)
before = set(sys.modules)
import crawler.batches.batch, crawler.visits.visit, crawler.manners.handler, crawler.lists.cutting
import scrapy.core.engine, scrapy.core.scheduler
import scrapy.downloadermiddlewares.redirect, scrapy.downloadermiddlewares.retry
print(sorted(set(sys.modules) - before))
"""


def test_it_holds_what_a_crawl_imports_and_neither_reactor_nor_thread_nor_connection() -> None:
    done = subprocess.run([sys.executable, "-c", SHARED], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["no reactor", "1 0", "[]"], done.stdout
