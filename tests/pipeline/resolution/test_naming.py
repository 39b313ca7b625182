"""Keys and titles name the parties that tell most."""

from pipeline.resolution.naming import slug, title


def test_a_key_is_readable() -> None:
    assert slug(["itia", "uztmk"], ["tungsten"], "membership", 2025) == "uztmk-itia-tungsten-membership-2025"
    assert (
        slug(["us-gov", "uz-gov"], ["critical-minerals"], "joint_venture", 2026)
        == "uz-us-critical-minerals-joint-venture-2026"
    )


def test_a_key_is_plain_ascii_whatever_the_script() -> None:
    key = slug(["x:норск-вольфрам", "uztmk"], [], "framework", 2025)
    assert key.isascii()
    assert key == "uztmk-norsk-volfram-framework-2025"


def test_states_step_back_behind_companies() -> None:
    names = [("us-gov", None), ("uz-gov", None), ("navoiyuran", None), ("traxys", None)]
    assert title(names, ["uranium"], "offtake") == "Navoiyuran – Traxys: sale of minerals (uranium)"


def test_a_named_mineral_goes_before_its_class() -> None:
    assert title([("us-gov", None), ("uz-gov", None)], ["critical-minerals", "rare-earths"], "framework").endswith(
        "(rare earths)"
    )


def test_a_long_list_is_cut_with_its_rest_counted() -> None:
    minerals = ["lead", "zinc", "cadmium", "bismuth", "silver"]
    assert title([], minerals, "construction") == "Uzbekistan: construction (lead, zinc, cadmium and 2 more)"
