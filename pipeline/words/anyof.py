"""Words come in; a pattern of any of them, which prefers the longest, goes out."""

import re
from collections import defaultdict
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Lay out words as a tree by their letters: at each place few of them are tried, where an alternation tries all."""
    below: defaultdict[str, list[str]] = defaultdict(list)
    ends = False
    for word in words:
        if word:
            below[word[0]].append(word[1:])
        else:
            ends = True
    if not below:
        return ""
    branches = "|".join(re.escape(sign) + any_of(rest) for sign, rest in below.items())
    return f"(?:{branches})?" if ends else f"(?:{branches})"
