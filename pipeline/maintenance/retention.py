"""The settings of what is kept come in; for how many days pages, mails and runs are kept in full goes out."""

from dataclasses import dataclass

from pipeline.whole import whole

PAGES = 60  # days: time to notice that a site is misread, to mend it and to read its pages again
MAILS = 180  # a link in a mail of half a year ago still shows it
RUNS = 30  # a digest and the verdict on a source look back as far as its last good run, which stays


@dataclass(frozen=True)
class Retention:
    """Days after which something is old; 0 for never."""

    pages: int
    mails: int
    runs: int


def retention() -> Retention:
    """Return for how many days things are kept in full. Raises InvalidNumber."""
    pages, mails = _days("KONCHI_KEEP_PAGES", PAGES), _days("KONCHI_KEEP_MAILS", MAILS)
    return Retention(pages, mails, _days("KONCHI_KEEP_RUNS", RUNS))


def _days(setting: str, usual: int) -> int:
    return whole(setting, usual, "days", least=0, hint=", or 0 for ever")
