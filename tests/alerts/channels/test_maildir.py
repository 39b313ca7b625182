"""Digests as files in a Maildir."""

import mailbox
from pathlib import Path

import pytest

from alerts.channels import BadAddress, Deferred
from alerts.channels.maildir import checked, send
from alerts.rendering.message import Message
from tests.alerts.samples import sealed


def made(subject: str = "News") -> bytes:
    return sealed(Message(subject, "текст\n", "<p>x</p>"))[1]


def test_a_message_can_be_read_with_any_mail_program(tmp_path: Path) -> None:
    send(made(), str(tmp_path / "box"))
    (message,) = mailbox.Maildir(tmp_path / "box", create=False)
    assert message["Subject"] == "News"
    assert not list((tmp_path / "box" / "tmp").iterdir())


def test_a_twin_changes_nothing_even_after_it_was_read(tmp_path: Path) -> None:
    body = made()
    send(body, str(tmp_path))
    assert send(body, str(tmp_path)).startswith("already")
    (stored,) = (tmp_path / "new").iterdir()
    stored.rename(tmp_path / "cur" / f"{stored.name}:2,S")
    send(body, str(tmp_path))
    assert not list((tmp_path / "new").iterdir())
    send(made("other"), str(tmp_path))
    assert len(list((tmp_path / "new").iterdir())) == 1


def test_no_folder_and_a_relative_one_stand_in_the_data_folder(home: Path) -> None:
    assert checked("") == str(home / "Maildir")
    assert checked("box") == str(home / "box")
    assert checked("/var/mail/x") == "/var/mail/x"


def test_a_folder_that_cannot_be_written_is_worth_another_try(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Deferred, match="file"):
        send(made(), str(tmp_path / "file"))


def test_a_folder_with_a_line_break_is_refused() -> None:
    with pytest.raises(BadAddress):
        checked("a\nb")


@pytest.mark.parametrize("to", ["/box\0", "/box\n", "/\x1b[2Jbox", "/box\u202e"])
def test_a_folder_that_would_disguise_itself_is_refused(to: str) -> None:
    with pytest.raises(BadAddress, match="is no folder") as refused:
        checked(to)
    assert to not in str(refused.value)
