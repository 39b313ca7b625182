"""Texts of ventures come in; the test says whether partners hold what is told together."""

import pytest

from tests.pipeline.readings import reported


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Navoiyuran and Canada's Cameco founded a joint venture to mine uranium.", "joint_venture"),
        ("Navoiyuran and Canada's Cameco held talks on a joint venture to explore for uranium.", "joint_venture"),
        ("Navoiyuran and Canada's Cameco held talks on exploring uranium, later to found a venture.", "exploration"),
        ("Navoiyuran and Canada's Cameco discussed mining of uranium. No agreement was signed.", "exploration"),
        ("Navoiyuran and Canada's Cameco signed an agreement on mining of uranium.", "joint_venture"),
    ],
)
def test_partners_hold_what_they_found_or_mine_together(text: str, kind: str) -> None:
    assert reported(f"Uranium in the Kyzylkum\n\n{text}", "en")[0].deal_type == kind
