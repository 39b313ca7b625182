"""What the headers of an answer say: an answer comes in, a header's text or the charset it claims goes out."""

import re

from scrapy.http import Response

CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)


def header(answer: Response, name: str) -> str | None:
    """Return the text of a header, None where there is none."""
    value = answer.headers.get(name)
    return value.decode("latin-1") if value else None


def charset_of(content_type: str | None) -> str | None:
    """Return the charset that a Content-Type header claims."""
    found = CHARSET.search(content_type or "")
    return found[1] if found else None
