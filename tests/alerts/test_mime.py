"""The body of an email reads as it was written, in short lines of ASCII."""

import email
import email.policy

import pytest

from alerts.mime import alternative

TEXTS = {
    "plain": "Deals moved.\nTwo of them.\n",
    "scripts": "Вольфрам, 钨, o‘zbek\n" * 200,
    "long line": "word " * 300,
    "a boundary": "--==\n--\n.\nFrom here\n",
    "empty": "",
    "odd ends": "one\r\ntwo\rthree\x0bfour\x85five",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_both_parts_are_read_as_they_were_written(text: str) -> None:
    whole = b"From: a@b.example\r\n" + alternative(text, f"<p>{text}</p>")
    assert whole.isascii()
    assert max(map(len, whole.split(b"\r\n"))) < 998
    assert b"\n" not in whole.replace(b"\r\n", b"")
    mail = email.message_from_bytes(whole, policy=email.policy.default)
    assert mail.get_content_type() == "multipart/alternative"
    assert not mail.defects
    plain, html = mail.iter_parts()  # type: ignore[attr-defined]
    for part, kind, expected in ((plain, "text/plain", text), (html, "text/html", f"<p>{text}</p>")):
        assert part.get_content_type() == kind
        assert not part.defects
        assert part.get_content().splitlines() == expected.splitlines()
