"""A party's standing, country and name follow from its id."""

import pytest

from pipeline.resolution.parties import alike, called, country_of, is_arm, name_of, sound, standing


@pytest.mark.parametrize(
    ("party", "kind"),
    [
        ("uz-gov", "home-state"),
        ("uz-mingeo", "home-state"),
        ("jo-gov", "state"),
        ("eu", "state"),
        ("navoiyuran", "home"),
        ("nurlikum-mining", "venture"),
        ("ebrd", "bank"),
        ("traxys", "foreign"),
        ("x:norsk-wolfram", "unknown"),
    ],
)
def test_standing(party: str, kind: str) -> None:
    assert standing(party) == kind


def test_surveys_and_agencies_are_arms_of_states() -> None:
    assert [party for party in ("usgs", "jogmec", "bgr", "traxys", "ebrd", "jo-gov", "x:mint") if is_arm(party)] == [
        *("usgs", "jogmec", "bgr"),
    ]


def test_governments_have_the_country_of_their_id() -> None:
    assert country_of("mn-gov") == "MN"
    assert country_of("eu") == "EU"
    assert country_of("x:norsk-wolfram") is None


def test_states_are_named_for_readers_by_their_country() -> None:
    assert name_of("mn-gov") == "Mongolia"
    assert name_of("x:norsk-wolfram", "Norsk Wolfram AS") == "Norsk Wolfram AS"
    assert name_of("x:norsk-wolfram") == "Norsk Wolfram"


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("x:norsk-wolfram", "x:норск-вольфрам"),
        ("x:mon-atom", "x:мон-атом"),
        ("x:denali-group", "x:денали"),
        ("x:saybuloq-resources", "x:сайбулоқ-ресурсес"),
        ("x:zarkent-vanadium", "x:заркент-ванадий"),
        ("x:arctic-exploration", "x:арктик-эксплорейшн"),
    ],
)
def test_an_unknown_name_sounds_alike_in_both_scripts(latin: str, cyrillic: str) -> None:
    assert sound(latin) == sound(cyrillic) != ""


@pytest.mark.parametrize(
    ("latin", "other"),
    [
        ("x:samhan-tungsten", "x:삼한텅스텐"),  # of several words in one
        ("x:hanul-materials", "x:한울머티리얼즈"),
        ("x:nanotekku", "x:ナノテック"),
        ("x:zarkent-mis", "x:заркент-медь"),
    ],
)
def test_an_unknown_name_is_alike_in_scripts_of_syllables_and_without_its_spaces(latin: str, other: str) -> None:
    assert alike(latin, other)
    assert called(latin) == called(other) != ""


def test_other_names_are_not_alike() -> None:
    assert not alike("x:samhan-tungsten", "x:한울머티리얼즈")
    assert not alike("x:zarkent-vanadium", "x:заркент-медь")


def test_what_is_too_short_or_known_has_no_sound() -> None:
    assert sound("x:io") == ""
    assert sound("traxys") == ""
