"""The network as the field notes found it (3.7 and 5); the numbers count that table's rows."""

from tests.quirks.conftest import Street


def test_n01_a_connection_that_breaks_in_mid_answer_is_tried_once_more(street: Street) -> None:
    outlet = street.stand.outlet("sekin-pochta")
    site = street.stand.sites["sekin-pochta"]
    assert site.requests[outlet.path(outlet.stories[0])] == 2
    assert street.article("sekin-pochta").title == outlet.stories[0].title


def test_n04_a_refusal_is_respected_and_no_riddle(street: Street) -> None:
    asked = street.stand.sites["qorovul"].requests
    assert asked["/feed/"] == 1
    assert street.pages("qorovul") == []


def test_n06_where_the_feed_is_refused_the_open_section_page_is_read(street: Street) -> None:
    assert street.listed("yopiq-lenta") == {"/feed/": "refused with HTTP 403", "/news": "ok"}
    assert len(street.articles("yopiq-lenta")) == 1


def test_n07_a_challenge_page_is_never_an_article(street: Street) -> None:
    (page,) = street.pages("temir-darvoza")
    assert (page.state, page.body) == ("missed", None)
    assert page.reason == "a challenge page instead of the article"


def test_n11_a_page_that_is_gone_and_answers_200_is_no_article(street: Street) -> None:
    gone = [page for page in street.pages("eski-havola") if "/gone-" in page.requested]
    assert [page.state for page in gone] == ["rejected", "rejected"]
    assert all(page.reason for page in gone)
    assert len(street.articles("eski-havola")) == 1


def test_n05_what_robots_txt_keeps_to_itself_is_counted_and_not_asked_for(street: Street) -> None:
    assert street.run("eski-havola").details["skipped"] == {"robots.txt asks us not to read this address": 1}
    assert not street.stand.sites["eski-havola"].requests["/private/list-of-guests"]
