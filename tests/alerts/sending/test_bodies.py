"""A mail is byte by byte what the standard library makes of its bodies, but for the boundary between them."""

import itertools
import re
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from alerts.sending.bodies import written

TEXTS = {
    "plain": "Deals moved.\nTwo of them.\n",
    "scripts": "Вольфрам, 钨, o‘zbek\n" * 200,
    "long line": "word " * 300,
    "a boundary": "--===============0000000000000000000==\n-text-\n-html-\n.\nFrom here\n",
    "empty": "",
    "odd ends": "one\r\ntwo\rthree\x0bfour\x85five",
}
BOUNDARY = re.compile(rb"={15}\d{19}==(?=\"|\r|--)")


@pytest.mark.parametrize(("text", "html"), [*itertools.product(TEXTS, TEXTS)])
def test_the_bytes_are_those_of_the_standard_library(text: str, html: str) -> None:
    mail = headers()
    for body, subtype in ((TEXTS[text], "plain"), (TEXTS[html], "html")):
        is_plain = body.isascii() and max(map(len, body.split("\n"))) < 900
        put = mail.set_content if subtype == "plain" else mail.add_alternative
        put(body, subtype=subtype, cte="7bit" if is_plain else "base64")
    assert unbound(written(headers(), TEXTS[text], TEXTS[html])) == unbound(mail.as_bytes())


def test_every_mail_has_a_boundary_of_its_own() -> None:
    first, second = (written(headers(), TEXTS["a boundary"], "") for _ in range(2))
    assert first != second
    assert unbound(first) == unbound(second)


def headers() -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = "News"
    mail["X-Konchi-Deal"] = "uztmk-itia"
    return mail


def unbound(whole: bytes) -> bytes:
    """Return the mail with its boundary, which its header names, by another name."""
    named = BOUNDARY.search(whole)
    assert named is not None
    return whole.replace(named[0], b"BOUNDARY")
