"""A small disk: a folder and a size come in, a file system that a test can fill goes out, or the next best thing."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1 << 20
LIMITED = """
import os, sqlite3.dbapi2

def limited(*arguments, **named):
    opened = real(*arguments, **named)
    if os.path.exists(os.environ["KONCHI_TEST_FULL"]):
        opened.execute("PRAGMA max_page_count = 1")  # no page more than there are
    return opened

real, sqlite3.dbapi2.connect = sqlite3.dbapi2.connect, limited
"""


@dataclass
class Disk:
    """A file system of its own, or a folder in which SQLite's own limit of pages says that the disk is full."""

    folder: Path
    real: bool

    @property
    def kind(self) -> str:
        """What stands for a full disk."""
        return "a file system" if self.real else "SQLite's own limit of pages"

    def fill(self) -> None:
        """Leave no room."""
        with (self.folder / "filler").open("wb", buffering=0) as file, suppress(OSError):
            while self.real:
                file.write(bytes(4096))

    def clear(self) -> None:
        """Make room again."""
        (self.folder / "filler").unlink()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    """Mount a file system of that size, where one may; until the end of the block."""
    folder.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "konchi", str(folder)]
    real = bool(mount) and subprocess.run([mount, *options], capture_output=True, check=False).returncode == 0  # type: ignore[list-item]
    try:
        yield Disk(folder, real)
    finally:
        if real:
            subprocess.run(["umount", "--lazy", str(folder)], capture_output=True, check=True)  # noqa: S607


def limit(disk: Disk, place: Path) -> dict[str, str]:
    """Return the settings with which processes begun from now on obey a disk that is no file system of its own."""
    if disk.real:
        return {}
    place.mkdir()
    (place / "sitecustomize.py").write_text(LIMITED)
    path = f"{place}:{os.environ.get('PYTHONPATH', Path.cwd())}"
    return {"KONCHI_TEST_FULL": str(disk.folder / "filler"), "PYTHONPATH": path}
