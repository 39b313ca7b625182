"""A body and a web address come in; it is posted there, and the answer, or an error that says whose fault, goes out."""

import datetime as dt
import socket
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool
from urllib3.exceptions import HTTPError

from alerts.channels import BadAddress, Deferred, Gone, Refused, Shut, is_this_machine
from alerts.sending.deadline import Deadline
from pipeline.text import one_line

TIMEOUT = 15.0  # seconds, to connect and between two bytes of the answer
LIMIT = 30.0  # seconds, for all of it
ANSWER = 600  # bytes of the answer that are read
_LATER = {408, 425, 429, 500, 502, 503, 504}
_NOT_US = {401, 403, 407}
_UNTOLD = 8  # characters of a mistaken address that are told: what follows may be a secret
_LONGEST_WAIT = 3600  # seconds


def checked(to: str, example: str) -> str:
    """Return the address if mail may be posted there: https, or http on this machine. Raises BadAddress."""
    to = to.strip()
    with suppress(ValueError):
        parts = urlsplit(to)
        plain = to.isascii() and to.isprintable() and " " not in to
        if (
            plain
            and parts.hostname
            and (parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(parts.hostname)))
        ):
            return to
    begins = one_line(to[:_UNTOLD])
    raise BadAddress(f"{begins!r}... is no https address; write e.g. {example}")


def post(url: str, body: bytes, headers: Mapping[str, str]) -> str:
    """Post JSON and return what was answered; a redirect is not followed. Raises Refused, Gone, Deferred or Shut.

    No error names the address: it may hold a secret.
    """
    sent = {"Content-Type": "application/json", "User-Agent": "Konchi", **headers}
    how: dict[str, Any] = {"timeout": TIMEOUT, "allow_redirects": False, "stream": True}
    with Deadline(LIMIT) as deadline, requests.Session() as client:
        for scheme in ("https://", "http://"):
            client.mount(scheme, _Watched(deadline))
        try:
            with client.post(url, data=body, headers=sent, **how) as answer:
                said = _said(answer)
        except (requests.RequestException, OSError) as error:
            if deadline.over:
                raise Deferred(f"the receiving side gave no answer within {LIMIT:.0f} seconds") from error
            if isinstance(error, requests.exceptions.SSLError):
                raise Shut("the certificate of the receiving side is not trusted") from error
            raise Deferred(f"the receiving side could not be reached: {type(error).__name__}") from error
    return _classed(answer, one_line(f"{answer.status_code} {said}").strip())


class _Watched(HTTPAdapter):
    """Makes connections that end with their deadline."""

    def __init__(self, deadline: Deadline) -> None:
        super().__init__(pool_maxsize=1)
        self.deadline = deadline

    def get_connection_with_tls_context(self, *given: Any, **named: Any) -> HTTPConnectionPool:  # noqa: ANN401 - as it is
        pool = super().get_connection_with_tls_context(*given, **named)
        pool.ConnectionCls = _watched(pool.ConnectionCls, self.deadline)
        return pool


def _watched(kind: Any, deadline: Deadline) -> Any:  # noqa: ANN401 - urllib3 has two kinds with one protocol
    class Connection(kind):  # type: ignore[misc]
        def _new_conn(self) -> socket.socket:
            return deadline.watch(super()._new_conn())

    return Connection


def _said(answer: requests.Response) -> str:
    """Return how the answer begins; its status says all that counts, also where the rest does not come."""
    try:
        begins: bytes = answer.raw.read(ANSWER, decode_content=True)
    except (HTTPError, OSError):
        return ""
    return begins.decode("utf-8", "replace")


def _classed(answer: requests.Response, said: str) -> str:
    code = answer.status_code
    if answer.ok and not answer.is_redirect:
        return said
    if code in _LATER:
        raise Deferred(said, _wait(answer.headers.get("Retry-After", "")))
    if code == requests.codes.gone:
        raise Gone(said)
    raise (Shut if code in _NOT_US else Refused)(said)


def _wait(header: str) -> dt.timedelta | None:
    return dt.timedelta(seconds=min(int(header), _LONGEST_WAIT)) if header.isdecimal() else None
