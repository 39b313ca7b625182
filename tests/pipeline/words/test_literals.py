"""Byte strings are found wherever they stand, in any thread, and overlapping ones all."""

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from pipeline.words.literals import Literals

WORDS = ("медь".encode(), b"uran", b"uranium", b"an")


@given(
    words=st.lists(st.text("abЯ", min_size=1, max_size=4).map(str.encode), min_size=1, max_size=6, unique=True),
    body=st.text("abЯ ", max_size=80).map(str.encode),
)
def test_every_place_of_every_string_is_found_once(words: list[bytes], body: bytes) -> None:
    stands = [
        (number, start, start + len(word))
        for number, word in enumerate(words)
        for start in range(len(body))
        if body.startswith(word, start)
    ]
    found = Literals(words).places(body)
    assert sorted(found) == stands
    assert [end for _, _, end in found] == sorted(end for _, _, end in found)


def test_the_longest_of_those_that_end_together_comes_first() -> None:
    assert Literals((b"an", b"uran")).places(b"uran") == [(1, 0, 4), (0, 2, 4)]


def test_only_the_letters_of_ascii_stand_for_both_cases_and_only_where_it_is_asked() -> None:
    assert Literals(WORDS, caseless=True).within(b"URANIUM")
    assert not Literals(WORDS).within(b"URANIUM")
    assert not Literals(WORDS, caseless=True).within("МЕДЬ".encode())
    assert not Literals(WORDS).within(b"")


def test_threads_search_at_once() -> None:
    sought, body = Literals(WORDS), b"x" * 100_000 + b"uranium"
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: len(sought.places(body)), range(400)))
    assert found == [3] * 400
