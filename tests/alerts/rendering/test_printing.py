"""A deal is printed once for all who are told the same of it, and each reader's own reason stands below it."""

from alerts.rendering.phrasing import LINKS
from alerts.rendering.printing import printed
from alerts.wording import wording
from tests.alerts.samples import item

EN, RU = wording("en"), wording("ru")
MARKUP = "<b>&</b>"


def test_what_is_the_same_for_all_is_printed_once() -> None:
    told = item()
    first, again = printed(told, EN), printed(told, EN)
    assert first.text is again.text
    assert first.html.startswith('<tr><td class="card" style=')
    assert first.html.endswith("</td></tr>")
    assert printed(told, RU).text != first.text
    assert set(told.printed) == {("en", LINKS), ("ru", LINKS)}


def test_fewer_reports_are_another_print() -> None:
    told = item()
    assert len(printed(told, EN, 0).html) < len(printed(told, EN).html)


def test_a_readers_own_reason_stands_at_the_end_and_nowhere_else() -> None:
    shared = item()
    other = item(matched=(("parties", f"x:{MARKUP}"),), printed=shared.printed)
    with_reason = printed(other, EN)
    assert "You get this because" in with_reason.because
    assert "You get this because" in with_reason.html
    assert MARKUP not in with_reason.html
    assert "You get this because" not in printed(shared, EN).html
