"""The konchi commands of alerts, as a person types them."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner, Result

from alerts.sending.suppression import suppress
from pipeline.commands import Commands
from scheduler import COMMANDS
from tests.alerts.hookbox import hookbox
from tests.alerts.newsroom import Newsroom
from tests.alerts.postbox import free_port
from tests.waiting import LONGEST, worked


def konchi(command: str, *arguments: str) -> Result:
    return CliRunner().invoke(Commands("konchi", modules=COMMANDS), [command, *arguments])


def test_subscribe_list_and_unsubscribe(home: Path) -> None:
    assert "nobody is subscribed" in konchi("subscriptions").output
    said = konchi(
        "subscribe", "anna@example.org", "--name", "Anna", "--timezone", "Europe/Berlin", "--language", "ru",
        "--mineral", "tungsten", "--mineral", "lithium", "--party", "uztmk", "--country", "DE", "--type", "offtake",
        "--minimum-stage", "agreement", "--frequency", "weekly", "--at", "18:30", "--day", "friday",
    )  # fmt: skip
    assert said.exit_code == 0
    assert "mailto:anna@example.org is subscribed, weekly on friday at 18:30 Europe/Berlin" in said.output
    wishes = "all of this: tungsten or lithium; Uzbekistan Technological Metals Complex; Germany; "
    assert wishes in said.output
    listed = konchi("subscriptions").output
    assert "in ru" in listed
    assert wishes in listed
    assert "unsubscribe" not in konchi("unsubscribe", "anna@example.org").output
    assert "nobody is subscribed" in konchi("subscriptions").output
    assert (home / "subscriptions.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("anna@example.org", "--mineral", "tungstn"), "did you mean 'tungsten'"),
        (("anna@example.org", "--country", "germny"), "countries: 'germny' is no country of the lexicon; did you mean"),
        (
            ("anna@example.org", "--party", "traxis"),
            "parties: 'traxis' is no organisation of the lexicon; did you mean",
        ),
        (("anna@example.org", "--type", "joint ventures"), "did you mean 'joint_venture'"),
        (("anna",), "is no email address"),
        (("pigeon:anna",), "no channel 'pigeon'"),
        (("anna@example.org", "--frequency", "hourly"), "no rhythm 'hourly'"),
    ],
)
def test_a_mistake_is_one_sentence_and_no_traceback(arguments: tuple[str, ...], complaint: str) -> None:
    said = konchi("subscribe", *arguments)
    assert said.exit_code == 1
    assert complaint in said.output
    assert len(said.output.splitlines()) == 1


def test_unsubscribing_a_stranger_says_where_to_look() -> None:
    assert "konchi subscriptions lists who is" in konchi("unsubscribe", "nobody@example.org").output


def test_a_preview_prints_text_for_anybody_and_keeps_nothing(newsroom: Newsroom) -> None:
    newsroom.deal()
    said = konchi("digest", "--preview")
    assert said.output.startswith("Subject: 1 new deal: tungsten with International Tungsten Industry Association\n")
    assert "https://news.example/1" in said.output
    assert "Nothing could be read" in konchi("digest", "--preview", "--since", "2027-01-01").output
    stranger = konchi("digest", "--preview", "reader@example.org", "--since", "2026-11-01").output
    assert "1 new deal" in stranger
    assert "mailto:reader@example.org is not subscribed; this is what who follows every deal would get\n" in stranger
    assert "not subscribed" not in said.output
    assert newsroom.deliveries() == []


def test_a_preview_as_a_page_is_written_to_the_data_folder(newsroom: Newsroom, home: Path) -> None:
    newsroom.deal()
    said = konchi("digest", "--preview", "--html")
    assert said.output.strip() == str(home / "preview.html")
    assert "International Tungsten" in (home / "preview.html").read_text(encoding="utf-8")


def test_a_hostile_title_is_inert_in_the_terminal(newsroom: Newsroom) -> None:
    deal = newsroom.deal(bare=True)
    newsroom.report(deal, newsroom.article(title="Deal\x1b]0;owned\x07\x9b31m\u202egnihton", outlet="\x1b[2J"))
    newsroom.event(deal)
    said = konchi("digest", "--preview").output
    assert "owned" in said
    assert not set(said) & set("\x1b\x07\x9b\u202e")


@pytest.mark.usefixtures("database")
def test_send_without_readers_says_what_to_do() -> None:
    said = konchi("send")
    assert said.exit_code == 0
    assert "konchi subscribe reader@example.org" in said.output


def test_send_now_delivers_to_a_maildir_and_the_ledger_tells_it(newsroom: Newsroom, home: Path) -> None:
    newsroom.deal()
    konchi("subscribe", "maildir:")
    assert konchi("send", "--now").output.strip() == "1 composed, 1 sent"
    (stored,) = (home / "Maildir" / "new").iterdir()
    assert stored.read_bytes().startswith(b"From: Konchi")
    ledger = konchi("deliveries").output
    assert "sent     daily" in ledger
    assert f"stored as {stored} (attempts: 1)" in ledger
    assert konchi("deliveries", "--address", "maildir:").output == ledger
    assert "nothing has been composed" in konchi("deliveries", "--address", "x@example.org").output


def test_trouble_with_sending_points_to_the_ledger(newsroom: Newsroom) -> None:
    newsroom.deal()
    konchi("subscribe", "anna@example.org")
    said = konchi("send", "--now")
    assert said.stdout.strip() == "1 composed, 0 sent, 1 blocked"
    assert "konchi deliveries" in said.stderr
    assert "KONCHI_SMTP is not set" in konchi("deliveries").output


def test_suppressed_addresses_are_listed_marked_and_lifted(newsroom: Newsroom) -> None:
    konchi("subscribe", "anna@example.org")
    assert konchi("suppressions").output.strip() == "nothing is suppressed"
    with newsroom.session() as opened:
        suppress(opened, "mailto:anna@example.org", "550 5.1.1 no\x1b[31m such user", newsroom.now)
    listed = konchi("suppressions").output
    assert listed == "2026-11-23 03:30 UTC  mailto:anna@example.org  550 5.1.1 no[31m such user\n"
    assert "SUPPRESSED" in konchi("subscriptions").output
    assert "gets mail again" in konchi("suppressions", "--lift", "anna@example.org").output
    again = konchi("suppressions", "--lift", "anna@example.org")
    assert again.exit_code == 1
    assert "konchi suppressions lists" in again.stderr
    assert "SUPPRESSED" not in konchi("subscriptions").output


@pytest.mark.usefixtures("database")
def test_a_channel_is_proved_by_hand(home: Path) -> None:
    assert "maildir, mailto" in konchi("channels").output
    assert konchi("channels", "test", f"maildir:{home / 'box'}").output.startswith("sent: stored as ")
    failed = konchi("channels", "test", "reader@example.org")
    assert failed.exit_code == 1
    assert "KONCHI_SMTP is not set" in failed.stderr
    assert "name the address" in konchi("channels", "test").stderr
    assert "did you mean" in konchi("channels", "test", "maildr:x").stderr


@pytest.mark.usefixtures("database")
def test_web_addresses_are_told_apart_and_not_told(newsroom: Newsroom, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with hookbox() as hook:
        hooks = [f"slack:{hook.url}/services/{name}" for name in ("s3cret", "hidden")]
        said = [konchi("subscribe", address).output for address in hooks]
        newsroom.deal()
        said += [konchi("subscriptions").output, konchi("timetable").output, konchi("send", "--now").output]
        said += [konchi("deliveries").output, konchi("deliveries", "--address", hooks[0]).output, caplog.text]
        assert [path for path, *_ in hook.posted] == ["/services/s3cret", "/services/hidden"]
        again = konchi("subscribe", hooks[0]).stderr
        assert "is subscribed already" in again
        said += [again, konchi("pause", hooks[0], "--until", "2999-12-31").output]
        said += [konchi("unsubscribe", address).output for address in hooks]
    shapes = [set(re.findall(r"slack:http://127\.0\.0\.1/\.\.\.#[0-9a-f]{6}", text)) for text in said]
    assert [len(found) for found in shapes] == [1, 1, 2, 2, 0, 2, 1, 2, 1, 1, 1, 1]
    assert not [text for text in said if "s3cret" in text or "hidden" in text]
    assert "gets no more digests" in said[-1]


@pytest.mark.usefixtures("database")
def test_a_reader_is_paused_and_heard_again() -> None:
    konchi("subscribe", "anna@example.org")
    assert "is paused until 2999-12-31" in konchi("pause", "anna@example.org", "--until", "2999-12-31").output
    assert "PAUSED until 2999-12-31." in konchi("subscriptions").output
    wrong = konchi("pause", "anna@example.org", "--until", "tomorrow")
    assert "write e.g. 2026-12-31" in wrong.stderr
    assert "PAUSED until 2999-12-31." in konchi("subscriptions").output
    assert "2020-01-01 is no day to come" in konchi("pause", "anna@example.org", "--until", "2020-01-01").stderr
    assert "PAUSED until 2999-12-31." in konchi("subscriptions").output
    assert "hears again, daily at 08:00" in konchi("pause", "anna@example.org").output
    assert "PAUSED" not in konchi("subscriptions").output
    assert "konchi subscriptions lists who is" in konchi("pause", "nobody@example.org").stderr


@pytest.mark.usefixtures("database")
def test_the_service_answers_and_stops_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    wrong = {**os.environ, "KONCHI_URL": "konchi"}
    command = [sys.executable, "-m", "scheduler", "serve", "--port", str(port)]
    refused = subprocess.run(command, capture_output=True, text=True, env=wrong, check=False)
    assert refused.returncode == 1
    assert "https://konchi.example.org" in refused.stderr
    monkeypatch.delenv("KONCHI_URL", raising=False)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as service:
        assert service.stdout.readline() == f"listening on http://127.0.0.1:{port}/\n"
        assert requests.get(f"http://127.0.0.1:{port}/", timeout=LONGEST).status_code == 200  # at once: it does listen
        taken = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LONGEST)
        service.terminate()
        assert "mails will not link here" in service.communicate(timeout=LONGEST)[1]
    assert (taken.returncode, taken.stdout) == (3, "")
    assert "address already in use" in taken.stderr


@pytest.mark.usefixtures("home")
def test_the_commands_are_there_in_less_than_a_blink() -> None:
    before = worked()
    subprocess.run([sys.executable, "-c", "import alerts.cli"], check=True)
    assert worked() - before < 2  # it takes 0.1 s
    heavy = subprocess.run(
        [sys.executable, "-c", "import alerts.cli, sys; print({'sqlalchemy', 'jinja2', 'smtplib'} & set(sys.modules))"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert heavy.stdout.strip() == "set()"
