"""The sentences of a step come in; the test says who is party to it, and which states are its counterparts."""

from pipeline.understanding.binding import Sentences, parties
from pipeline.understanding.facts import Bound
from tests.pipeline.readings import lay_out


def bound(document: str, lang: str = "en") -> Bound:
    readings = lay_out(document, lang)
    told = [reading for reading in readings if reading.of("action", "sign", "adopt") or reading.title]
    return parties(Sentences(told, everything=readings))


def values(bound: Bound) -> tuple[set[str], set[str]]:
    return {fact.value for fact in bound.parties}, {fact.value for fact in bound.countries}


def test_bare_states_are_the_parties_where_no_body_is_named() -> None:
    assert values(bound("Pact\n\nUzbekistan and Japan signed a memorandum.")) == ({"uz-gov", "jp-gov"}, {"JP"})


def test_a_named_body_stands_instead_of_its_state() -> None:
    assert values(bound("Uzbekistan and Orano agree\n\nUzbekistan and Orano signed a contract.")) == (
        {"uz-gov", "orano"},
        {"FR"},
    )


def test_unnamed_companies_make_no_state_a_party() -> None:
    said = bound("Pacts\n\nThe Ministry of Investment, Industry and Trade signed papers with US companies.")
    assert values(said) == ({"uz-miit"}, {"US"})


def test_a_summit_binds_all_whose_leaders_meet() -> None:
    said = bound(
        "Summit adopts declaration\n\nThe leaders of the European Union, Kazakhstan, Kyrgyzstan, Tajikistan and "
        "Uzbekistan met.\nThe European Union and Uzbekistan signed a declaration."
    )
    assert values(said)[1] == {"EU", "KZ", "KG", "TJ"}


def test_who_adopts_something_beside_a_summit_is_not_all_whose_leaders_meet() -> None:
    said = bound(
        "Pact signed\n\nThe United States and Uzbekistan signed a memorandum on the sidelines of a summit of the "
        "leaders of Kazakhstan, Kyrgyzstan, Tajikistan and Uzbekistan."
    )
    assert values(said)[1] == {"US"}


def test_two_ministries_have_a_paper_of_their_own_beside_that_of_their_firms() -> None:
    said = bound(
        "Firms sign\n\nAlmalyk MMC and Borealis JSC of Bulgaria signed a copper memorandum.\n"
        "The Ministry of Energy of Bulgaria and the Ministry of Mining Industry and Geology signed a memorandum too."
    )
    assert values(said)[0] == {"ammc", "x:borealis", "bg-gov", "uz-mingeo"}


def test_who_holds_the_rest_of_a_venture_is_a_side_of_it() -> None:
    said = bound(
        "Kaolin venture\n\nThe Tashkent regional administration and Borealis JSC of Turkey agreed on a joint venture.\n"
        "Borealis will put up machines.\nA share of 30% is held by Chirchiq Invest LLC."
    )
    assert "x:chirchiq-invest" in values(said)[0]


def test_what_a_side_does_abroad_with_others_makes_them_no_sides() -> None:
    readings = lay_out(
        "Copper deal\n\nOrano signed a copper contract with Navoiyuran.\n"
        "Orano holds shares of Borealis Mining beside Hokuto Ltd.",
        "en",
    )
    assert values(parties(Sentences(readings[:2], readings[2:], readings)))[0] == {"orano", "navoiyuran"}


def test_what_a_side_buys_elsewhere_makes_nobody_a_side() -> None:
    lead = "Orano in talks\n\nOrano may buy 10% of a mine of Almalyk MMC.\nNothing is signed.\n"
    for further, sides in (
        ("Orano bought 10% of Itochu for $2 billion last month.", {"orano", "ammc"}),
        ("Itochu will acquire a minority stake as well.", {"orano", "ammc", "itochu"}),
        ("Orano bought the stake in Uzbekistan together with Itochu.", {"orano", "ammc", "itochu"}),
    ):
        readings = lay_out(lead + further, "en")
        told = [reading for reading in readings if reading.of("action", "acquire") or reading.title]
        assert values(parties(Sentences(told, everything=readings)))[0] == sides


def test_a_firm_that_builds_needs_no_government_beside_it() -> None:
    readings = lay_out("Graphite plant\n\nJapan's Hokuto Ltd began to build a graphite plant in Uzbekistan.", "en")
    assert values(parties(Sentences(readings[1:], everything=readings), works=True)) == ({"x:hokuto"}, {"JP"})
    assert values(parties(Sentences(readings[1:], everything=readings))) == ({"x:hokuto", "uz-gov"}, {"JP"})
