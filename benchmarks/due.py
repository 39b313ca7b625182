"""A database that knows its sources comes in; all of them are due, and the timetable's line crawls them in batches."""

from sqlalchemy import update

from pipeline.db import connect, session
from pipeline.models import SourceState
from pipeline.workers.children import Children
from pipeline.workers.forking import Nursery
from scheduler import crawl_due

if __name__ == "__main__":
    with session(connect()) as opened:
        opened.execute(update(SourceState).values(due_at=None))
    children = Children(nursery=Nursery("crawler.ready"))
    crawl_due(children)
    children.stop()
