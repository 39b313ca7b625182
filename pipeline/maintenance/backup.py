"""A database and Konchi's files come in, as they stand at one moment; a file that proves itself goes out."""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, select

from pipeline import clock
from pipeline.db import newest_revision, snapshot
from pipeline.ledger import Job  # whose metadata know every table
from pipeline.maintenance.kept import kept
from pipeline.maintenance.portable import kinds, line

MANIFEST = "manifest.json"
FORMAT = 1
AT_ONCE = 200  # rows


class BadBackup(Exception):
    """The file is no whole backup of Konchi, or cannot be written; the message says why."""


@dataclass(frozen=True)
class Backup:
    """What a backup holds: its tables with their columns' kinds, rows and checksums, and its files."""

    revision: str
    made_at: str
    tables: Mapping[str, Mapping[str, Any]]  # {columns: {name: kind}, rows, sha256}
    files: Mapping[str, str]  # sha256

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(int(table["rows"]) for table in self.tables.values())


def backup(engine: Engine, path: Path) -> Backup:
    """Write everything to a new file, while others go on writing; read it again, and return what it holds.

    Raises BadBackup where the file is there already, or does not read as it was written.
    """
    if path.exists():
        raise BadBackup(f"{path} is there already; name another file, for a backup overwrites nothing")
    being_made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        being_made.touch(mode=0o600, exist_ok=False)  # it holds readers' addresses and the secret of their links
        with zipfile.ZipFile(being_made, "w", zipfile.ZIP_DEFLATED) as archive, snapshot(engine) as reading:
            _write(archive, reading)
        with being_made.open("rb") as written:
            os.fsync(written.fileno())
        made = checked(being_made)
        os.link(being_made, path)  # unlike a renaming it fails where another has come in between
    except FileExistsError as error:
        raise BadBackup(f"{path} is being written by another") from error
    finally:
        being_made.unlink(missing_ok=True)
    return made


def _write(archive: zipfile.ZipFile, reading: Connection) -> None:
    tables = {table.name: _table(archive, reading, table) for table in Job.metadata.sorted_tables}
    files = {name: _file(archive, name, path.read_bytes()) for name, path in kept().items()}
    made = {"konchi": version("konchi"), "format": FORMAT, "made_at": clock.now().isoformat()}
    manifest = {**made, "revision": newest_revision(), "tables": tables, "files": files}
    archive.writestr(MANIFEST, json.dumps(manifest, indent=1))


def _table(archive: zipfile.ZipFile, reading: Connection, table: Table) -> dict[str, Any]:
    of, rows, digest = kinds(table), 0, hashlib.sha256()
    found = reading.execution_options(yield_per=AT_ONCE).execute(select(table).order_by(*table.primary_key))
    with archive.open(_member(table.name), "w", force_zip64=True) as member:
        for row in found:
            told = line(row, of)
            member.write(told)
            digest.update(told)
            rows += 1
    return {"columns": of, "rows": rows, "sha256": digest.hexdigest()}


def _file(archive: zipfile.ZipFile, name: str, body: bytes) -> str:
    archive.writestr(f"files/{name}", body)
    return hashlib.sha256(body).hexdigest()


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


def checked(path: Path) -> Backup:
    """Read a backup from its beginning to its end and return what it holds. Raises BadBackup where it is not whole."""
    try:
        with zipfile.ZipFile(path) as archive:
            told = _manifest(archive)
            for name, table in told.tables.items():
                _compare(name, table["sha256"], lines(archive, name))
            for name, digest in told.files.items():
                _compare(name, digest, [file(archive, name)])
    except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError, EOFError) as error:
        raise BadBackup(f"{path} is no whole backup: {error}") from error
    return told


def _manifest(archive: zipfile.ZipFile) -> Backup:
    told = json.loads(archive.read(MANIFEST))
    if told["format"] > FORMAT:
        raise BadBackup(f"this backup was written by Konchi {told['konchi']}, which is newer; install that one here")
    return Backup(told["revision"], told["made_at"], told["tables"], told["files"])


def _compare(name: str, expected: str, parts: Any) -> None:  # noqa: ANN401 - any iterable of bytes
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    if digest.hexdigest() != expected:
        raise ValueError(f"{name} is not what was written")


def lines(archive: zipfile.ZipFile, table: str) -> Iterator[bytes]:
    """Yield the lines of a table."""
    with archive.open(_member(table)) as member:
        yield from member


def file(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a file that was kept."""
    return archive.read(f"files/{name}")
