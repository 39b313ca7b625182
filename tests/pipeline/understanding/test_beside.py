"""Reports come in; whom they name as a venture or as its owners, and as no side, is tested."""

import pytest

from tests.pipeline.readings import reported


def told(title: str, text: str, lang: str) -> tuple[set[str], set[str]]:
    """Return the sides of the news, and whom the report names beside them."""
    news = reported(f"{title}\n\n{text}", lang)[0]
    return {fact.value for fact in news.parties}, {fact.value for fact in news.beside}


@pytest.mark.parametrize(
    ("lang", "title", "text"),
    [
        (
            "en",
            "Saybuloq Resources starts drilling for uranium in Uzbekistan",
            "Saybuloq Resources, a venture of Navoiyuran, Orano and Itochu, began drilling for uranium on Monday.",
        ),
        (
            "uz-Latn",
            "Saybuloq Resources ilk uranni oldi",
            (
                "“Saybuloq Resources” qo‘shma korxonasi uranning dastlabki partiyasini oldi. "
                "Korxona Orano va Itochu kompaniyalariga hamda “Navoiyuran”ga tegishli."
            ),
        ),
    ],
)
def test_a_venture_and_its_owners_are_told_together(lang: str, title: str, text: str) -> None:
    sides, others = told(title, text, lang)
    assert "x:saybuloq-resources" in sides
    assert {"orano", "itochu"} <= others | sides
    assert not others or "x:saybuloq-resources" in others


def test_a_venture_that_a_founding_names_is_told_beside_its_founders() -> None:
    text = "France's Orano and Navoiyuran signed an agreement to set up a joint venture to mine uranium."
    sides, others = told(text, f"{text} The venture, Saybuloq Resources, will work in Navoi.", "en")
    assert {"orano", "navoiyuran"} <= sides
    assert others == {"x:saybuloq-resources"}


def test_a_firm_that_founds_a_venture_is_not_the_venture() -> None:
    text = "Canada's Borealis and Navoiyuran signed an agreement to set up a joint venture to mine uranium."
    assert told(text, text, "en") == ({"x:borealis", "navoiyuran"}, set())
