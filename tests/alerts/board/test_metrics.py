"""Figures as Prometheus reads them."""

from prometheus_client.parser import text_string_to_metric_families

from tests.alerts.board.conftest import Board
from tests.alerts.newsroom import Newsroom


def test_tables_checks_and_moments_are_told(newsroom: Newsroom, board: Board) -> None:
    newsroom.deal()
    newsroom.run("gazeta_uz")
    families = {family.name: family for family in text_string_to_metric_families(board.get("/metrics").text)}
    pages = {sample.labels["state"]: sample.value for sample in families["konchi_pages"].samples}
    assert pages == {"done": 1}
    assert [sample.value for sample in families["konchi_articles"].samples] == [1]
    assert {sample.labels["kind"] for sample in families["konchi_events"].samples} == {"new"}
    checked = {sample.labels["check"]: sample.value for sample in families["konchi_check"].samples}
    assert checked["scheduler alive"] == 0
    assert families["konchi_last_event_timestamp_seconds"].samples[0].value == newsroom.noon.timestamp()
