"""Each signal speaks for or against two steps being one deal, as its name says."""

import datetime as dt

from pipeline.resolution.match import compare, rarity
from pipeline.resolution.view import Milestone, View
from pipeline.resolution.weights import weights


def view(*parties: str, stage: str = "memorandum", on: str = "2025-03-03", days: int = 0, **facts: list[str]) -> View:
    """Return what a step or deal shows: its parties, one stage reached within so many days, its other facts."""
    first = dt.date.fromisoformat(on)
    shown = View(parties=dict.fromkeys(parties, 1.0), milestones=[Milestone(stage, first, first + dt.timedelta(days))])
    for field, values in facts.items():
        setattr(shown, field, dict.fromkeys(values, 1.0))
    return shown


def signal(name: str, one: View, other: View) -> float:
    """Return one signal, 0 where it says nothing."""
    return compare(one, other, lambda party: rarity(party, 1, 100)).get(name, 0.0)


def test_a_rare_company_says_more_than_a_ministry() -> None:
    assert rarity("traxys", 1, 100) > 2 * rarity("uz-mingeo", 40, 100)
    assert rarity("navoiyuran", 30, 100) < rarity("navoiyuran", 1, 100)


def test_counterparts_that_differ_speak_against() -> None:
    assert signal("counterparts", view("uztmk", "itia"), view("uztmk", "reia")) == weights()["parties"]["disjoint"]
    assert signal("counterparts", view("itochu", "jogmec"), view("itochu", "orano")) < 0
    assert -0.5 < signal("counterparts", view("itochu"), view("itochu", "orano")) < 0


def test_a_state_s_deal_is_no_company_s_and_may_be_told_by_an_arm_of_it() -> None:
    states = view("uz-mingeo", "gb-gov")
    company, arm = (signal("counterparts", view("uz-mingeo", other), states) for other in ("traxys", "usgs"))
    assert company < arm < 0


def test_who_is_in_no_lexicon_beside_a_state_of_both_does_not_make_it_a_company_s_deal() -> None:
    states, beside = view("uz-mingeo", "gb-gov"), view("uz-mingeo", "gb-gov", "x:geologists-house")
    assert signal("counterparts", beside, states) == signal("counterparts", states, beside) == 0
    later = view("uz-mingeo", "gb-gov", "x:geologists-house", on="2026-03-03")
    assert weights()["parties"]["state-and-company"] < signal("counterparts", later, states) < 0
    assert signal("counterparts", view("uz-mingeo", "x:geologists-house"), states) < -2
    assert signal("counterparts", view("uz-mingeo", "gb-gov", "traxys"), states) < -2
    meeting = view("uz-mingeo", "gb-gov", "x:geologists-house", on="2025-10-02", stage="talks", follows=["2025-03"])
    assert signal("time", meeting, states) == 0


def test_a_step_that_names_nobody_is_no_stranger() -> None:
    facts = {"minerals": ["tungsten"], "countries": ["KR"], "values": ["42000000 USD"], "places": ["ingichka"]}
    facts["types"] = ["construction"]
    venture = view("x:samhan-tungsten", "x:ingichka-metal", on="2024-06-13", **facts)
    plant = view(on="2025-11-24", stage="operation", **facts)
    assert signal("strangers", plant, venture) == signal("strangers", venture, plant) == weights()["parties"]["nobody"]
    assert signal("strangers", view("traxys", **facts), venture) == weights()["parties"]["strangers"]
    assert sum(compare(plant, venture, lambda party: rarity(party, 1, 100)).values()) > weights()["threshold"]["same"]


def test_names_in_signs_without_sounds_are_compared_among_themselves_alone() -> None:
    facts = {"minerals": ["antimony"], "countries": ["CN"], "types": ["construction"], "places": ["jizzax"]}
    chinese, english = view("x:广西华锑科技有限公司", **facts), view("x:guangxi-huati", on="2025-03-04", **facts)
    assert signal("strangers", chinese, english) == weights()["parties"]["nobody"]
    assert signal("counterparts", chinese, english) == weights()["parties"]["disjoint-unspelt"]
    assert sum(compare(chinese, english, lambda party: rarity(party, 1, 100)).values()) > weights()["threshold"]["same"]
    assert signal("parties", chinese, view("x:广西华锑科技", **facts)) > 2
    assert signal("counterparts", chinese, view("x:湖南湘锑矿业", **facts)) == weights()["parties"]["disjoint-unknown"]


