"""Posting to a web address: every answer in its class, no redirect followed, no secret in an error."""

import datetime as dt
from collections.abc import Iterator

import pytest

from alerts.channels import BadAddress, Deferred, Gone, Refused, Shut
from alerts.sending.posting import ANSWER, checked, post
from tests.alerts.hookbox import Hookbox, hookbox
from tests.alerts.postbox import free_port


@pytest.fixture
def box() -> Iterator[Hookbox]:
    with hookbox() as opened:
        yield opened


def test_the_body_arrives_and_the_answer_is_kept_on_one_line(box: Hookbox) -> None:
    box.answer = (202, {}, b"taken\r\n\x1b[31mred")
    assert post(f"{box.url}/secret", b'{"a": 1}', {"x-own": "1"}) == "202 taken [31mred"
    ((path, headers, body),) = box.posted
    assert (path, body) == ("/secret", b'{"a": 1}')
    assert (headers["content-type"], headers["x-own"]) == ("application/json", "1")


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        (301, Refused), (400, Refused), (404, Refused), (410, Gone), (401, Shut), (403, Shut), (408, Deferred),
        (429, Deferred), (500, Deferred), (503, Deferred),
    ],
)  # fmt: skip
def test_every_answer_has_its_class(box: Hookbox, status: int, meaning: type[Exception]) -> None:
    box.answer = (status, {"Location": f"{box.url}/elsewhere"}, b"no")
    with pytest.raises(meaning) as raised:
        post(f"{box.url}/secret", b"{}", {})
    assert type(raised.value) is meaning
    assert len(box.posted) == 1
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("header", "after"), [("7", dt.timedelta(seconds=7)), ("999999", dt.timedelta(hours=1)), ("x", None)]
)
def test_a_wish_to_wait_is_heard_within_reason(box: Hookbox, header: str, after: dt.timedelta | None) -> None:
    box.answer = (429, {"Retry-After": header}, b"")
    with pytest.raises(Deferred) as raised:
        post(box.url, b"{}", {})
    assert raised.value.after == after


def test_nobody_listening_is_worth_another_try_and_names_no_address() -> None:
    with pytest.raises(Deferred) as raised:
        post(f"http://127.0.0.1:{free_port()}/secret", b"{}", {})
    assert "secret" not in str(raised.value)


def test_a_long_answer_is_cut(box: Hookbox) -> None:
    box.answer = (200, {}, b"x" * 100_000)
    assert len(post(box.url, b"{}", {})) <= ANSWER + 4


@pytest.mark.parametrize(
    "to", ["https://a.example/x?y=1", "http://127.0.0.1:8000/", "http://[::1]/x", "http://localhost/"]
)
def test_https_and_this_machine_may_be_posted_to(to: str) -> None:
    assert checked(f" {to} ", "x") == to


@pytest.mark.parametrize(
    "to", ["http://a.example/", "ftp://a.example/", "a.example", "", "https://", "https://a b/", "https://[x"]
)
def test_all_else_is_refused_with_an_example(to: str) -> None:
    with pytest.raises(BadAddress, match=r"write e\.g\. webhook:"):
        checked(to, "webhook:https://example.org")
