"""Some searches carry the real address, some hide it: each is told from the other, whatever stands in it."""

from crawler.discovery.results import sorted_out
from crawler.lists.listing import Entry

BING = "https://www.bing.com/news/search?q=tungsten&format=RSS"
GOOGLE = "https://news.google.com/rss/search?q=tungsten"


def test_the_real_address_is_taken_out_of_the_searchs_own() -> None:
    wrapped = (
        "http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=1&url=https%3a%2f%2fwww.host.kz%2fnews%2f1&c=2"
    )
    (report,) = sorted_out([Entry(wrapped, title="Tungsten")], BING).reports
    assert (report.address, report.title, report.timezone) == ("https://www.host.kz/news/1", "Tungsten", "Asia/Almaty")


def test_a_headline_behind_a_token_keeps_its_outlet_and_loses_its_name() -> None:
    entry = Entry(f"{GOOGLE[:23]}/rss/articles/CBMi", title="A deal - signed - The Outlet", outlet="https://outlet.uz")
    found = sorted_out([entry], GOOGLE)
    assert found.reports == []
    assert [(one.title, one.outlet) for one in found.headlines] == [("A deal - signed", "https://outlet.uz")]


def test_what_leads_nowhere_is_nameless() -> None:
    entries = [
        Entry(f"{GOOGLE}&url=javascript:alert(1)", title="No address"),
        Entry(f"{GOOGLE}&url=https://news.google.com/other", title="Itself"),
        Entry("https://news.google.com/a", title="Its own outlet", outlet="https://news.google.com"),
    ]
    found = sorted_out(entries, GOOGLE)
    assert (found.reports, found.headlines, len(found.nameless)) == ([], [], 3)


def test_an_address_of_another_site_is_taken_as_it_is() -> None:
    found = sorted_out([Entry("https://host.example/?url=https://elsewhere.example/", title="x")], GOOGLE)
    assert [entry.address for entry in found.reports] == ["https://host.example/?url=https://elsewhere.example/"]
