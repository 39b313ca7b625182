"""The service as a whole: pages readable without anything, headers, limits, nothing changed by GET."""

import pytest
import requests
from lxml import html as lxml_html

from alerts.board.app import LONGEST, app
from alerts.board.spoken import spoken
from alerts.wording import wording
from tests.alerts.board.conftest import Board
from tests.alerts.newsroom import Newsroom

PATHS = ("/", "/subscribe", "/u/forged", "/deals.json", "/feed.json", "/feed.atom", "/metrics", "/no")


def test_every_answer_has_its_headers_and_no_cookie(board: Board) -> None:
    for path in PATHS:
        answer = board.get(path)
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers
        assert "server" not in answer.headers


def test_pages_need_no_script_and_fetch_nothing(board: Board) -> None:
    for path in ("/", "/subscribe", "/subscribe?language=ru", "/?language=../etc", "/u/forged"):
        page = lxml_html.fromstring(board.get(path).content)
        assert page.xpath("//h1")
        assert not page.xpath("//script | //img | //link | //iframe | //@onclick")
        assert not [one for one in page.xpath("//@src | //@href") if str(one).startswith(("http", "//", "javascript"))]


@pytest.mark.parametrize(
    ("accepted", "title"),
    [("", "This did not work."), ("de,ru;q=0.5", "Не получилось."), ("uz-Cyrl-UZ", "Бунинг иложи бўлмади.")],
)
def test_what_did_not_work_is_said_in_a_language_of_the_browser(board: Board, accepted: str, title: str) -> None:
    words = wording(spoken(None, accepted))
    for path, said in (
        ("/u/forged", "page_wrong_link"),
        ("/v/forged", "page_wrong_link"),
        ("/c/forged", "page_wrong_link"),
        ("/no", "page_wrong_page"),
    ):
        answer = board.get(path, **{"Accept-Language": accepted})
        assert answer.status_code == 404
        assert lxml_html.fromstring(answer.content).xpath("string(//h1)") == title
        assert words.say(said) in answer.text
    assert words.say("page_home") in board.get("/", **{"Accept-Language": accepted}).text


def test_machines_are_told_in_english_what_did_not_work(board: Board) -> None:
    answer = board.get("/no.json", **{"Accept-Language": "ru"})
    assert (answer.status_code, answer.text) == (404, "There is no such page here.\n")


def test_a_form_of_many_fields_is_refused(board: Board) -> None:
    assert board.post("/subscribe", **{f"f{n}": "1" for n in range(30)}).status_code == 413


def test_a_form_that_is_too_long_is_refused(board: Board) -> None:
    assert board.post("/subscribe", address="a" * LONGEST).status_code == 413


def test_other_methods_are_refused(board: Board) -> None:
    for path in ("/", "/deals.json", "/health"):
        assert board.post(path).status_code == 405
    assert requests.delete(f"{board.url}/u/x", timeout=20).status_code == 405


def test_health_answers_as_the_command_does(board: Board) -> None:
    answer = board.get("/health")
    assert answer.status_code == 503
    assert answer.json()["well"] is False
    assert {check["name"] for check in answer.json()["checks"]} >= {"scheduler alive", "mail moves"}


def test_without_signup_there_is_no_way_to_subscribe(newsroom: Newsroom) -> None:
    paths = {route.path for route in app(newsroom.engine).routes}
    assert not {path for path in paths if path.startswith(("/subscribe", "/c/"))}
