"""Outlets have the design, the zone and the addresses that their slug and their articles ask for."""

import json
import re
from pathlib import Path

from crawler.sources import load_catalogue
from tests.newsstand.asking import get
from tests.newsstand.listings import KINDS
from tests.newsstand.outlet import DESIGNS, KNOWN
from tests.newsstand.stand import GOLD, Newsstand

EVENING = "2026-11-22T20:00+05:00"


def test_every_quirk_is_named_and_every_design_is_met(street: Newsstand) -> None:
    assert len({site.outlet.design.name for site in street.sites.values()}) == len(DESIGNS) >= 14
    assert all(design.quirks for design in DESIGNS.values())
    assert {facts["design"] for facts in KNOWN.values()} <= set(DESIGNS)


def test_time_zones_agree_with_the_articles_offsets(street: Newsstand) -> None:
    assert street.outlet("trend-az").timezone == "Asia/Baku"
    assert street.outlet("kun-uz").timezone == "Asia/Tashkent"
    assert street.outlet("small-caps").timezone == "Australia/Sydney"
    assert street.outlet("kabulnow").timezone == "Asia/Kabul"


def test_same_slug_has_the_same_design_in_every_run(street: Newsstand) -> None:
    assert {feed.kind for site in street.sites.values() for feed in site.outlet.feeds()} == {*KINDS, "html"}
    assert street.outlet("haqqin-az").design.name == "report"
    assert street.outlet("eurasian-star").design.common


def test_outlets_nobody_knows_are_served_too(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in GOLD[0].read_text(encoding="utf-8").splitlines()]
    for number, row in enumerate(rows):
        row |= {"outlet": f"unheard-of-{number}", "id": f"heldZ-{number:03d}"}
    file = tmp_path / "held.articles.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    with Newsstand([file], now=EVENING) as stand:
        assert len(load_catalogue(stand.catalogue(tmp_path / "catalogue"))) == len(rows)
        for story in stand.stories:
            address = stand.address(story.id)
            assert re.search(r"\b((?:dev|held)[A-Z]-\d{3})\b", address), address
            assert get(address)[0] == 200
