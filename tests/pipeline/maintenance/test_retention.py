"""How long things are kept is a number of days each, 0 for ever, and anything else is refused."""

import pytest

from pipeline.maintenance.retention import MAILS, PAGES, RUNS, Retention, retention
from pipeline.whole import InvalidNumber

NAMES = ("KONCHI_KEEP_PAGES", "KONCHI_KEEP_MAILS", "KONCHI_KEEP_RUNS")


def test_without_settings_the_usual_days_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    assert retention() == Retention(PAGES, MAILS, RUNS)


def test_each_setting_counts_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, wish in zip(NAMES, ("0", "7", "99999"), strict=True):
        monkeypatch.setenv(name, wish)
    assert retention() == Retention(pages=0, mails=7, runs=99999)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("wish", ["-1", "1.5", "for ever", "٣", "100001", "000000001" * 40])
def test_what_is_no_number_of_days_is_refused_by_name(name: str, wish: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, wish)
    with pytest.raises(InvalidNumber, match=f"{name}=.*is no number of days; give e.g.") as refused:
        retention()
    assert len(str(refused.value)) < 150
