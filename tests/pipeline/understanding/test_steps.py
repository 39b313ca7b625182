"""Articles come in as outlets write them; the test says which steps of which deals they report."""

import datetime as dt
from typing import Any

import pytest

from pipeline.understanding.facts import Fact, Step
from tests.pipeline.readings import ARTICLES, reported


def values(facts: tuple[Fact, ...]) -> set[str]:
    return {fact.value for fact in facts}


def parties(step: Step) -> set[str]:
    return values(step.parties)


@pytest.mark.parametrize("report", ARTICLES["report"], ids=lambda report: report["title"][:40])
def test_a_report_gives_its_step(report: dict[str, Any]) -> None:
    step = reported(f"{report['title']}\n\n{report['body'].strip()}", report["lang"])[0]
    day = step.event_date.isoformat() if step.event_date and step.date_precision == "day" else None
    assert step.role == "primary"
    assert (step.deal_type, step.stage, day) == (report["type"], report["stage"], report.get("day"))
    assert values(step.countries) == set(report["countries"])
    assert values(step.minerals) == set(report["minerals"])
    assert values(step.values) == set(report["values"])


def test_every_fact_points_at_its_words() -> None:
    loan = next(report for report in ARTICLES["report"] if report["lang"] == "uz-Latn")
    document = f"{loan['title']}\n\n{loan['body'].strip()}"
    step = reported(document, "uz-Latn")[0]
    (amount,) = step.values
    assert document[amount.start : amount.end].startswith("200 million")
    assert all(document[fact.start : fact.end] for fact in (*step.parties, *step.minerals, step.anchor))
    assert step.date_fact is not None
    assert document[step.date_fact.start : step.date_fact.end] == "4-iyun"


def test_every_association_joined_is_a_step_of_its_own() -> None:
    found = reported(
        "Uzbek company enters two raw materials bodies\n\nThe Technological Metals Complex has joined the European Raw "
        "Materials Alliance (ERMA) and Canada's Critical Minerals Institute (CMI).\nERMA works on supplies of lithium.",
        "en",
    )
    assert [(step.role, step.deal_type, step.stage) for step in found] == [("primary", "membership", "agreement")] * 2
    assert [parties(step) for step in found] == [{"uztmk", "erma"}, {"uztmk", "cmi"}]  # as named
    assert [values(step.countries) for step in found] == [{"EU"}, {"CA"}]


def test_memberships_in_progress_count_while_recalled_ones_stay_behind() -> None:
    lead = (
        "Rare earth body admits Uzbek company\n\n"
        "The Rare Earth Industry Association admitted the Technological Metals Complex.\n"
    )
    chain = "Currently it is becoming a member of several bodies. In particular, in March it was admitted to the "
    going = reported(f"{lead}{chain}International Tungsten Industry Association.", "en")
    assert [step.role for step in going] == ["primary", "primary"]
    recalled = f"{lead}We remind you that in March it joined the International Tungsten Industry Association."
    assert [step.role for step in reported(recalled, "en")] == ["primary", "background"]


def test_a_sum_stays_with_the_step_that_is_told_last_before_it() -> None:
    survey, cathodes = reported(
        "Papers of Tashkent\n\nThe Ministry of Mining Industry and Geology and the Geological Survey of Finland signed "
        "a memorandum on rare earths on June 10.\nAlmalyk MMC and Aurubis concluded a contract on supplies of copper "
        "cathodes. Its sum is $480 million.",
        "en",
    )
    assert (survey.deal_type, values(survey.values)) == ("framework", set())
    assert (cathodes.deal_type, values(cathodes.values)) == ("offtake", {"480000000 USD"})


def test_papers_that_are_counted_up_are_steps_of_their_own() -> None:
    states, firm = reported(
        "Two minerals papers signed in Ottawa\n\nThe visit of a delegation has brought two documents, both signed on "
        "June 10. The first is a memorandum on critical minerals between the governments of Canada and Uzbekistan. The "
        "other was concluded by Teck Resources and the Ministry of Mining Industry and Geology and concerns the study "
        "of copper areas.",
        "en",
    )
    assert (states.deal_type, values(states.countries)) == ("intergovernmental", {"CA"})
    assert parties(states).isdisjoint(parties(firm) - {"uz-mingeo"})
    assert (parties(firm) - {"uz-mingeo"}, values(firm.minerals)) == ({"teck"}, {"copper"})


def test_a_ministry_stands_instead_of_its_state() -> None:
    (step,) = reported(
        "Uzbekistan and US sign memorandum on critical minerals\n\nThe Ministry of Mining Industry and Geology and US "
        "ambassador Jonathan Henick signed a memorandum of understanding on critical minerals on June 10.",
        "en",
    )
    assert parties(step) == {"uz-mingeo", "us-gov"}
    assert step.deal_type == "intergovernmental"


def test_what_is_recalled_sets_nothing_back() -> None:
    first, second = reported(
        "Uzbekistan and Turkey sign contract on copper\n\nAlmalyk MMC and Turkey's Eti Maden signed a contract on "
        "copper on June 10.\nIn April 2023 Uzbekistan and the European Union signed a memorandum on "
        "critical raw materials.",
        "en",
    )
    assert (first.role, first.stage, parties(first)) == ("primary", "agreement", {"ammc", "eti-maden"})
    assert (second.role, second.stage, second.modality) == ("background", "memorandum", "recalled")
    assert "eu" in parties(second)


