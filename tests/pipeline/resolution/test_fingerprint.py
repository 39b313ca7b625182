"""Fingerprints tell copies from look-alikes without the texts, and keep their hashes for ever."""

import pytest

from pipeline.resolution.fingerprint import (
    BANDS,
    SKETCH,
    Fingerprint,
    fingerprint,
    sentence_hashes,
    sentences,
    similarity,
    stable_hashes,
)

WORDS = "The ministry and the company signed a contract on the tungsten of the {} field, which {} will pay for by {}."


def of(text: str) -> Fingerprint:
    """Return the fingerprint of a text without a headline."""
    return fingerprint("", sentences(text))[0]


def test_hashes_are_the_same_in_every_process_and_release() -> None:
    assert stable_hashes(["wolfram", ""]).tolist() == [6607948264902273870, stable_hashes([""])[0]]
    assert 0 <= stable_hashes([""])[0] < 1 << 63
    assert not stable_hashes([]).size


def test_the_stored_form_gives_the_same_fingerprint_back() -> None:
    kept = of(WORDS.format("Koytash", "Fjellmetall", 2027))
    assert Fingerprint.restored(kept.stored()) == kept


def test_a_long_text_keeps_a_bounded_sketch() -> None:
    kept, bands = fingerprint("", [" ".join(f"word{number}" for number in range(5000))])
    assert len(kept.grams) == SKETCH
    assert len(bands) == BANDS


def test_apostrophes_and_case_make_no_difference() -> None:
    one = of("Oʻzbekiston konlari haqida yangi bitim imzolandi.")
    other = of("O'ZBEKISTON KONLARI haqida yangi bitim imzolandi.")
    assert one.grams == other.grams


def test_two_long_texts_that_share_half_are_measured_on_their_common_range() -> None:
    shared = [f"shared{number}" for number in range(600)]
    one = of(" ".join([*shared, *(f"one{number}" for number in range(600))]))
    other = of(" ".join([*shared, *(f"two{number}" for number in range(600))]))
    assert similarity(one, other) == 0


CHINESE = "中国黄金集团与乌兹别克斯坦矿业和地质部签署合作备忘录。"
KOREAN = "우즈베키스탄 지질부와 광물 협력 양해각서를 체결했다."


@pytest.mark.parametrize("text", [CHINESE, KOREAN])
def test_scripts_without_capitals_are_compared_too(text: str) -> None:
    assert similarity(of(text), of(text)) == 1


def test_a_name_that_only_one_text_has_is_no_reason_against_a_copy() -> None:
    line = "The ministry said that the contract had been signed in the capital and that work would begin soon."
    longer = of(f"{line} It will be led by Norwegian engineers from Trondheim.")
    assert similarity(of(line), longer) > 0


def test_repeated_sentences_are_counted_by_their_words() -> None:
    assert len(set(sentence_hashes(["Subscribe to our channel!", "subscribe  to our channel"]))) == 1
