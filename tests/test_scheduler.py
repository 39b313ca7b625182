"""The timetable and the konchi command, as a user starts them: in processes of their own."""

import datetime as dt
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from crawler.sources import InvalidSource
from pipeline.db import session
from pipeline.ledger import Job
from pipeline.maintenance.status import checks
from pipeline.maintenance.sweep import sweep
from pipeline.workers.jobs import claim
from scheduler import COMMANDS, TIMETABLE, Children, crawl_due, leased, ticked
from tests.pipeline.workers.test_children import left_behind
from tests.waiting import LONGEST

KONCHI = [sys.executable, "-m", "scheduler"]
IMPATIENT = """
import functools, scheduler
scheduler.Warden = functools.partial(scheduler.Warden, 0.5)
scheduler.konchi(["run"], prog_name="konchi")
"""
SILENT = """
[[source]]
name = "silent"
title = "A host that answers nobody"
country = "UZ"
feeds = ["http://127.0.0.1:9/rss"]
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a data folder of its own, with a catalogue of one source that cannot be reached."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "uz.toml").write_text(SILENT)
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path))
    monkeypatch.setenv("KONCHI_SOURCES", str(tmp_path / "sources"))
    monkeypatch.setenv("KONCHI_ALLOW_HOSTS", "127.0.0.1:9")
    monkeypatch.delenv("KONCHI_DATABASE", raising=False)
    return tmp_path


def konchi(*arguments: str, code: int = 0) -> str:
    done = subprocess.run([*KONCHI, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.usefixtures("home")
def test_help_lists_every_command() -> None:
    listed = konchi("--help")
    assert all(re.search(rf"^  {command} ", listed, re.MULTILINE) for command in COMMANDS)


@pytest.mark.usefixtures("home")
def test_a_mistyped_command_is_refused_with_the_nearest_one() -> None:
    assert "did you mean 'digest'" in konchi("digset", code=2)


COMPLAINTS = {
    "KONCHI_DATABASE": ("mysql://user:secret@host/name", "not supported"),
    "KONCHI_HOME": ("/dev/null/konchi", "KONCHI_HOME must name a folder"),
    "KONCHI_SOURCES": ("/dev/null", "KONCHI_SOURCES must name the folder"),
    "KONCHI_SUBSCRIPTIONS": ("/dev/null/subscriptions.toml", "Not a directory"),
    "KONCHI_FROM": ("nobody", "KONCHI_FROM is no address"),
    "KONCHI_CRAWL_LIMIT": ("soon", "no number of seconds"),
    "KONCHI_OLDEST": ("young", "no number of days"),
    "KONCHI_KEEP_MAILS": ("-1", "KONCHI_KEEP_MAILS='-1' is no number of days"),
}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("setting", COMPLAINTS)
def test_a_setting_that_cannot_work_ends_the_run_with_one_sentence(
    setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    value, complaint = COMPLAINTS[setting]
    monkeypatch.setenv(setting, value)
    said = konchi("run", code=1)
    assert said.startswith("Error: ")
    assert complaint in said
    assert "secret" not in said
    assert len(said.splitlines()) == 1


@pytest.mark.usefixtures("database")
def test_a_file_that_breaks_while_the_timetable_runs_is_a_line_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Children) -> None:
        raise InvalidSource("uz.toml, block 1: unknown key 'titel'")

    monkeypatch.setitem(TIMETABLE, "crawl", (fail, 60))
    ticked("crawl", Children())
    assert caplog.messages == ["crawl: uz.toml, block 1: unknown key 'titel'"]
    assert caplog.records[0].exc_info is None


def test_a_command_starts_without_the_heavy_libraries() -> None:
    heavy = ("scrapy", "sqlalchemy", "trafilatura", "apscheduler")
    code = f"import sys, scheduler; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_scheduler_runs_its_timetable_and_stops_cleanly_on_sigterm(home: Path) -> None:
    running = subprocess.Popen(KONCHI, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert running.stderr is not None
    lines: list[str] = []
    crawled = threading.Event()

    def read() -> None:
        for line in running.stderr or ():
            lines.append(line)
            if "crawl silent: exit" in line:
                crawled.set()

    reader = threading.Thread(target=read)
    reader.start()
    assert crawled.wait(LONGEST), lines
    running.send_signal(signal.SIGTERM)
    assert running.wait(LONGEST) == 0
    reader.join()
    running.stderr.close()
    assert "started" in lines[0]
    assert lines[-1].rstrip().endswith("stopped")
    assert (home / "heartbeat").exists()


@pytest.mark.usefixtures("home")
def test_health_fails_where_no_scheduler_ever_ran() -> None:
    answer = konchi("health", code=1)
    assert "FAIL scheduler alive: it has never run here; start it with: konchi run" in answer


@pytest.mark.usefixtures("home")
def test_a_run_where_nothing_can_be_reached_says_so_and_ends_in_good_order() -> None:
    said = konchi("run", "--once")
    assert re.search(r"silent.*unreachable", said)


@pytest.mark.usefixtures("home")
def test_the_timetable_names_jobs_and_sources() -> None:
    shown = konchi("timetable")
    assert all(re.search(rf"job +{name} ", shown) for name in TIMETABLE)
    assert re.search(r"source +silent ", shown)


def test_status_tells_where_the_data_is(home: Path) -> None:
    assert str(home / "konchi.db") in konchi("status")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_single_run_that_is_stopped_takes_its_children_along(
    home: Path, number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        host = f"127.0.0.1:{mute.getsockname()[1]}"
        (home / "sources" / "uz.toml").write_text(SILENT.replace("127.0.0.1:9", host))
        monkeypatch.setenv("KONCHI_ALLOW_HOSTS", host)
        running = subprocess.Popen([*KONCHI, "run", "--once"], stderr=subprocess.DEVNULL, start_new_session=True)
        mute.settimeout(LONGEST)
        connection, _ = mute.accept()
        with connection:
            running.send_signal(number)
            assert running.wait(LONGEST) == 128 + number
    assert not left_behind(home)


def test_a_crawl_that_hangs_does_not_outlive_a_scheduler_that_is_killed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        host = f"127.0.0.1:{mute.getsockname()[1]}"
        (home / "sources" / "uz.toml").write_text(SILENT.replace("127.0.0.1:9", host))
        monkeypatch.setenv("KONCHI_ALLOW_HOSTS", host)
        command = [sys.executable, "-c", IMPATIENT]
        running = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        mute.settimeout(LONGEST)
        connection, _ = mute.accept()
        with connection:
            running.kill()
            assert running.wait(LONGEST) == -signal.SIGKILL
            assert not left_behind(home)


def test_sources_whose_crawl_died_are_crawled_again_each_alone(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        hosts = [f"127.0.0.1:{mute.getsockname()[1]}" for mute in (one, two)]
        blocks = [SILENT.replace("silent", f"mute{n}").replace("127.0.0.1:9", host) for n, host in enumerate(hosts)]
        (home / "sources" / "uz.toml").write_text("".join([SILENT, *blocks]))
        monkeypatch.setenv("KONCHI_ALLOW_HOSTS", ",".join(["127.0.0.1:9", *hosts]))
        running = subprocess.Popen([*KONCHI, "crawl", "mute0", "mute1"], stdout=subprocess.DEVNULL)
        for mute in (one, two):
            mute.settimeout(LONGEST)
        asked = [mute.accept()[0] for mute in (one, two)]  # left without an answer
        running.kill()
        running.wait(LONGEST)
        for connection in asked:
            connection.close()
    caplog.set_level("INFO", "konchi")
    assert crawl_due(Children())
    crawled = sorted(line.partition(":")[0] for line in caplog.messages if line.startswith("crawl "))
    assert crawled == ["crawl mute0", "crawl mute1", "crawl silent"]


def test_a_job_that_another_scheduler_holds_is_not_run(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setitem(TIMETABLE, "send", (lambda _: ran.append("send"), 60))
    claim(database, "send", dt.timedelta(minutes=1))
    assert not leased("send", Children())
    assert ran == []


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("something", [True, False])
def test_what_was_processed_is_sent_at_once(monkeypatch: pytest.MonkeyPatch, *, something: bool) -> None:
    sent: list[bool] = []

    def send(_: Children) -> bool:
        sent.append(True)
        return True

    monkeypatch.setitem(TIMETABLE, "process", (lambda _: something, 60))
    monkeypatch.setitem(TIMETABLE, "send", (send, 60))
    ticked("process", Children())
    assert sent == [True] * something


def test_a_job_that_fails_is_remembered_with_its_error(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Children) -> None:
        raise OSError("disk full")

    monkeypatch.setitem(TIMETABLE, "send", (fail, 60))
    with pytest.raises(OSError, match="disk full"):
        leased("send", Children())
    with session(database) as opened:
        assert opened.scalars(select(Job.last_error)).one() == "OSError: disk full"


class Answering(Children):
    """Children whose commands end with a given code; which ones were asked for is noted."""

    def __init__(self, code: int | None) -> None:
        super().__init__()
        self.code, self.asked = code, list[str]()

    def work(self, arguments: list[str], limit: float, *, often: bool = False) -> int | None:  # noqa: ARG002
        """Note the command, and say how it ended."""
        self.asked += arguments
        return self.code


@pytest.mark.parametrize("code", [1, None])
def test_a_sweep_that_fails_or_is_killed_is_an_alarm_until_one_is_done(database: Engine, code: int | None) -> None:
    ticked("sweep", Answering(code))
    failed = next(check for check in checks(database) if check.name == "old data swept")
    assert not failed.passed
    assert "could not be taken away" in failed.finding
    sweep(database)
    done = next(check for check in checks(database) if check.name == "old data swept")
    assert done.passed
    assert "0.0 MB freed" in done.finding
    ticked("sweep", Answering(0))
    assert next(check for check in checks(database) if check.name == "old data swept").passed


def test_a_day_is_swept_once(database: Engine) -> None:
    children = Answering(0)
    assert leased("sweep", children)
    sweep(database)
    assert not leased("sweep", children)
    assert children.asked == ["sweep"]


@pytest.mark.skipif(not Path("/usr/bin/systemd-analyze").exists(), reason="this machine has no systemd")
def test_the_systemd_unit_is_valid(tmp_path: Path) -> None:
    unit = (Path(__file__).parent.parent / "docs" / "konchi.service").read_text()
    (tmp_path / "konchi.service").write_text(unit.replace("/opt/konchi/.venv/bin/konchi run", sys.executable))
    done = subprocess.run(
        ["/usr/bin/systemd-analyze", "verify", str(tmp_path / "konchi.service")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
