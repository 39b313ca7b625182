"""A stream is read slice by slice, no slice twice, none silently missed, and what it finds comes from its publisher."""

import pytest

from crawler.discovery.gdelt import newest_of
from crawler.discovery.rules import GDELT
from crawler.lists.listing import Unreadable
from tests.crawler.conftest import Crawl, Site
from tests.crawler.discovery.graph import AT, Stream, row, zipped


def one(site: Site, name: str) -> bytes:
    """Return a slice with one report, which its publisher has."""
    return zipped(row(site.article(f"/{name}"), f"Copper {name} in Uzbekistan", AT["UZ"], "ENV_MINING"))


def test_what_came_since_the_last_run_is_read_once_and_fetched_from_its_publisher(site: Site, crawl: Crawl) -> None:
    stream = Stream(site)
    for number in range(13):
        stream.put(number, one(site, f"report-{number}"))
    crawl.source("world", kind="discovery", gdelt=[stream.announce(9, one(site, "report-9"))])
    crawl.run()
    assert stream.asked() == [stream.stamp(number) for number in range(10 - GDELT.slices, 10)]
    crawl.run()
    assert len(stream.asked()) == GDELT.slices
    stream.announce(12, one(site, "report-12"))
    crawl.run("world")
    assert stream.asked()[GDELT.slices :] == [stream.stamp(number) for number in (10, 11, 12)]
    pages = crawl.pages()
    assert set(pages) == {f"report-{number}" for number in range(10 - GDELT.slices, 13)}
    assert {page.source for page in pages.values()} == {"world"}
    assert {page.hints["title"] for page in pages.values()} >= {"Copper report-9 in Uzbekistan"}
    assert not any("published" in page.hints for page in pages.values())
    assert [(run.outcome, run.stored, run.gaps) for run in crawl.runs()] == [
        ("ok", GDELT.slices, 0),
        ("unchanged", 0, 0),
        ("ok", 3, 0),
    ]
    assert crawl.state("world").verdict == "healthy"


def test_a_longer_gap_is_counted_and_said(site: Site, crawl: Crawl) -> None:
    stream = Stream(site, back=60)
    for number in (0, *range(50 - GDELT.slices, 50)):
        stream.put(number, one(site, f"report-{number}"))
    crawl.source("world", kind="discovery", gdelt=[stream.announce(0, one(site, "report-0"))])
    crawl.run()
    stream.announce(49, one(site, "report-49"))
    asked = len(stream.asked())
    crawl.run()
    assert len(stream.asked()) - asked == GDELT.slices
    run = crawl.runs()[-1]
    assert (run.outcome, run.gaps, run.stored) == ("ok", 1, GDELT.slices)
    assert f"{49 - GDELT.slices} slices were not read" in (run.reason or "")


def test_a_slice_that_is_missing_or_broken_costs_no_other(site: Site, crawl: Crawl) -> None:
    stream = Stream(site)
    for number in range(2, 10):
        stream.put(number, one(site, f"report-{number}"))
    stream.site.answers.pop(f"/{stream.stamp(4)}.gkg.csv.zip")
    stream.put(6, b"PK\x03\x04 no zip")
    crawl.source("world", kind="discovery", gdelt=[stream.announce(9, one(site, "report-9"))])
    crawl.run()
    assert set(crawl.pages()) == {f"report-{number}" for number in (2, 3, 5, 7, 8, 9)}
    (run,) = crawl.runs()
    assert run.outcome == "ok"
    assert "it is not there" in (run.reason or "")
    assert "no zip file" in (run.reason or "")


def test_a_newest_slice_that_is_not_there_yet_is_no_fault_and_read_when_it_is(site: Site, crawl: Crawl) -> None:
    stream = Stream(site)
    body = one(site, "report-9")
    for number in range(2, 9):
        stream.put(number, zipped())
    crawl.source("world", kind="discovery", gdelt=[stream.announce(8, zipped())])
    crawl.run()
    stream.announce(9, body)
    crawl.run()
    assert crawl.runs()[-1].outcome == "unchanged"
    assert crawl.state("world").verdict in ("healthy", "new")
    stream.put(9, body)
    crawl.run()
    assert set(crawl.pages()) == {"report-9"}


