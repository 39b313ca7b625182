"""A body and a web address come in; it is posted there, and the answer, or an error that says whose fault, goes out."""

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

import requests

from alerts.channels import BadAddress, Deferred, Gone, Refused, Shut, is_this_machine
from pipeline.text import one_line

TIMEOUT = 30.0  # seconds, to connect and between two bytes of the answer
ANSWER = 600  # bytes of the answer that are read
_LATER = {408, 425, 429, 500, 502, 503, 504}
_NOT_US = {401, 403, 407}
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
    raise BadAddress(f"{one_line(to)!r} is no https address; write e.g. {example}")


def post(url: str, body: bytes, headers: Mapping[str, str]) -> str:
    """Post JSON and return what was answered; a redirect is not followed. Raises Refused, Gone, Deferred or Shut.

    No error names the address: it may hold a secret.
    """
    sent = {"Content-Type": "application/json", "User-Agent": "Konchi", **headers}
    try:
        with requests.post(url, data=body, headers=sent, timeout=TIMEOUT, allow_redirects=False, stream=True) as answer:
            said = answer.raw.read(ANSWER, decode_content=True).decode("utf-8", "replace")
    except requests.exceptions.SSLError as error:
        raise Shut("the certificate of the receiving side is not trusted") from error
    except (requests.RequestException, OSError) as error:
        raise Deferred(f"the receiving side could not be reached: {type(error).__name__}") from error
    return _classed(answer, one_line(f"{answer.status_code} {said}").strip())


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
