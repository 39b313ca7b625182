"""The ways in to a source may be written in several ways, and what cannot be read is refused with what to write."""

import pytest

from crawler.sources import ways
from crawler.sources.values import Wrong


@pytest.mark.parametrize(
    "written",
    [
        "https://kun.uz/a",
        ["https://kun.uz/a"],
        [{"page": "https://kun.uz/a"}],
        {"page": "https://kun.uz/a"},
    ],
)
def test_a_section_is_an_address_or_a_table(written: object) -> None:
    assert ways.sections(written) == (ways.Section("https://kun.uz/a"),)


def test_a_section_with_its_pattern_may_be_a_pair() -> None:
    for written in (["https://kun.uz/a", "/news/"], [["https://kun.uz/a", "/news/"]]):
        (section,) = ways.sections(written)
        assert section.links
        assert section.links.pattern == "/news/"
    assert len(ways.sections(["https://kun.uz/a", "https://kun.uz/b"])) == 2


@pytest.mark.parametrize("written", ["@kunuz", "t.me/kunuz", "https://t.me/s/kunuz", ["kunuz", "@kunuz"]])
def test_a_channel_is_a_name_or_its_address(written: object) -> None:
    assert ways.channels(written) == ("kunuz",)


def test_a_list_in_json_may_ask_for_no_header_that_is_a_secret() -> None:
    wanted = {"page": "https://a.uz/api", "link": "https://a.uz/{id}", "headers": {"Accept-Language": "uz"}}
    (api,) = ways.apis(wanted)
    assert api.address == "https://a.uz/api#Accept-Language=uz"
    with pytest.raises(Wrong, match="'Authorization' may not be sent"):
        ways.apis({**wanted, "headers": {"Authorization": "x"}})


@pytest.mark.parametrize(
    "written", [{"page": "https://a.uz/api"}, {"page": "https://a.uz", "link": "/{id}"}, {"page": 5, "link": "{id}"}]
)
def test_a_list_in_json_that_cannot_be_read_is_refused(written: object) -> None:
    with pytest.raises(Wrong):
        ways.apis(written)


def test_a_search_names_its_query_and_its_language() -> None:
    assert ways.searches({"page": "https://a.uz/?q={query}", "language": "ru"})[0].language == "ru"
    with pytest.raises(Wrong, match="query"):
        ways.searches({"page": "https://a.uz/", "language": "ru"})
