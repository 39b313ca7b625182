"""The email's bytes: ASCII headers, exact round trip, nothing injected."""

import email
import email.policy
import socket
from dataclasses import replace
from email.message import EmailMessage

import pytest

from alerts.rendering.message import Message
from alerts.rendering.retelling import Retold
from alerts.sending.envelope import NAMED, InvalidSender, sender
from tests.alerts.samples import NOW, READER, item, sealed

MIXED = "3 deals: вольфрам и O‘zbekiston, Ўзбекистон, 우라늄 구매, 稀土合作, اليورانيوم " + "long " * 20 + "конец"


def parsed(body: bytes) -> EmailMessage:
    return email.message_from_bytes(body, policy=email.policy.default)


@pytest.mark.parametrize(
    "subject",
    [
        MIXED,
        "plain",
        "Oʻzbekiston",
        "ж" * 200,
        "a" * 300,
        "稀土" * 60,
        "x " * 90,
        "Sum: 5 =?utf-8?q?x?= <b>",
        "two  spaces  and ж",
    ],
)
def test_a_subject_in_any_script_survives_exactly_in_short_ascii_lines(subject: str) -> None:
    _, body = sealed(Message(subject, "text", "<p>x</p>"))
    head = body.split(b"\r\n\r\n", 1)[0]
    assert head.isascii()
    assert all(len(line) < 78 for line in head.split(b"\r\n"))
    assert parsed(body)["Subject"] == subject


@pytest.mark.parametrize(
    "text",
    [
        "Deals moved.\nTwo of them.\n",
        "Вольфрам, 钨, o‘zbek\n" * 200,
        "word " * 300,
        "--==\n--\n.\nFrom here\n",
        "",
        "one\r\ntwo\rthree\x0bfour\x85five",
    ],
    ids=["plain", "scripts", "long line", "a boundary", "empty", "odd ends"],
)
def test_both_parts_are_read_as_they_were_written(text: str) -> None:
    _, body = sealed(Message("News", text, f"<p>{text}</p>"))
    assert body.isascii()
    assert max(map(len, body.split(b"\r\n"))) < 998
    assert b"\n" not in body.replace(b"\r\n", b"")
    mail = parsed(body)
    assert mail.get_content_type() == "multipart/alternative"
    assert not mail.defects
    plain, html = mail.iter_parts()
    for part, kind, expected in ((plain, "text/plain", text or "\n"), (html, "text/html", f"<p>{text}</p>")):
        assert part.get_content_type() == kind
        assert not part.defects
        assert part.get_content().splitlines() == expected.splitlines()


def test_the_headers_say_who_what_list_and_that_a_machine_wrote() -> None:
    message_id, body = sealed(Message("News", "text", "<p>x</p>"))
    mail = parsed(body)
    assert mail["From"] == "Konchi <digest@konchi.example>"
    assert mail["To"] == "Malika <reader@example.org>"
    assert mail["Message-ID"] == message_id
    assert message_id.endswith("@konchi.example>")
    assert mail["Date"].datetime == NOW.replace(microsecond=0)
    assert mail["List-Id"] == "Konchi digest <digest.konchi.example>"
    assert mail["List-Unsubscribe"] == "<mailto:digest@konchi.example?subject=unsubscribe>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Feedback-ID"] == "daily:konchi:konchi.example"
    assert mail["References"] is None


def test_a_correction_stands_in_the_thread_of_what_it_puts_right() -> None:
    message = Message("Correction", "t", "h", corrections=(Retold("uztmk-itia", "n", "h", "t", ()),))
    mail = parsed(sealed(message, kind="correction")[1])
    assert mail["In-Reply-To"] == "<deal.uztmk-itia@konchi.example>"
    assert mail["X-Konchi-Deal"] == "uztmk-itia"
    assert mail["Feedback-ID"] == "correction:konchi:konchi.example"


def test_an_alert_stands_in_the_thread_of_its_deals_and_rules_can_sort_it() -> None:
    told = [item(key="uztmk-itia"), item(key='x" \r\nBcc: a@b.example', stage="operation")]
    mail = parsed(sealed(Message("News", "text", "<p>x</p>"), *told, kind="instant")[1])
    assert mail["In-Reply-To"] == "<deal.uztmk-itia@konchi.example>"
    assert mail["References"].split()[0] == mail["In-Reply-To"]
    assert mail.get_all("X-Konchi-Deal") == ["uztmk-itia", "x----Bcc--a-b.example"]
    assert mail.get_all("X-Konchi-Stage") == ["agreement", "operation"]
    assert mail["Bcc"] is None
    many = parsed(sealed(Message("News", "text", "h"), *(item(key=f"deal-{n}") for n in range(500)))[1])
    assert (len(many.get_all("X-Konchi-Deal")), many.get_all("X-Konchi-Stage")) == (NAMED, ["agreement"])


def test_text_and_page_come_back_as_they_were() -> None:
    _, body = sealed(Message("s", "Вольфрам\nOʻzbekiston\n", "<p>稀土 ж</p>\n"))
    mail = parsed(body)
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain.get_content().splitlines() == ["Вольфрам", "Oʻzbekiston"]
    assert html.get_content().strip() == "<p>稀土 ж</p>"
    assert plain["Content-Transfer-Encoding"] == "base64"
    assert body.isascii()
    assert all(len(line) <= 998 for line in body.split(b"\r\n"))


def test_a_hostile_name_injects_no_header() -> None:
    reader = replace(READER, name='Eve\r\nBcc: all@example.org\u2028X: y" <evil@example.org>')
    mail = parsed(sealed(Message("s", "t", "h"), reader=reader)[1])
    assert mail["Bcc"] is None
    assert [address.addr_spec for address in mail["To"].addresses] == ["reader@example.org"]


def test_every_message_has_an_id_of_its_own() -> None:
    assert len({sealed(Message("s", "t", "h"))[0] for _ in range(50)}) == 50


def test_a_folder_is_written_to_without_an_address() -> None:
    _, body = sealed(Message("s", "t", "h"), reader=replace(READER, address="maildir:/tmp/x"))
    assert parsed(body)["To"] == "Malika:;"


@pytest.mark.parametrize(
    ("setting", "smtp", "expected"),
    [
        ("Konchi News <news@a.example>", "", ("Konchi News", "news@a.example")),
        ("news@a.example", "", ("Konchi", "news@a.example")),
        ("", "smtp://bot%40b.example:secret@mail.b.example", ("Konchi", "bot@b.example")),
        ("", "smtp://[bot:secret@mail.b.example", ("Konchi", f"konchi@{socket.gethostname()}")),
        ("Ünï <news@bäd.example>", "", ("Ünï", "news@xn--bd-via.example")),
    ],
)
def test_the_sender_is_the_setting_or_the_user_of_the_mail_server(
    setting: str, smtp: str, expected: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KONCHI_FROM", setting)
    monkeypatch.setenv("KONCHI_SMTP", smtp)
    assert sender() == expected


@pytest.mark.parametrize("setting", ["news", "Konchi <news@>", "Кончи <ж@b.example>", "a@b@c.example"])
def test_a_sender_that_is_no_address_is_refused(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONCHI_FROM", setting)
    with pytest.raises(InvalidSender, match=r"write e\.g\. Konchi <digest@example\.org>"):
        sender()
