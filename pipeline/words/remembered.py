"""A rule about one word comes in; a mapping that asks it once a word, and answers at once from then on, goes out."""

from collections.abc import Callable
from typing import TypeVar

_MOST = 60_000  # words

Answer = TypeVar("Answer")


class Remembered(dict[str, Answer]):
    """What a rule says of each word; all is forgotten where it becomes too much."""

    def __init__(self, rule: Callable[[str], Answer], most: int = _MOST) -> None:
        """Take the rule, which must answer a word the same at any time, and how many words are remembered at most."""
        super().__init__()
        self._rule, self._most = rule, most

    def __missing__(self, word: str) -> Answer:
        """Ask the rule about a word that was not asked for yet."""
        if len(self) >= self._most:
            self.clear()
        self[word] = answer = self._rule(word)
        return answer
