"""The readers' pages come in; they are served until somebody ends that, and when they can be read is said."""

import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp


class _Server(uvicorn.Server):
    """A server that says when it can be reached, not before."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Bind the port; where it is taken uvicorn says so and ends."""
        await super().startup(sockets)
        self.ready()


def listen(pages: ASGIApp, host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve pages until a signal comes, and call ``ready`` once they can be read; exit with code 3 where not."""
    config = uvicorn.Config(
        pages,
        host=host,
        port=port,
        access_log=False,  # an address holds a signed word
        server_header=False,
        log_level="warning",
        limit_concurrency=100,
        timeout_keep_alive=5,
    )
    _Server(config, ready).run()
