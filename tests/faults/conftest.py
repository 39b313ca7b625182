"""What the fault suites stand on: a data folder of the test's own, and the newsroom and sites of their neighbours."""

from tests.alerts.conftest import home, newsroom
from tests.crawler.conftest import site

__all__ = ["home", "newsroom", "site"]
