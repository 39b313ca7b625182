"""What a test measures: figures are recorded one by one, and stand in a table when all tests have run."""

from collections.abc import Callable, Sequence

import pytest

Figure = Callable[[int, str, float, float | None, str], None]
Row = tuple[int, str, float, float | None, str]

PROMISES = {
    1: "killed sender",
    2: "killed workers",
    3: "two schedulers",
    4: "database away",
    5: "days down",
    6: "clock changes",
    7: "bad children",
    8: "restart in crawl",
    9: "nothing lost",
    10: "controls",
    11: "SMTP answers",
    12: "hostile titles",
    13: "subjects",
    14: "size",
    15: "one click",
    16: "one event",
    17: "internal hosts",
    18: "bombs",
    19: "loops, floods",
    20: "closed doors",
    21: "strange bytes",
    22: "writers",
    23: "search",
    24: "silence",
    25: "drift",
    26: "denominator",
    27: "lying hosts",
    28: "watcher",
    29: "memory",
}
CONTROLS = 10  # the promise whose figures are what happens without a guard


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Figure:
    """Give a function that records promise, attack, figure, limit and unit, and fails where the limit is passed."""

    def note(promise: int, attack: str, value: float, limit: float | None, unit: str) -> None:
        record_property("figure", [promise, attack, round(value, 2), limit, unit])
        assert limit is None or value <= limit, f"{attack}: {value:.2f} {unit}, at most {limit} {unit}"

    return note


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to ask for a figure of every promise."""
    parser.addoption("--promises", action="store_true", help="fail unless every promise has a figure that held")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark whatever measures a figure, so that the fault suites run it too: in its long form, the longest first."""
    for item in items:
        if "figure" in getattr(item, "fixturenames", ()):
            item.add_marker("promise")
    if config.option.markexpr.startswith("faults"):
        config.hook.pytest_deselected(items=[item for item in items if _is_short(item)])
        items[:] = sorted((item for item in items if not _is_short(item)), key=_limit, reverse=True)


def _is_short(item: pytest.Item) -> bool:
    """Tell whether a test is the short form of one that the fault suites run at length."""
    return "short" in item.name.partition("[")[2].rstrip("]").split("-")


def _limit(item: pytest.Item) -> float:
    """Return the seconds that a test may take."""
    mark = item.get_closest_marker("timeout")
    return float(mark.args[0]) if mark else 0.0


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table; a line without a limit is a control, or shows what the attack costs where nothing guards."""
    found = _found(terminalreporter)
    if not found:
        return
    terminalreporter.section("figures")
    terminalreporter.line(f"{'promise':20} {'figure':>10} {'limit':>8} unit  attack")
    for promise, attack, value, limit, unit in sorted(found, key=lambda row: (row[0], row[1])):
        name = f"{promise:>2} {PROMISES[promise]}"
        terminalreporter.line(f"{name:20} {value:>10g} {'-' if limit is None else limit:>8} {unit:5} {attack}")
    if config.getoption("--promises"):
        for number in _gaps(found):
            terminalreporter.line(f"{number:>2} {PROMISES[number]:17} {'missing':>10}")
        held = len(PROMISES) - len(_gaps(found))
        terminalreporter.line(f"{held} of {len(PROMISES)} promises have a figure, and all of theirs held")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """End with an error where a promise that was asked for has no figure, or one that did not hold."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and session.config.getoption("--promises") and _gaps(_found(reporter)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _found(reporter: pytest.TerminalReporter) -> list[Row]:
    reports = [report for key in ("passed", "failed") for report in reporter.stats.get(key, ())]
    return [tuple(value) for report in reports for name, value in report.user_properties if name == "figure"]


def _gaps(found: Sequence[Row]) -> list[int]:
    """Return the promises without a figure that has a limit, or with one beyond it."""
    held = {row[0] for row in found if row[3] is not None or row[0] == CONTROLS}
    broken = {row[0] for row in found if row[3] is not None and row[2] > row[3]}
    return sorted(set(PROMISES) - (held - broken))
