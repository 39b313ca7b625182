"""The headers of an email, a plain text and a page come in; its bytes, as the standard library writes them, go out."""

import binascii
import secrets
from email.message import EmailMessage
from email.policy import SMTP
from functools import lru_cache

LINE = 76  # characters of base64
LONGEST = 900  # bytes of a plain line: RFC 5322 bears 998
TEXT, HTML = "-text-", "-html-"  # stand where the bodies go


def written(mail: EmailMessage, text: str, html: str) -> bytes:
    """Return a mail with both bodies, given its headers.

    What stands around the bodies is written by the standard library once; line by line, as it writes them too, is
    most of its work.
    """
    plain, page = _body(text), _body(html)
    boundary = _boundary(secrets.randbelow(10**19))  # of each mail its own, which no title can know
    head, between, end = (part.replace(_boundary(0), boundary) for part in _around(plain[0], page[0]))
    return b"".join([mail.as_bytes().removesuffix(b"\r\n"), head, plain[1], between, page[1], end])


def _boundary(number: int) -> bytes:
    return b"===============%019d==" % number


@lru_cache(maxsize=4)
def _around(plain: str, page: str) -> tuple[bytes, bytes, bytes]:
    """Return what stands before, between and behind two bodies of these encodings."""
    mail = EmailMessage(policy=SMTP)
    mail.set_content(TEXT, cte="7bit")
    mail.add_alternative(HTML, subtype="html", cte="7bit")
    mail.set_boundary(_boundary(0).decode("ascii"))
    for part, encoding in zip(mail.iter_parts(), (plain, page), strict=True):
        part.replace_header("Content-Transfer-Encoding", encoding)
    head, _, rest = mail.as_bytes().partition(f"{TEXT}\r\n".encode("ascii"))
    between, _, end = rest.partition(f"{HTML}\r\n".encode("ascii"))
    return head, between, end


def _body(text: str) -> tuple[str, bytes]:
    """Encode a body: base64 where quoted-printable would double the size, and 7bit where the text is plain."""
    ended = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    whole = ended.encode().replace(b"\n", b"\r\n") + b"\r\n"
    if text.isascii() and all(len(line) < LONGEST for line in whole.splitlines()):
        return "7bit", whole
    told = binascii.b2a_base64(whole, newline=False)
    return "base64", b"\r\n".join([told[start : start + LINE] for start in range(0, len(told), LINE)]) + b"\r\n"
