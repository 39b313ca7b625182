"""What a reader types about a deal is taken where a deal could have it, and else refused with what it could have."""

import pytest

from pipeline.resolution.correctable import InvalidCorrection, correctable
from tests.pipeline.resolution.test_fixes import deal


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("stage", "agreement", (None, "agreement")),
        ("type", "offtake", (None, "offtake")),
        ("type", "Sale of minerals", (None, "offtake")),
        ("title", "Tungsten powder", (None, "Tungsten powder")),
        ("party", "+traxys", ("+", "traxys")),
        ("party", "us-gov", ("+", "us-gov")),
        ("party", "-uztmk", ("-", "uztmk")),
        ("country", "us", ("+", "US")),
        ("mineral", "-tungsten", ("-", "tungsten")),
        ("value", "+40000000 usd", ("+", "40000000 USD")),
    ],
)
def test_a_value_is_kept_as_deals_keep_it(field: str, typed: str, kept: tuple[str | None, str]) -> None:
    assert correctable(deal(), field, typed) == kept


@pytest.mark.parametrize(
    ("field", "typed", "complaint"),
    [
        ("colour", "red", "no field"),
        ("stage", "operatoin", "did you mean operation"),
        ("title", "x" * 301, "1 to 300"),
        ("party", "+nobody-at-all", "no party"),
        ("party", "+zz-gov", "no party"),
        ("party", "+uztmk", "already"),
        ("country", "+ZZ", "no country"),
        ("value", "+1e9 USD", "write it as"),
        ("value", "++5 USD", "write it as"),
        ("value", "+0 USD", "write it as"),
        ("value", "+5 XXX", "no currency 'XXX'; there is USD, EUR, UZS"),
        ("mineral", "-gold", "did you mean tungsten"),
    ],
)
def test_what_no_deal_could_have_is_refused(field: str, typed: str, complaint: str) -> None:
    with pytest.raises(InvalidCorrection, match=complaint):
        correctable(deal(), field, typed)
