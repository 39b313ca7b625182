"""What a worker builds before its first page, built once, for all that are forked from a process that holds it."""

import datetime as dt

import alembic.command
import alembic.config

import alerts.cli
import alerts.deliver
import crawler.ready
import pipeline.process
import tests.faults.killing
import tests.faults.test_killed_sender
import tests.faults.test_killed_workers
import tests.faults.test_two_schedulers
import tests.faults.test_writers
from pipeline.extract import Raw
from pipeline.understand import understand
from tests.faults.pages import article

understand(
    Raw(
        article("Firm", 0, 1, 1).encode(),
        "utf-8",
        "https://news.example/1",
        dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
        "Asia/Tashkent",
    )
)

__all__ = ["alembic", "alerts", "crawler", "pipeline", "tests"]
