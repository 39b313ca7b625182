"""Promise 9: while the disk is full nothing acknowledged is lost, one line says what to do, and then all goes on."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests.crawler.conftest import Site
from tests.faults.disk import Disk, limit, small_disk
from tests.faults.running import BRISK, KONCHI, Running
from tests.faults.test_killed_workers import orphans
from tests.faults.town import Town, back, watched
from tests.figures import Figure
from tests.postgres import Server, postgres
from tests.waiting import until

ALARM = r"ERROR.*(?:disk is full|No space left).*Make room on the disk: the work goes on by itself"
LONGER = 300_000  # bytes of a page that cannot be compressed: a batch takes more than the database has in reserve


@pytest.fixture
def disk() -> Iterator[Disk]:
    """Give a small disk."""
    with tempfile.TemporaryDirectory(prefix="konchi-disk-") as place:  # a server of another user must get there
        Path(place).chmod(0o755)
        with small_disk(Path(place) / "disk", 48) as made:
            yield made


def on_sqlite(disk: Disk, home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of a database on the disk, in the folder of all of Konchi's files."""
    for name, value in limit(disk, home / "limit").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("KONCHI_HOME", str(disk.folder))
    return f"sqlite:///{disk.folder / 'konchi.db'}"


def on_postgresql(disk: Disk, server: Server) -> str:
    """Return the address of a database whose tables are on the disk."""
    space = disk.folder / "tables"
    space.mkdir(mode=0o700)
    if server.user:
        shutil.chown(space, server.user)
    admin = create_engine(server.uri.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE TABLESPACE small LOCATION '{space}'"))
        connection.execute(text("CREATE DATABASE small TABLESPACE small"))
    admin.dispose()
    return server.uri.replace("/postgres?", "/small?")


def suffers(town: Town, disk: Disk, scheduler: Running, figure: Figure) -> None:
    """Fill the disk under a scheduler at work, clear it again, and take the figures."""
    until(town.finished)
    what = f"{disk.kind} full, {town.engine.dialect.name}"
    town.write("while it fills")
    disk.fill()
    town.publish(1, LONGER)
    until(lambda: not due(town) and scheduler.said(ALARM))
    acknowledged, well = town.acknowledged(), health()
    disk.clear()
    figure(9, f"{what}: all lines of the timetable run again after", back(scheduler, town.engine), 60, "s")
    until(lambda: not town.due() and town.finished())
    missing = acknowledged - town.acknowledged()
    figure(9, f"{what}: acknowledged and missing, of {len(acknowledged)}", len(missing), 0, "")
    figure(9, f"{what}: articles lost or doubled", town.strays(), 0, "")
    figure(9, f"{what}: mails lost, or twins that differ, of {town.mails}", town.twins_that_differ(), 0, "")
    figure(9, f"{what}: orphans and faults of integrity", orphans(town.engine), 0, "")
    if disk.real:
        figure(9, f"{what}: health says well", "FAIL room on the disk" not in well, 0, "")
    assert scheduler.process.poll() is None
    assert scheduler.end() == 0


def due(town: Town) -> None:
    """Let every source be due, as far as there is room to write that down."""
    with suppress(OperationalError):
        town.due()


def health() -> str:
    """Return what a watching machine hears."""
    return subprocess.run([*KONCHI, "health"], capture_output=True, text=True, check=False).stdout


@pytest.mark.faults
def test_a_full_disk_stops_the_work_and_room_lets_it_go_on(
    disk: Disk, site: Site, home: Path, running: Callable[..., Running], figure: Figure,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with watched(on_sqlite(disk, home, monkeypatch), site, home / "sources", monkeypatch) as town:
        suffers(town, disk, running([sys.executable, "-c", BRISK]), figure)


@pytest.mark.faults
def test_a_full_disk_of_a_server_stops_the_work_and_room_lets_it_go_on(
    disk: Disk, site: Site, home: Path, running: Callable[..., Running], figure: Figure,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    figure(9, "full disks of PostgreSQL not tried, for no file system may be mounted here", not disk.real, None, "")
    if not disk.real:
        return
    with postgres() as server, watched(on_postgresql(disk, server), site, home / "sources", monkeypatch) as town:
        monkeypatch.setenv("KONCHI_HOME", str(disk.folder))
        suffers(town, disk, running([sys.executable, "-c", BRISK]), figure)
