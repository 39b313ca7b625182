"""A stored article comes in; what its page says, read and resolved again, goes out."""

from sqlalchemy.orm import Session

from pipeline.models import Article
from pipeline.process import follow, raw
from pipeline.revise import rewrite, settle
from pipeline.understand import understand


def reread(opened: Session, article: Article) -> None:
    """Understand an article anew from its stored page, and let its deals follow; its number and address stay."""
    understood = understand(raw(opened, article.page))
    edit = rewrite(opened, article, understood)
    follow(opened, article, understood, edit.deals)
    settle(opened, edit)
