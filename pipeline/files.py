"""A file that several processes may write comes in; it changes under a lock and in one step."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def replace(path: Path, body: bytes, mode: int) -> None:
    """Write beside the file and rename over it, so that a crash leaves the old or the new; a new one has ``mode``."""
    mode = path.stat().st_mode & 0o777 if path.exists() else mode
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=path.name, delete=False) as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    written = Path(file.name)
    written.chmod(mode)
    written.replace(path)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process at a time change the file, where the system has file locks."""
    with path.with_name(f".{path.name}.lock").open("w") as lock:
        try:
            import fcntl  # noqa: PLC0415 - POSIX only
        except ImportError:
            yield
            return
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
