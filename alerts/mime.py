"""A plain text and a page come in; the body of an email that carries both, with its headers, goes out as bytes."""

import base64
import itertools
import secrets

LINE = 76  # characters of base64
LONGEST = 900  # bytes of a plain line: RFC 5322 bears 998


def alternative(text: str, html: str) -> bytes:
    """Return the end of an email's headers and its body: the text, and the page for who can show it.

    The standard library's own way costs four times as much, which counts where thousands are written.
    """
    boundary = f"=={secrets.token_hex(12)}=="
    head = f'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n'
    between = f"--{boundary}\r\n".encode()
    return b"".join([
        head.encode(), between, _part(text, "plain"), between, _part(html, "html"), f"--{boundary}--\r\n".encode()
    ])  # fmt: skip


def _part(text: str, subtype: str) -> bytes:
    """Return one of the two: in base64 where quoted-printable would double the size, and as it is where it is plain."""
    lines = text.encode().splitlines()
    is_plain = text.isascii() and all(len(line) < LONGEST for line in lines)
    whole = b"\r\n".join([*lines, b""])
    head = f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: '
    return f"{head}{'7bit' if is_plain else 'base64'}\r\n\r\n".encode() + (whole if is_plain else _encoded(whole))


def _encoded(whole: bytes) -> bytes:
    told = base64.b64encode(whole)
    ends = itertools.chain(range(LINE, len(told), LINE), [len(told)])
    return b"".join(told[max(0, end - 1) // LINE * LINE : end] + b"\r\n" for end in ends)
