"""Pages that wait come in; those that one worker may claim together go out: the fewer, the more workers they lost."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from pipeline.models import Page

# Claimed at once, by the deaths of earlier workers: at first enough to sort by publication and little enough to hold in
# memory. Whoever was only in the company of a death is innocent; what is alone with its worker three times is not.
COMPANY = (400, 20, 1, 1, 1)


def together(opened: Session, free: ColumnElement[bool], most: int) -> Sequence[Page]:
    """Return up to ``most`` free pages, locked: untried ones first, then those of one death, of two ..."""
    for deaths, company in enumerate((*COMPANY, most)):
        alike = Page.attempts == deaths if deaths < len(COMPANY) else Page.attempts >= deaths
        chosen = select(Page).where(free, alike).order_by(Page.id).limit(min(most, company))
        pages = opened.scalars(chosen.with_for_update(skip_locked=True)).all()
        if pages:
            return pages
    return ()
