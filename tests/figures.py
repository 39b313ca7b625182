"""What a test measures: figures are recorded one by one, and stand in a table when all tests have run."""

from collections.abc import Callable

import pytest

Figure = Callable[[int, str, float, float | None, str], None]


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Figure:
    """Give a function that records promise, attack, figure, limit and unit, and fails where the limit is passed."""

    def note(promise: int, attack: str, value: float, limit: float | None, unit: str) -> None:
        record_property("figure", [promise, attack, round(value, 2), limit, unit])
        assert limit is None or value <= limit, f"{attack}: {value:.2f} {unit}, at most {limit} {unit}"

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table; a line without a limit is a control, or shows what the attack costs where nothing guards."""
    reports = [report for key in ("passed", "failed") for report in terminalreporter.stats.get(key, ())]
    found = [value for report in reports for name, value in report.user_properties if name == "figure"]
    if not found:
        return
    terminalreporter.section("figures")
    terminalreporter.line(f"{'promise':>7}  {'figure':>10} {'limit':>8} unit  attack")
    for promise, attack, value, limit, unit in sorted(found, key=lambda row: (row[0], row[1])):
        terminalreporter.line(f"{promise:>7}  {value:>10g} {'-' if limit is None else limit:>8} {unit:5} {attack}")
