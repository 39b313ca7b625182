"""The dates near a headline are found, the nearest first; those of cards and of the text are not its own."""

from pipeline.extraction.blocks import lines
from pipeline.extraction.markup import parse
from pipeline.extraction.visible import shown_dates

TITLE = "Copper plant orders new furnaces"
CARD = "<div><time datetime=2025-05-01>1 May 2025</time><h3><a href=/1>Silver mine opens again</a></h3></div>"
TEXT = "<p>The contract was signed on 7 April 2025 in the presence of both boards.</p>"


def shown(page: str) -> list[tuple[str, bool]]:
    markup = parse(f"<html><head><title>{TITLE}</title></head><body>{page}</body></html>")
    return [(date.text, date.above) for date in shown_dates(markup, lines(markup.tree), TITLE)]


def test_a_date_below_the_headline_comes_before_one_above_it() -> None:
    found = shown(f"<div>12.04.2025</div><h1>{TITLE}</h1><div>10.04.2025, 14:05</div>{TEXT}")
    assert found == [("10.04.2025, 14:05", False), ("12.04.2025", True)]


def test_the_dates_of_cards_and_of_the_text_are_not_read() -> None:
    assert shown(f"{CARD}<h1>{TITLE}</h1>{TEXT}{CARD}") == []


def test_a_day_and_its_clock_on_two_lines_are_read_together() -> None:
    assert shown(f"<div>14:05</div><div>10 April 2025</div><h1>{TITLE}</h1>{TEXT}")[0] == ("14:05, 10 April 2025", True)


def test_a_date_for_machines_comes_before_the_words_beside_it() -> None:
    line = (
        "<div><span property='dc:date dc:created' content='2025-04-10T14:05:00+05:00'>On Thu, 04/10/2025</span></div>"
    )
    assert shown(f"<h1>{TITLE}</h1>{line}{TEXT}")[0] == ("2025-04-10T14:05:00+05:00", False)


def test_dates_glued_to_other_words_are_read_in_pieces() -> None:
    glued = "<div><span>10 April 2025, 14:05</span><span>3 min</span></div>"
    assert ("10 April 2025, 14:05", False) in shown(f"<h1>{TITLE}</h1>{glued}{TEXT}")


def test_a_date_below_the_text_comes_last() -> None:
    promotion = "<p><a href=/t>We are on Telegram now</a></p>"
    page = f"<div>12 April 2025</div><h1>{TITLE}</h1>{TEXT}{promotion}<div>Published: 10.04.2025</div>{CARD}"
    assert shown(page)[-1] == ("Published: 10.04.2025", False)


def test_a_day_within_the_headline_is_not_the_articles() -> None:
    title = "Plant signed contract on 4 February"
    markup = parse(f"<head><title>{title}</title></head><body><div>News / {title}</div><h1>{title}</h1>{TEXT}</body>")
    assert list(shown_dates(markup, lines(markup.tree), title)) == []
