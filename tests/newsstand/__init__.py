"""A street of news outlets on loopback: articles in the gold format come in, real sites with their quirks go out."""

from tests.newsstand.clock import Clock
from tests.newsstand.stand import Newsstand, NewsstandError

__all__ = ["Clock", "Newsstand", "NewsstandError"]
