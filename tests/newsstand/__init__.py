"""A street of news outlets on loopback: articles in the gold format come in, real sites with their quirks go out."""

from tests.newsstand.clock import Clock
from tests.newsstand.server import PortTaken
from tests.newsstand.stand import Newsstand
from tests.newsstand.story import InvalidStory

__all__ = ["Clock", "InvalidStory", "Newsstand", "PortTaken"]