def test_one_sum_for_one_unusual_mineral_says_more_than_names_that_no_lexicon_holds() -> None:
    facts = {"minerals": ["graphite"], "values": ["230000000 USD"]}
    one, other = view("x:zone-where-orchid-builds", **facts), view("x:orchid", **facts)
    assert signal("counterparts", one, other) == weights()["parties"]["disjoint-unspelt"]
    other.values = {"10000000 USD": 1.0}
    assert signal("counterparts", one, other) == weights()["parties"]["disjoint-unknown"]
    assert signal("counterparts", view("traxys", **facts), view("orano", **facts)) == weights()["parties"]["disjoint"]


def test_a_region_in_common_speaks_for_works_on_an_unusual_mineral_and_the_capital_does_not() -> None:
    def where(place: str, mineral: str) -> float:
        seen = view(places=[place], minerals=[mineral])
        return signal("places", seen, seen)

    assert where("jizzax", "silicon") == weights()["facts"]["region"]
    assert where("jizzax", "copper") == where("toshkent", "silicon") == where("london", "silicon") == 0


def test_another_body_at_home_may_go_on_with_a_paper_that_a_regional_council_signed() -> None:
    paper = view("samarkand-region-hokimiyat", "traxys", on="2024-05-16", minerals=["copper"])
    venture = view("uztmk", "traxys", on="2025-02-11", stage="agreement", minerals=["copper"])
    assert signal("home", venture, paper) < 0
    venture.follows = {"2024-05": 1.0}
    assert signal("home", venture, paper) == signal("home", paper, venture) == 0
    venture.follows = {"2023-05": 1.0}
    assert signal("home", venture, paper) < 0


def test_deposits_decide_and_towns_do_not() -> None:
    assert signal("places", view(places=["ingichka"]), view(places=["ingichka"])) > 2
    assert signal("places", view(places=["toshkent"]), view(places=["toshkent"])) == 0


def test_common_minerals_say_less_and_other_minerals_speak_against() -> None:
    tungsten, uranium = view(minerals=["tungsten"]), view(minerals=["uranium"])
    assert signal("minerals", tungsten, tungsten) > signal("minerals", uranium, uranium) > 0
    assert signal("minerals", tungsten, uranium) < 0
    assert signal("minerals", tungsten, view(minerals=["critical-minerals"])) == 0


def test_a_membership_is_nothing_else() -> None:
    assert signal("type", view(types=["membership"]), view(types=["framework"])) == weights()["facts"]["membership"]


def test_a_paper_of_two_states_is_not_that_of_many() -> None:
    many = view(countries=["EU", "KZ", "KG", "TJ"])
    assert signal("sides", view(countries=["EU"]), many) < 0
    assert signal("sides", many, many) == 0


def test_the_same_sum_speaks_for_and_another_sum_at_another_time_against() -> None:
    loan = view(values=["146000000 EUR"])
    assert signal("values", loan, view(values=["146000000 EUR"])) > 0
    assert signal("values", loan, view(values=["55000000 EUR"], on="2026-03-03")) < 0
    assert signal("values", loan, view(values=["55000000 EUR"])) == 0


def test_no_time_speaks_against_a_step_that_goes_on_with_a_paper_of_the_deal_if_it_is_between_the_same() -> None:
    deal = view("uz-mingeo", "sa-gov", on="2024-01-10", countries=["SA"])
    meeting = view("uz-mingeo", "sa-gov", on="2024-09-02", stage="talks", countries=["SA"])
    assert signal("time", meeting, deal) + signal("untied", meeting, deal) < -2
    meeting.follows = {"2024-01": 1.0}
    for one, other in ((meeting, deal), (deal, meeting)):  # whichever came in first
        assert signal("time", one, other) == signal("untied", one, other) == 0
    deal.minerals = {"copper": 1.0}
    survey = view("uz-mingeo", "sa-gov", on="2024-09-02", stage="talks", follows=["2024-01"], minerals=["copper"])
    assert signal("time", survey, deal) == weights()["time"]["overlap"]  # on the same mineral it is that paper
    company = view("uz-mingeo", "traxys", on="2024-09-02", stage="talks", follows=["2024-01"])
    assert signal("time", company, deal) < 0
    assert signal("time", meeting, view("uz-mingeo", "traxys", on="2024-01-10")) < 0
    alone = view("uz-mingeo", on="2024-09-02", stage="construction", follows=["2024-01"], countries=["SA"])
    with_arm = view("uz-mingeo", "usgs", on="2024-01-10", countries=["SA"], minerals=["tungsten"])
    assert signal("time", alone, with_arm) < 0  # by nothing but a country it may be any paper's
    alone = view("uz-mingeo", on="2024-09-02", stage="construction", follows=["2024-01"], countries=["SA"])
    alone.minerals = {"tungsten": 1.0}
    assert signal("time", alone, with_arm) > 0
    further = view("itochu", "orano", on="2025-09-03", stage="talks", follows=["2025-03"])
    assert signal("time", further, view("orano")) < 0
