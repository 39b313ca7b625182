"""A page whose bytes are no longer kept comes in; its article, as it is stored and can be understood anew, goes out."""

from pipeline.extract import Extracted, Published
from pipeline.models import Article, Page
from pipeline.understand import Recalled


def recall(page: Page, article: Article) -> Recalled:
    """Return what a page said as it was read when its bytes were here."""
    at, precision, source = article.published_at, article.published_precision, article.published_from
    stated = Published(at, precision, source, article.published_offset or 0) if at and precision and source else None
    read = Extracted(article.title, article.text, article.author, stated, article.notes)
    return Recalled(read, page.final_address or page.requested, page.hints)
