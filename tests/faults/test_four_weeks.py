"""Four weeks of sixty outlets that die, rot, move, block, lie and keep a holiday: each gets the verdict it deserves."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.figures import Figure

ROOT = Path(__file__).parent.parent.parent
DAY = dt.timedelta(days=1)
ALARMS, DOUBT = ("silent", "broken"), "doubt"
KINDS = {"dies": "a dead site, at least as a doubt,", "frozen": "a dead list", "stalls": "a dead list"}
WITHIN = {10: 2.0, 2: 4.0, 0.5: 14.0}  # days, by articles a day
POLLS = 0.6  # of a day, in which every outlet is asked at least once
SHAPES = 2.0  # days in which an outlet of ten articles a day has shown enough pages that are walls
FIRST = 0.0  # days after the first run that brings pages
MOMENT = 0.05  # of a day, that a run takes
EXPECTED: dict[str, tuple[str, str, float | None]] = {  # the verdict, words of its reason, days
    "dies": ("silent", "by chance", None),
    "frozen": ("broken", "its list stands still: ", None),
    "stalls": ("broken", "its list stands still: ", None),
    "html": ("broken", "HTML", POLLS),
    "empty": ("broken", "its list is empty", 2.0),
    "rots": ("broken", "bodies are gone", FIRST),
    "midnight": ("broken", "dates have drifted", FIRST),
    "unsigned": ("broken", "authors have drifted", FIRST),
    "shrinks": ("broken", "bodies have shrunk", FIRST),
    "blocks": ("broken", "blocked: ", POLLS),
    "challenge": ("broken", "challenge page", POLLS),
    "walls": ("broken", "challenge page", SHAPES),
}
HIDDEN = {"html", "empty", "blocks", "challenge", "walls"}  # faults behind which articles cannot be had
WELL = [(10, "")] * 10 + [(2, "")] * 11 + [(0.5, "")] * 11
ILL = [
    *[(10, "dies"), (2, "dies"), (0.5, "dies"), (10, "frozen"), (2, "frozen"), (10, "html"), (2, "empty")],
    *[(10, "stalls"), (2, "stalls"), (0.5, "stalls")],
    *[(10, "rots"), (2, "rots"), (10, "midnight"), (2, "unsigned"), (10, "shrinks"), (10, "moves"), (2, "moves")],
    *[(2, "blocks"), (0.5, "blocks"), (10, "challenge"), (2, "challenge"), (10, "walls"), (10, "lies"), (2, "lies")],
    (2, "shrinks"),
    *[(3, "holiday"), (3, "holiday"), (3, "holiday")],
]
SHORT = [(2, ""), (10, "stalls"), (0.5, ""), (10, "dies"), (10, "frozen"), (2, "html"), (2, "empty"), (10, "rots")]
SHORT += [(10, "midnight"), (2, "shrinks"), (2, "moves"), (2, "blocks"), (2, "challenge")]


def passed(plan: list[tuple[float, str]], weeks: float, seed: int) -> dict[str, Any]:
    """Let the weeks pass in a process of their own, for a reactor runs once."""
    asked = json.dumps({"plan": plan, "weeks": weeks, "seed": seed})
    command = [sys.executable, "-m", "tests.faults.weeks", asked]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found | {"weeks": weeks}


def after(found: dict[str, Any], moment: str) -> float:
    """Return the days from the moment at which faults begin."""
    return (dt.datetime.fromisoformat(moment) - dt.datetime.fromisoformat(found["broken_at"])) / DAY


def every_fault_gets_its_verdict_in_time_and_keeps_it(weeks: dict[str, Any], figure: Figure) -> None:
    """Compare the verdict of each outlet that is ill with what it suffers; a digest's footer must name it as well."""
    wrong = {}
    took: dict[tuple[str, float], float] = {}
    for name, one in weeks["outlets"].items():
        if one["fault"] not in EXPECTED:
            continue
        verdict, words, days = EXPECTED[one["fault"]]
        days = WITHIN[one["rate"]] if days is None else days or after(weeks, one["brought"]) + MOMENT
        told = [said for said in one["said"] if said[1] in (*ALARMS, DOUBT) and after(weeks, said[0]) >= 0]
        alarms = [said for said in told if said[1] in ALARMS]
        first = next(iter(told if one["fault"] == "dies" else alarms), None)
        late = not first or after(weeks, first[0]) > days or not first[3]
        if first and one["fault"] in KINDS:
            case = KINDS[one["fault"]], one["rate"]
            took[case] = max(took.get(case, 0.0), after(weeks, first[0]))
        if late or not alarms or alarms[0][1] != verdict or words not in alarms[0][2] or one["said"][-1][1] != verdict:
            wrong[name] = one["said"]
    for (kind, rate), days in took.items():
        figure(24, f"{kind} of {rate:g} articles a day: told after", days, WITHIN[rate], "days")
    figure(24, f"faults of {len(weeks['outlets'])} sources with another verdict, or a late one", len(wrong), 0, "")
    assert wrong == {}