def test_a_slice_that_is_not_the_one_announced_is_not_believed(site: Site, crawl: Crawl) -> None:
    stream = Stream(site)
    body = one(site, "report-9")
    stream.put(9, body)
    crawl.source("world", kind="discovery", gdelt=[stream.announce(9, body, md5="0" * 32)])
    crawl.run()
    assert crawl.pages() == {}
    assert "MD5 differs" in (crawl.runs()[-1].reason or "")
    stream.announce(9, body)
    crawl.run()
    assert set(crawl.pages()) == {"report-9"}


def test_older_slices_are_compared_with_the_end_of_the_master_list(site: Site, crawl: Crawl) -> None:
    stream = Stream(site)
    bodies = {number: one(site, f"report-{number}") for number in range(2, 10)}
    for number, body in bodies.items():
        stream.put(number, body)
    listed = stream.master({**bodies, 4: b"another"})
    crawl.source("world", kind="discovery", gdelt=[stream.announce(9, bodies[9])])
    crawl.run()
    assert set(crawl.pages()) == {f"report-{number}" for number in bodies if number != 4}
    (run,) = crawl.runs()
    assert run.reason is not None
    assert run.reason.count("MD5 differs") == 1
    assert f"{stream.stamp(4)[8:10]}:{stream.stamp(4)[10:12]}: it is not the file" in run.reason
    (asked,) = listed
    assert 0 < asked < 10_000


def test_where_the_master_list_gives_no_end_only_the_newest_is_compared(site: Site, crawl: Crawl) -> None:
    stream = Stream(site)
    bodies = {number: one(site, f"report-{number}") for number in range(2, 10)}
    for number, body in bodies.items():
        stream.put(number, body)
    site.put("/masterfilelist.txt", f"1 {'0' * 32} http://x/{stream.stamp(2)}.gkg.csv.zip\n" * 100_000, "text/plain")
    crawl.source("world", kind="discovery", gdelt=[stream.announce(9, bodies[9])])
    crawl.run()
    assert set(crawl.pages()) == {f"report-{number}" for number in bodies}
    stream.put(10, one(site, "report-10"))
    stream.announce(10, one(site, "report-10"))
    crawl.run()
    assert site.visits()["/masterfilelist.txt"] == 1  # not for one slice


def test_a_slice_larger_than_allowed_is_not_loaded(site: Site, crawl: Crawl) -> None:
    stream = Stream(site)
    body = bytes(GDELT.zipped + 1)
    stream.put(9, body)
    crawl.source("world", kind="discovery", gdelt=[stream.announce(9, body)])
    crawl.run()
    assert "larger than allowed" in (crawl.runs()[-1].reason or "")
    stream.put(10, one(site, "report-10"))
    stream.announce(10, one(site, "report-10"))
    crawl.run()
    assert stream.asked().count(stream.stamp(9)) == 1
    assert set(crawl.pages()) == {"report-10"}


def test_a_stream_that_breaks_off_goes_on_where_it_broke(site: Site, crawl: Crawl) -> None:
    stream = Stream(site)
    for number in range(2, 10):
        stream.put(number, one(site, f"report-{number}"))
    said = site.answers[f"/{stream.stamp(7)}.gkg.csv.zip"]
    site.put(f"/{stream.stamp(7)}.gkg.csv.zip", "try later", status=403)
    crawl.source("world", kind="discovery", gdelt=[stream.announce(9, one(site, "report-9"))])
    crawl.run()
    assert set(crawl.pages()) == {f"report-{number}" for number in range(2, 7)}
    site.answers[f"/{stream.stamp(7)}.gkg.csv.zip"] = said
    crawl.run()
    assert set(crawl.pages()) == {f"report-{number}" for number in range(2, 10)}
    assert stream.asked().count(stream.stamp(6)) == 1


