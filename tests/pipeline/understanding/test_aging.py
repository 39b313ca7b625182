"""Deal words in sentences come in; the test says which are dated by what is older than news."""

import datetime as dt

import pytest

from pipeline.understanding.aging import is_of_a_paper, is_stale
from tests.pipeline.readings import lay_out

PUBLISHED = dt.datetime(2025, 6, 12, 12, tzinfo=dt.UTC)


def stale(lang: str, text: str, concept: str) -> bool:
    reading = lay_out(f"–\n\n{text}", lang)[1]
    return is_stale(reading, reading.of("action", concept)[0], PUBLISHED)


ENACTED = "Ikki mamlakat vakillari yanvar oyida imzolangan memorandumni bajarish rejasini tasdiqladi."
TALKED = "Orano and Navoiyuran held talks on 10 June since they agreed on a venture in 2023."


@pytest.mark.parametrize(("lang", "text", "concept"), [("en", TALKED, "talk"), ("uz-Latn", ENACTED, "adopt")])
def test_what_is_done_now_is_not_as_old_as_the_paper_it_follows_from(lang: str, text: str, concept: str) -> None:
    assert not stale(lang, text, concept)


def test_a_paper_of_months_ago_is_old() -> None:
    assert stale("en", "Orano and Navoiyuran signed an agreement in January.", "sign")
    assert stale("uz-Latn", ENACTED, "sign")


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Martda imzolangan memorandumga muvofiq tomonlar uchrashdi.", True),
        ("Tomonlar memorandum imzoladi.", False),
    ],
)
def test_a_participle_belongs_to_the_paper_behind_it(text: str, own: bool) -> None:  # noqa: FBT001
    reading = lay_out(f"–\n\n{text}", "uz-Latn")[1]
    assert any(is_of_a_paper(reading, word) for word in reading.of("action", "sign")) == own
