"""What is remembered of words: each is asked about once, and all is forgotten where it becomes too much."""

from pipeline.words.remembered import Remembered


def test_a_word_is_asked_about_once() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    known = Remembered(length)
    assert [known[word] for word in ("kon", "ruda", "kon", "kon")] == [3, 4, 3, 3]
    assert asked == ["kon", "ruda"]


def test_what_becomes_too_much_is_forgotten() -> None:
    known = Remembered(str.upper, most=2)
    assert [known[word] for word in ("a", "b", "c", "a")] == ["A", "B", "C", "A"]
    assert len(known) == 2
