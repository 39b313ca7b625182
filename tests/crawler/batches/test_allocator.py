"""Large blocks that are freed go back to the system, in a process of its own that is measured."""

import subprocess
import sys

import pytest

PROGRAM = """
import sys
from crawler.batches.allocator import give_back

def resident():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS"))

if sys.argv[1] == "set" and not give_back():
    sys.exit("no mallopt")
for size in (30, 20, 10):  # each freed block raises the threshold below which a block comes from the heap
    bytes(size << 20)
kept = []
for number in range(40):
    block = b"x" * (2 << 20)
    kept.append(b"y" * 4096)  # a small one above it, that holds the heap open
    del block
before = resident()
blocks = [b"x" * (2 << 20) for _ in range(20)]
small = [b"z" * 3000 for _ in range(2000)]
del blocks
print(resident() - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the figure is read from Linux's /proc")
def test_what_is_freed_leaves_the_process() -> None:
    def left(how: str) -> int:
        done = subprocess.run([sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, check=False)
        if "no mallopt" in done.stderr:
            pytest.skip("this C library has no mallopt")
        return int(done.stdout)

    kept, freed = left("leave"), left("set")
    print(f"40 MB freed: {kept / 1024:.1f} MB stay without the switches, {freed / 1024:.1f} MB with them")
    assert freed < 16 * 1024
    assert kept > freed + 16 * 1024
