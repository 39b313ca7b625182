"""What a process has loaded before children are forked from it is left alone by their collectors."""

import subprocess
import sys

FROZEN = """
import gc, pipeline.ready
before = gc.get_freeze_count()
import pipeline.workers.frozen
print(before, gc.get_freeze_count() > 100_000, len(gc.get_objects()) < 1000)
"""


def test_everything_loaded_before_is_frozen() -> None:
    done = subprocess.run([sys.executable, "-c", FROZEN], capture_output=True, text=True, check=True)
    assert done.stdout == "0 True True\n"
