"""An address and headers come in, the answer's status, headers and bytes go out, whatever the status."""

import urllib.error
import urllib.request

from tests.waiting import LONGEST


def get(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(address, headers={k.replace("_", "-"): v for k, v in headers.items()})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=LONGEST) as answer:  # noqa: S310 - the street's own addresses
            return answer.status, dict(answer.headers.items()), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers.items()), error.read()
