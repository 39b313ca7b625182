"""Modules to hold ready come in; a context whose processes are forked from one that holds them goes out.

The standard library has a single such process, which nurseries begin and end; each of these contexts has its own.
"""

import io
import os
from collections.abc import Mapping
from multiprocessing import popen_forkserver, reduction, spawn
from multiprocessing.context import ForkServerContext, ForkServerProcess, set_spawning_popen
from multiprocessing.forkserver import ForkServer, read_signed
from multiprocessing.util import Finalize, close_fds
from typing import Any


class Child(ForkServerProcess):
    """A process with the environment of whoever starts it, as one that is started from nothing has."""

    server: ForkServer

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - those of any process
        super().__init__(*arguments, **named)
        self._environment: Mapping[str, str] = dict(os.environ)

    @staticmethod
    def _Popen(process_obj: "Child") -> "_Popen":  # noqa: N802 - the standard library's name
        return _Popen(process_obj)

    def run(self) -> None:
        """Work, in the process itself."""
        os.environ.clear()
        os.environ.update(self._environment)
        super().run()


class _Popen(popen_forkserver.Popen):
    """A start like the standard library's, from the process's own server."""

    def _launch(self, process_obj: Child) -> None:
        sent = io.BytesIO()
        set_spawning_popen(self)
        try:
            reduction.dump(spawn.get_preparation_data(process_obj.name), sent)
            reduction.dump(process_obj, sent)
        finally:
            set_spawning_popen(None)
        self.sentinel, pipe = process_obj.server.connect_to_new_process(self._fds)
        self.finalizer = Finalize(self, close_fds, (os.dup(pipe), self.sentinel))  # a child sees its parent's end
        with os.fdopen(pipe, "wb") as opened:
            opened.write(sent.getbuffer())
        self.pid = read_signed(self.sentinel)


def holding(*modules: str) -> ForkServer:
    """Return what will hold the modules, from when its first child is started."""
    server = ForkServer()
    server.set_forkserver_preload([*modules, "pipeline.workers.frozen"])
    return server


class _Page(Child):
    server = holding("pipeline.ready")


class _Pages(ForkServerContext):
    Process = _Page


PAGES = _Pages()  # of workers that read pages
