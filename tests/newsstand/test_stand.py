"""The whole street: its catalogue loads, and the command serves it until it is told to stop."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from crawler.sources import load_catalogue
from tests.newsstand.asking import get
from tests.newsstand.stand import Newsstand
from tests.waiting import LONGEST

EVENING = "2026-11-22T20:00+05:00"


def test_catalogue_loads_and_names_every_outlet(street: Newsstand, tmp_path: Path) -> None:
    sources = load_catalogue(street.catalogue(tmp_path))
    assert len(sources) == len(street.outlets)
    hosts = set(street.allow_hosts.split(","))
    for outlet in street.outlets:
        source = sources[outlet.name]
        assert source.delay == 0
        assert outlet.home.removeprefix("http://") in hosts


def test_command_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    run = [sys.executable, "-m", "tests.newsstand", "--port", "0", "--catalogue", str(tmp_path), "--now", EVENING]
    root = Path(__file__).parent.parent.parent
    with subprocess.Popen(run, stdout=subprocess.PIPE, cwd=root, env={**os.environ, "PYTHONUNBUFFERED": "1"}) as street:
        assert street.stdout
        assert b"Ctrl-C ends it" in street.stdout.readline()
        first = (tmp_path / "allow-hosts").read_text(encoding="ascii").partition(",")[0]
        assert get(f"http://{first}/")[0] == 200
        street.send_signal(signal.SIGTERM)
        assert street.wait(LONGEST) == 0
