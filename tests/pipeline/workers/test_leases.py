"""Names of lease holders: the living are respected, the dead of this host are known."""

import os
import subprocess
import sys

from pipeline.workers.leases import abandoned, holder


def test_a_living_holder_is_respected() -> None:
    assert not abandoned(holder())


def test_a_dead_process_of_this_host_is_known_to_be_dead() -> None:
    code = "from pipeline.workers.leases import holder; print(holder())"
    name = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert name != holder()
    assert abandoned(name)


def test_nothing_is_known_of_another_host() -> None:
    assert not abandoned(f"elsewhere/pid:[1]:{os.getpid()}")
    assert not abandoned("")
