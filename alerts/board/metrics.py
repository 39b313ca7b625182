"""The database comes in; its figures go out as Prometheus reads them."""

from collections.abc import Iterator, Mapping

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from pipeline.db import reading
from pipeline.ledger import Delivery
from pipeline.maintenance.status import checks
from pipeline.models import WATCHED, Article, Deal, Event, Page, Run, SourceState


class Figures:
    """What Prometheus asks: each look counts the tables anew."""

    def __init__(self, engine: Engine, refused: Mapping[str, int]) -> None:
        self.engine = engine
        self.refused = refused  # wishes to be subscribed, by the limit

    def collect(self) -> Iterator[Metric]:
        """Yield every figure."""
        with reading(self.engine) as opened:
            yield from _counted(opened)
            yield from _moments(opened)
        health = GaugeMetricFamily("konchi_check", "Whether a check of konchi health passes", labels=["check"])
        for check in checks(self.engine):
            health.add_metric([check.name], float(check.passed))
        yield health
        wishes = CounterMetricFamily(
            "konchi_signups_refused", "Wishes to be subscribed refused since the service began", labels=["limit"]
        )
        for limit, number in self.refused.items():
            wishes.add_metric([limit], number)
        yield wishes


def _counted(opened: Session) -> Iterator[Metric]:
    for name, told, column, *which in (
        ("konchi_pages", "Pages by state", Page.state),
        ("konchi_deliveries", "Messages by state", Delivery.state),
        ("konchi_sources", "Sources by verdict", SourceState.verdict, WATCHED),
        ("konchi_deals", "Deals by stage", Deal.stage),
        ("konchi_events", "Events by kind", Event.kind),
    ):
        family = GaugeMetricFamily(name, told, labels=[column.key])
        for value, number in opened.execute(select(column, func.count()).where(*which).group_by(column)):
            family.add_metric([str(value)], number)
        yield family
    articles = opened.scalar(select(func.count(Article.id))) or 0
    yield GaugeMetricFamily("konchi_articles", "Articles stored", value=articles)


def _moments(opened: Session) -> Iterator[Metric]:
    for name, told, column in (
        ("konchi_last_crawl_timestamp_seconds", "When a crawl last ended", Run.finished_at),
        ("konchi_last_delivery_timestamp_seconds", "When a message was last sent", Delivery.sent_at),
        ("konchi_last_event_timestamp_seconds", "When a deal last moved", Event.created_at),
    ):
        at = opened.scalar(select(func.max(column)))
        yield GaugeMetricFamily(name, told, value=at.timestamp() if at else 0)


def metrics(engine: Engine, request: Request) -> Response:
    """Return the figures in Prometheus' text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures(engine, dict(request.app.state.gate.refused)))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
