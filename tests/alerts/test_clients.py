"""A linter of mails: what Gmail, Outlook or Apple Mail cannot show is not in a digest, or borne for a reason."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from alerts.digest import Change
from alerts.render import render
from alerts.wording import languages
from tests.alerts.rendering.test_charts import SEEN
from tests.alerts.samples import item, made

DATA = tomllib.loads(Path(__file__).with_name("clients.toml").read_text(encoding="utf-8"))
ELEMENTS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "table",
    "tbody",
    "tr",
    "td",
    "h1",
    "h2",
    "p",
    "small",
    "span",
    "b",
    "s",
    "a",
    "br",
    "div",
    "ol",
    "li",
}
ATTRIBUTES = {
    "align",
    "aria-label",
    "cellpadding",
    "cellspacing",
    "charset",
    "class",
    "content",
    "dir",
    "height",
    "href",
    "lang",
    "name",
    "role",
    "style",
    "valign",
    "width",
}
REFUSED = {  # what no client, or not all of them, takes
    "margin": r"-\d|auto",
    "font-size": r"rem|%",
    "text-align": r"start|end",
    "border": r"\b(9|\d\d)px",
    "background": r"url|gradient",
}
LONGEST_SHEET = 8192  # characters; Gmail passes over longer ones
NEEDED = {  # what the style attributes of a class must say
    "card": "padding",
    "done": "background",
    "now": "background",
    "ahead": "background",
    "ladder": "line-height",
    "bar": "line-height",
    "quote": "border-left",
    "change": "background",
    "warn": "background",
    "stage": "color",
    "heading": "font-size",
}


@pytest.fixture(params=languages())
def page(request: pytest.FixtureRequest) -> str:
    """Give a weekly digest with all that can stand in one, in every language."""
    told = [item(), item(key="b", changes=(Change("stage", "talks", "agreement"), Change("conflict"))), item(key="c")]
    return render(replace(made(*told, language=request.param), picture=SEEN)).html


def declared(page: str) -> Iterator[tuple[str, str]]:
    """Yield every property with its value, of style attributes and of the page's own sheet."""
    tree = html.document_fromstring(page)
    blocks = [str(style) for style in tree.xpath("//@style")]
    blocks += [inner for sheet in tree.xpath("//style/text()") for inner in re.findall(r"\{([^{}]*)\}", str(sheet))]
    for block in blocks:
        for declaration in filter(str.strip, block.split(";")):
            name, _, value = declaration.partition(":")
            yield name.strip(), value.strip()


def queries(page: str) -> set[str]:
    return set(re.findall(r"@media\s*\(([a-z-]+)", page))


def test_every_property_is_shown_by_all_or_borne_for_a_reason(page: str) -> None:
    for name in {name for name, _ in declared(page)}:
        marks = DATA["properties"].get(name)
        assert marks or name in DATA["untested"], f"{name} is not in clients.toml: look it up"
        assert not marks or len(marks) == len(DATA["clients"]["order"])
        assert not marks or set(marks) == {"y"} or DATA["borne"].get(name), name
    for name in queries(page):
        assert set(DATA["queries"][name]) == {"y"} or DATA["borne"].get(f"@{name}"), name


def test_values_that_some_client_drops_are_not_used(page: str) -> None:
    for name, value in declared(page):
        assert not re.search(REFUSED.get(name, r"expression|@import"), value), f"{name}: {value}"


def test_only_plain_elements_and_attributes_are_used(page: str) -> None:
    tree = html.document_fromstring(page)
    assert {str(element.tag) for element in tree.iter() if isinstance(element.tag, str)} <= ELEMENTS
    assert {str(name) for element in tree.iter() for name in element.keys()} <= ATTRIBUTES  # noqa: SIM118 - lxml's
    assert page.startswith("<!DOCTYPE html>")


def test_what_is_borne_is_met(page: str) -> None:
    met = {name for name, _ in declared(page)} | {f"@{name}" for name in queries(page)} | {"style", *chosen_by(page)}
    assert set(DATA["borne"]) <= met
    assert all(set((DATA["properties"] | DATA["sheets"]).get(name, "n")) != {"y"} for name in DATA["borne"])


def chosen_by(page: str) -> set[str]:
    """Return the kinds of selectors of the page's sheets."""
    kinds = set()
    for sheet in map(str, html.document_fromstring(page).xpath("//style/text()")):
        for selector in re.findall(r"(?:^|[{},])\s*([^{},@]+?)\s*(?=[,{])", re.sub(r"@media[^{]*", "", sheet)):
            parts = selector.split(" ")
            kinds |= {"descendant"} if len(parts) > 1 else set()
            kinds |= {"class" if re.fullmatch(r"\.[a-z]+", part) else "type" for part in parts}
            assert all(re.fullmatch(r"\.?[a-z][a-z0-9]*", part) for part in parts), selector
    return kinds


def test_the_sheets_stand_in_the_head_and_choose_by_what_all_know(page: str) -> None:
    tree = html.document_fromstring(page)
    assert len(tree.xpath("/html/head/style")) == len(tree.xpath("//style")) == 2
    assert all(len(sheet) < LONGEST_SHEET for sheet in tree.xpath("//style/text()"))
    kinds = chosen_by(page)
    assert kinds == {"class", "descendant", "type"}
    assert all(DATA["borne"][kind] for kind in {"style", *kinds} if set(DATA["sheets"][kind]) != {"y"})


def test_without_any_sheet_the_page_has_its_shape_and_the_ladder_its_steps(page: str) -> None:
    tree = html.document_fromstring(page)
    for name, wanted in NEEDED.items():
        found = tree.xpath(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]")
        assert found, name
        assert all(wanted in one.get("style", "") for one in found), name
    assert "@media" in tree.xpath("string(/html/head/style[2])")
    assert "@media" not in tree.xpath("string(/html/head/style[1])")  # a client that knows no query may pass it over
