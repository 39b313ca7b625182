"""A deal's reports as a reader sees them: counted, by language, and with safe links alone."""

from dataclasses import replace

import pytest

from alerts.rendering.citing import safe_link, tongues
from alerts.rendering.phrasing import block
from alerts.wording import wording
from tests.alerts.samples import LINK, item

EN = wording("en")


def test_reports_beyond_the_first_eight_are_counted_exactly() -> None:
    told = block(item(links=tuple(replace(LINK, outlet=str(n)) for n in range(11)), publishers=11), EN)
    assert [len(tongue.sources) for tongue in told.tongues] == [8]
    assert (told.more_sources, told.reports) == ("3 more reports", "Reports: 11 publishers, in Russian")
    assert told.tongues[0].sources[0].about == "0 · 22 November 2026 · +2 reprints"


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://gazeta.uz/uz/2026/", True),
        ("http://пример.рф/новость?id=1&x=2", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("https:///path", False),
        ('https://a.example/" onclick="x', False),
        ("https://a.example/\nBcc: x@y.z", False),
        ("https://[broken", False),
        ("", False),
    ],
)  # fmt: skip
def test_only_plain_links_to_the_web_are_links(address: str, is_safe: bool) -> None:  # noqa: FBT001
    assert (safe_link(address) is not None) is is_safe
    assert (block(item(links=(replace(LINK, address=address),)), EN).tongues[0].sources[0].url is not None) is is_safe


def test_reports_stand_by_language_the_readers_own_first() -> None:
    links = [replace(LINK, lang=lang, outlet=str(n)) for n, lang in enumerate(("ru", "en", "uz-Cyrl", "ru", "uz-Latn"))]
    sorted_by = [(one.name, [source.about[0] for source in one.sources]) for one in tongues(links, EN)]
    assert sorted_by == [
        ("In English", ["1"]),
        ("In Russian", ["0", "3"]),
        ("In Uzbek (Cyrillic)", ["2"]),
        ("In Uzbek", ["4"]),
    ]
    assert block(item(links=tuple(links), publishers=5), EN).reports == (
        "Reports: 5 publishers, in English, Russian, Uzbek (Cyrillic), Uzbek"
    )
    assert [one.name for one in tongues(links, wording("uz"))][:2] == ["Til: oʻzbek", "Til: oʻzbek (kirill)"]
    assert [one.name for one in tongues(links, wording("uz-Cyrl"))][:2] == ["Тил: ўзбек (кирилл)", "Тил: ўзбек"]
