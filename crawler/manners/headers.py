"""What the headers of an answer say: an answer comes in, their text or the charset it claims goes out."""

import re

from scrapy.http import Response

CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)


def header(answer: Response, name: str) -> str | None:
    """Return the text of a header, None where there is none."""
    value = answer.headers.get(name)
    return value.decode("latin-1") if value else None


def headers_of(answer: Response) -> dict[str, str]:
    """Return the text of all headers by their names in lower case, those that come more than once in one."""
    return {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1") for name, values in answer.headers.items()
    }


def charset_of(content_type: str | None) -> str | None:
    """Return the charset that a Content-Type header claims."""
    found = CHARSET.search(content_type or "")
    return found[1] if found else None
