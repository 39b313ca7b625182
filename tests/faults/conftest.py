"""What the fault suites stand on: a data folder of the test's own, a scheduler, newsroom and sites of others."""

from tests.alerts.conftest import home, newsroom
from tests.crawler.conftest import site
from tests.faults.running import running, slow

__all__ = ["home", "newsroom", "running", "site", "slow"]
