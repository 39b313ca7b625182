"""Sentences come in; the test says whether shares change hands by them."""

import pytest

from pipeline.understanding.acts import acts
from pipeline.understanding.shares import buys_a_share, is_on_shares, offers_for_a_share
from tests.pipeline.readings import NEWS, lay_out


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Orano and Navoiyuran signed a share purchase agreement.", True),
        ("Orano and Navoiyuran signed a contract on exploration.", False),
    ],
)
def test_a_paper_on_shares_is_known_by_its_name(text: str, shares: bool) -> None:  # noqa: FBT001 - a table of cases
    assert is_on_shares(acts(lay_out(f"–\n\n{text}", "en"), NEWS)) is shares


def test_an_agreement_to_acquire_so_many_percent_buys_a_share() -> None:
    told = acts(lay_out("–\n\nOrano signed an agreement to acquire 60% of Navoiyuran.", "en"), NEWS)
    assert buys_a_share(told)


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("Orano is in talks with Navoiyuran on the purchase of 25% of the complex.", True),
        ("Orano is in talks with Navoiyuran on the purchase of 25% of the output.", False),
    ],
)
def test_talks_on_so_many_percent_are_on_shares_unless_they_are_of_goods(text: str, offers: bool) -> None:  # noqa: FBT001 - a table of cases
    assert offers_for_a_share(lay_out(f"–\n\n{text}", "en")) is offers
