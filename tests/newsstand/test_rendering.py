"""Every page carries its whole article, in every design, and says today relative to the clock."""

import html

import pytest

from tests.newsstand.asking import get
from tests.newsstand.clock import Clock
from tests.newsstand.outlet import COMMON, DESIGNS, Outlet
from tests.newsstand.site import Site
from tests.newsstand.stand import GOLD, OWN, Newsstand
from tests.newsstand.story import read_stories

EVENING = "2026-11-22T20:00+05:00"
RUDE = ("slow", "challenge", "shell", "consent", "picky")  # their pages do not come at the first request, or never


def sites(street: Newsstand, design: str) -> list[Site]:
    return [site for site in street.sites.values() if site.outlet.design.name == design]


@pytest.mark.parametrize("design", sorted(set(DESIGNS) - set(RUDE)))
def test_every_page_carries_its_whole_article(street: Newsstand, design: str) -> None:
    outlets = [site.outlet for site in sites(street, design)]
    assert outlets, f"no outlet of the street is of the design {design}"
    for outlet in outlets:
        for story in outlet.stories:
            status, _, body = get(outlet.home + outlet.path(story))
            page = html.unescape(body.decode(outlet.design.charset))
            assert status == 200
            wanted = [story.title, *story.paragraphs]
            wanted += [line.replace("：", ":", 1).partition(":")[2].strip() or line for line in story.boilerplate]
            assert [text for text in wanted if text not in page] == [], story.id


def test_every_article_fits_every_common_design() -> None:
    for name in COMMON:
        outlet = Outlet("unheard-of", read_stories([*GOLD, *OWN]), name)
        site = Site(outlet, Clock(EVENING), outlet.stories)
        for story in outlet.stories[:: len(COMMON)]:
            page = html.unescape(site.answer(outlet.path(story), {}).body.decode())
            assert [text for text in story.paragraphs if text not in page] == [], (name, story.id)


def test_today_is_said_relative_to_the_clock_in_the_outlets_zone() -> None:
    with Newsstand(now="2025-08-24T09:00+05:00") as stand:
        address = stand.address("noise-002")
        said = [get(address)[2].decode()]
        for moment in ("2025-08-24T19:30+00:00", "2025-08-26T09:00+05:00"):
            stand.clock.set(moment)
            said.append(get(address)[2].decode())
    for page, words in zip(said, ("Сегодня, 08:35", "Вчера, 08:35", "24 августа 2025, 08:35"), strict=True):
        assert words in page
