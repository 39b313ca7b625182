"""A stored article comes in; what its page says, read and resolved again, goes out."""

from sqlalchemy.orm import Session

from pipeline.models import Article
from pipeline.process import said
from pipeline.revise import rewrite, settle
from pipeline.store import follow
from pipeline.understand import understand


def reread(opened: Session, article: Article) -> None:
    """Understand an article anew from its stored page, and let its deals follow; its number and address stay.

    Where the page is no longer kept, what was read of it is understood anew.
    """
    understood = understand(said(opened, article.page))
    edit = rewrite(opened, article, understood)
    follow(opened, article, understood, edit.deals)
    settle(opened, edit)