def test_walls_of_many_hosts_do_not_stop_the_stream(site: Site, crawl: Crawl) -> None:
    stream = Stream(site)
    wall = "<html><title>DDoS-Guard</title></html>"
    body = zipped(*(row(site.put(f"/wall-{n}", wall), "Copper", AT["UZ"]) for n in range(4)))
    stream.put(9, body)
    crawl.source("world", kind="discovery", gdelt=[stream.announce(9, body)])
    crawl.run()
    assert (crawl.runs()[-1].outcome, crawl.runs()[-1].failed) == ("ok", 4)


def test_a_run_cut_short_by_its_limit_comes_back_to_the_same_slices(site: Site, crawl: Crawl) -> None:
    stream = Stream(site)
    body = zipped(*(row(site.article(f"/r{n}"), "Copper", AT["UZ"]) for n in range(5)))
    stream.put(9, body)
    crawl.source("world", kind="discovery", gdelt=[stream.announce(9, body)])
    crawl.run("world", "--limit", "2")
    crawl.run()
    assert set(crawl.pages()) == {f"r{n}" for n in range(5)}


def test_a_host_that_asks_for_a_pause_is_come_back_to(site: Site, crawl: Crawl) -> None:
    stream = Stream(site)
    site.put("/busy", "later", status=429)
    body = zipped(*(row(f"{site.home}/{name}", "Copper", AT["UZ"]) for name in ("busy", "held")))
    stream.put(9, body)
    crawl.source("world", kind="discovery", gdelt=[stream.announce(9, body)])
    crawl.run()
    assert {path: (page.state, page.attempts) for path, page in crawl.pages().items()} == {
        "busy": ("missed", 1),
        "held": ("missed", 1),
    }


def test_what_the_catalogue_reads_by_itself_is_counted_and_left_to_it(site: Site, crawl: Crawl) -> None:
    stream = Stream(site)
    body = zipped(*(row(site.article(path), "Copper", AT["UZ"]) for path in ("/news/12345", "/blog/12345")))
    stream.put(9, body)
    crawl.source("outlet", feeds=[site.feed("/rss", {})], article="/news/")
    crawl.source("world", kind="discovery", gdelt=[stream.announce(9, body)])
    crawl.run("world")
    assert set(crawl.pages()) == {"blog/12345"}
    assert crawl.runs()[-1].details["skipped"] == {"read by outlet": 1}


def test_what_robots_txt_or_the_guard_forbid_stays_unread(site: Site, crawl: Crawl) -> None:
    stream = Stream(site)
    site.put("/robots.txt", "User-agent: *\nDisallow: /private", "text/plain")
    inside = "http://10.0.0.1/copper"
    body = zipped(*(row(address, "Copper", AT["UZ"]) for address in (site.article("/private/1"), inside)))
    stream.put(9, body)
    crawl.source("world", kind="discovery", gdelt=[stream.announce(9, body)])
    crawl.run()
    assert site.visits()["/private/1"] == 0
    details = crawl.runs()[-1].details
    assert details["skipped"] == {"robots.txt asks us not to read this address": 1}
    assert list(details["failed"]) == ["internal address 10.0.0.1"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<html>Too many requests</html>", "no slice is named"),
        (f"1 {'a' * 32} http://x/20269999999999.gkg.csv.zip", "is no moment"),
        (f"1 {'a' * 32} http://x/29990101000000.gkg.csv.zip", "of the future"),
    ],
)
def test_a_stream_that_names_no_slice_of_the_past_is_refused(body: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        newest_of(body.encode())


def test_the_translated_stream_has_slices_of_its_own_name() -> None:
    newest = newest_of(f"1 {'a' * 32} http://x/20260101001500.translation.gkg.csv.zip\n".encode())
    assert newest.ending == ".translation.gkg.csv.zip"
    assert f"{newest.moment:%H:%M}" == "00:15"
