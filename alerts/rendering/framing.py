"""What a page says besides its deals comes in; the page with as many deals as are wanted, and its size, go out."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from markupsafe import escape

from alerts.rendering.printing import Printed, gap, inliner, row, template
from alerts.wording import Wording

GLANCE, DEALS = "<!--glance-->", "<!--deals-->"  # stand where a line and a block of each deal go
MORE = "<!--more-->\n"  # stands where it is said how many more there are
NUMBER = "<!--number-->"  # stands where a deal has its number in the list at a glance
REST = "<!--rest-->"  # stands where that is put into words


class Frame:
    """A page without its deals, which are set in when it has its styles: they have theirs already."""

    def __init__(self, blocks: Sequence[Printed], words: Wording, values: Mapping[str, object]) -> None:
        """Write the page for these deals, of which not all need be shown."""
        rest = template("digest.html.j2").render(blocks=blocks, w=words, **values)
        self._rest, self._words, self._all = str(inliner().inline(rest)), words, len(blocks)
        self._size = len(self._with("", "", "").encode())

    def page(self, blocks: Sequence[Printed]) -> str:
        """Return the page with these deals, and the exact number of the others."""
        lines = "\n".join(block.line for block in blocks)
        numbers = self._numbers(len(blocks))
        deals = [block.html.replace(NUMBER, number, 1) for block, number in zip(blocks, numbers, strict=True)]
        return self._with(lines, f"\n{gap()}\n".join(deals), self._more(len(blocks)))

    def size(self, blocks: Sequence[Printed]) -> int:
        """Return how many bytes that page has."""
        deals = sum(len(block.line.encode()) + len(block.html.encode()) for block in blocks)
        between = max(len(blocks) - 1, 0) * (len(gap().encode()) + len("\n\n\n"))
        numbers = sum(map(len, self._numbers(len(blocks)))) - len(NUMBER) * len(blocks)
        return self._size + deals + numbers + between + len(self._more(len(blocks)).encode())

    def _numbers(self, shown: int) -> list[str]:
        """Return what stands before the headings: where there is one deal, there is no list and no number."""
        return [f"{number}. " if self._all > 1 else "" for number in range(1, shown + 1)]

    def _with(self, lines: str, deals: str, more: str) -> str:
        return self._rest.replace(GLANCE, lines, 1).replace(DEALS, deals, 1).replace(MORE, more, 1)

    def _more(self, shown: int) -> str:
        if shown == self._all:
            return ""
        said = f"{self._words.count('more_deals', self._all - shown)}. {self._words.say('more_in_text')}"
        return _row().replace(REST, str(escape(said)), 1) + "\n"


@lru_cache(maxsize=1)
def _row() -> str:
    return row(f'<tr><td class="more">{REST}</td></tr>')