def test_two_pairs_of_parties_are_two_steps() -> None:
    found = reported(
        "Documents on rare earths exchanged\n\nThe Ministry of Mining Industry and Geology concluded an agreement with "
        "Denali Exploration Group on rare earths.\nThe second agreement, also on rare earths, was signed by the Fund "
        "for Reconstruction and Development and ReElement Technologies.",
        "en",
    )
    assert [parties(step) for step in found] == [{"uz-mingeo", "denali-exploration"}, {"ufrd", "reelement"}]


def test_totals_of_other_things_are_no_value() -> None:
    (step,) = reported(
        "Orano and Navoiyuran sign uranium contract\n\nOrano and Navoiyuran signed a contract on uranium worth $50 "
        "million. The portfolio of joint projects exceeds $12 billion.\nTrade turnover reached $2 billion.",
        "en",
    )
    assert values(step.values) == {"50000000 USD"}


def test_a_text_without_an_act_reports_nothing() -> None:
    assert reported("Copper prices rise\n\nCopper rose to 9,000 dollars a tonne in London.", "en") == []


def test_without_a_day_of_publication_a_full_date_is_still_read() -> None:
    document = "Uranium pact\n\nOrano and Navoiyuran signed a contract on uranium on 10 June 2025."
    assert reported(document, "en")[0].event_date == dt.date(2025, 6, 10)


CHAIN = (
    "Uzbek plant admitted to rare earth body\n\nThe Technological Metals Complex was accepted into the Rare Earth "
    "Industry Association at its conference in Canada.\nIts people met Energy Fuels of the USA and JOGMEC of Japan and "
    "discussed transfer of technology and joint research.\nIn March of this year the plant was admitted to the "
    "International Tungsten Industry Association (ITIA), and in April to the European Carbon and Graphite Association "
    "(ECGA)."
)


def test_bodies_joined_one_after_another_this_year_are_dated_steps_and_meetings_join_nothing() -> None:
    first, *others = reported(CHAIN, "en")
    assert (parties(first), first.stage) == ({"uztmk", "reia"}, "agreement")
    assert {(step.role, step.deal_type, str(step.event_date), step.date_precision) for step in others} == {
        ("primary", "membership", "2025-03-01", "month"),
        ("primary", "membership", "2025-04-01", "month"),
    }
    assert {"itia", "ecga"} <= {party for step in others for party in parties(step)}
    assert {frozenset(parties(step) - {"uztmk"}): values(step.minerals) for step in others} == {
        frozenset({"itia"}): {"tungsten"},
        frozenset({"ecga"}): {"graphite"},
    }
    assert not {"energy-fuels", "jogmec"} & {party for step in (first, *others) for party in parties(step)}


def test_a_further_deal_that_names_its_sides_has_no_states_from_the_headline() -> None:
    document = (
        "UK and Uzbekistan sign critical minerals memorandum\n\n"
        "The UK Department for Business and Trade and the Ministry of Mining Industry and Geology of Uzbekistan signed "
        "a memorandum on critical minerals on 10 June.\n"
        "In the presence of the two ministers, the Merrow Tungsten Company (MTC) and the Uzbek holding Oltoymetall "
        "concluded a separate memorandum under which they will process tungsten concentrate in Jizzakh."
    )
    told = [(step.deal_type, {fact.value for fact in step.parties}) for step in reported(document, "en")]
    assert told == [
        ("intergovernmental", {"gb-gov", "uz-mingeo"}),
        ("framework", {"x:merrow-tungsten-company", "x:oltoymetall"}),
    ]


GROUP = (
    "Uzbekistan and Saudi Arabia set up a working group\n\n"
    "Uzbekistan and Saudi Arabia formed a working group on copper at talks in Tashkent on 10 June.\n{}"
)
GOES_ON = [
    ("The group will carry out the memorandum of understanding concluded in Riyadh in January.", ["2025-01"]),
    ("The group will carry out the memorandum of understanding concluded in Riyadh in October.", ["2024-10"]),
    ("It will carry out the memorandum that the two ministries signed on 4 March 2025.", ["2025-03-04"]),
    ("It will carry out the memorandum that the two ministries signed in 2024.", []),
    ("In January, Uzbekistan signed a memorandum on copper with Norsk Wolfram of Norway.", []),
    ("They also signed a memorandum on copper. Another was signed in Riyadh in January.", []),
]


@pytest.mark.parametrize(("further", "since"), GOES_ON)
def test_a_step_goes_on_with_the_paper_of_its_own_sides_that_is_recalled(further: str, since: list[str]) -> None:
    assert [fact.value for fact in reported(GROUP.format(further), "en")[0].follows] == since


def test_what_is_recalled_of_a_month_without_a_year_was_before_publication() -> None:
    told = reported(GROUP.format(GOES_ON[1][0]), "en")
    assert [str(step.event_date) for step in told if step.role == "background"] == ["2024-10-01"]