def a_footer_names_a_source_while_it_is_in_trouble_or_doubt_and_no_other(weeks: dict[str, Any], figure: Figure) -> None:
    """Compare each verdict with whether the footer of a digest of that moment names the source."""
    said = [(name, *one) for name, outlet in weeks["outlets"].items() for one in outlet["said"]]
    wrong = [one for one in said if one[4] != (one[2] in (*ALARMS, DOUBT))]
    figure(24, f"of {len(said)} verdicts, told otherwise by the digest's footer", len(wrong), 0, "")
    assert wrong == []


def false_alarms_are_at_most_one_in_five_years_of_a_source(weeks: dict[str, Any], figure: Figure) -> None:
    """Count the alarms of outlets that are well."""
    alarms = [
        (name, *said)
        for name, one in weeks["outlets"].items()
        for said in one["said"]
        if said[1] in ALARMS and (one["fault"] not in EXPECTED or after(weeks, said[0]) < 0)
    ]
    years = len(weeks["outlets"]) * weeks["weeks"] * 7 / 365
    print(*alarms, sep="\n")
    looks = [asked for one in weeks["outlets"].values() if not one["fault"] for asked in one["looks"]]
    print(f"sources that are well were looked at {len(looks)} times, with {sum(looks)} requests")
    figure(24, f"false alarms a year, in {years:.1f} years of sources", len(alarms) / years, 0.2, "")


def no_article_of_a_source_within_reach_is_missed(weeks: dict[str, Any], figure: Figure) -> None:
    """Count what was published and not read."""
    outlets = weeks["outlets"].items()
    reached = [one["missed"] for _, one in outlets if one["fault"] not in HIDDEN]
    figure(26, f"articles missed of {len(reached)} sources within reach", sum(reached), 0, "")
    assert {name: one["missed"] for name, one in outlets if one["missed"] and one["fault"] not in HIDDEN} == {}
    assert any(one["missed"] for _, one in outlets if one["fault"] == "blocks")  # a miss would be seen


def tell(found: dict[str, Any]) -> None:
    """Print the account as a table."""
    print(
        f"\n{len(found['outlets'])} outlets, {found['weeks']:.1f} weeks: {found['runs']} runs, {found['pages']} pages"
    )
    for name, one in found["outlets"].items():
        alarms = [(f"{after(found, moment):+.1f} d", *said) for moment, *said in one["said"] if said[0] in ALARMS]
        print(f"{name:14} {one['rate']:4} a day  missed {one['missed']:3}  {alarms or ''}")


@pytest.mark.parametrize(
    ("plan", "weeks", "seed"),
    [
        pytest.param(SHORT, 11 / 7, 1, id="short"),
        pytest.param(WELL + ILL, 4.0, 1, id="four_weeks", marks=[pytest.mark.faults, pytest.mark.timeout(2400)]),
    ],
)
def test_every_outlet_gets_the_verdict_it_deserves(
    plan: list[tuple[float, str]], weeks: float, seed: int, figure: Figure
) -> None:
    found = passed(plan, weeks, seed)  # once, for all that is said of them: other tests may run elsewhere
    tell(found)
    every_fault_gets_its_verdict_in_time_and_keeps_it(found, figure)
    a_footer_names_a_source_while_it_is_in_trouble_or_doubt_and_no_other(found, figure)
    false_alarms_are_at_most_one_in_five_years_of_a_source(found, figure)
    no_article_of_a_source_within_reach_is_missed(found, figure)
