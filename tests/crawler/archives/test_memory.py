"""An archive of a hundred thousand pages takes no more memory than one of a thousand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawler.archives.test_filling import BLOCKS, SPORT
from tests.crawler.archives.warc import Capture, written
from tests.figures import Figure

MOST_MEMORY = 150  # MB resident, of the whole process
GROWTH = 15  # MB
CHILD = """
import sys
from crawler.cli import backfill
try:
    backfill([sys.argv[1]])
finally:
    peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print("peak", int(peak) / 1024)
"""


@pytest.mark.faults
def test_memory_is_flat_over_a_hundred_thousand_pages(sqlite_url: str, tmp_path: Path, figure: Figure) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "known.toml").write_text(BLOCKS, encoding="utf-8")
    environment = {**os.environ, "KONCHI_DATABASE": sqlite_url, "KONCHI_SOURCES": str(tmp_path / "sources")}

    def peak(pages: int) -> float:
        hosts = ("known.uz", "other.kz")
        ones = (Capture(f"https://{hosts[n % 2]}/news/{pages}{n}", SPORT * 20) for n in range(pages))
        archive = written(tmp_path / f"{pages}.warc", ones)
        command = [sys.executable, "-c", CHILD, str(archive)]
        said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
        assert f"{pages:,} captures: {pages:,} turned away" in said
        return float(said.split("peak")[1])

    few, many = peak(1_000), peak(100_000)
    figure(29, "100,000 pages from archives", many, MOST_MEMORY, "MB")
    figure(29, "these beside 1,000", many - few, GROWTH, "MB")
