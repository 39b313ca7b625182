"""An article that is read again from its stored page says the same, and so do its deals."""

from sqlalchemy import Engine, select

from pipeline.db import session
from pipeline.models import Article, Deal, Event, Evidence, Report
from pipeline.process import process
from pipeline.reread import reread
from tests.pipeline.test_process import stored  # noqa: F401 - a fixture


def test_a_second_reading_changes_nothing(stored: Engine) -> None:  # noqa: F811 - the fixture
    process(stored)

    def known() -> tuple[object, ...]:
        with session(stored) as opened:
            article = opened.scalars(select(Article)).one()
            facts = opened.execute(select(Evidence.field, Evidence.value, Evidence.start).order_by(Evidence.id)).all()
            deals = opened.scalars(select(Deal.key)).all()
            told = opened.execute(select(Event.key, Event.report_id.is_not(None))).all()
            return article.id, article.text, facts, deals, told, len(opened.scalars(select(Report.id)).all())

    before = known()
    with session(stored) as opened:
        reread(opened, opened.scalars(select(Article)).one())
    assert known() == before
