"""A deal as it was told, without its reports."""

from alerts.rendering.outline import outline
from alerts.rendering.phrasing import heading
from alerts.telling.told import facts_of
from alerts.wording import wording
from tests.alerts.telling.test_told import DEAL


def test_a_deal_is_named_by_what_was_told_of_it() -> None:
    item = outline("uztmk-itia", facts_of(DEAL))
    assert item.parties == (("uztmk", "TMK", "party"),)
    assert (item.stage, item.minerals, item.links) == ("agreement", ("tungsten",), ())
    assert "Germany" in heading(item, wording("en"))
    assert outline("gone", {**facts_of(DEAL), "stage": None, "date": None}).stage_date is None
