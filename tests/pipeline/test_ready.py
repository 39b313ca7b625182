"""What processing is forked from holds all that is the same for every page, and nothing that may not be shared."""

import subprocess
import sys

SHARED = """
import sys, threading
import pipeline.ready
from pipeline.db import _connect
print(threading.active_count(), _connect.cache_info().currsize)
before = set(sys.modules)
import pipeline.process, pipeline.understand, pipeline.resolve, trafilatura, py3langid.langid
print(sorted(set(sys.modules) - before))
"""


def test_it_holds_what_processing_imports_and_neither_thread_nor_connection() -> None:
    done = subprocess.run([sys.executable, "-c", SHARED], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["1 0", "[]"], done.stdout
