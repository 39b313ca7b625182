"""A setting that is a whole number is read within its limits, and refused by its name where it is none."""

import pytest

from pipeline.whole import InvalidNumber, whole

NAME = "KONCHI_SOME_NUMBER"


@pytest.mark.parametrize(("wish", "number"), [("", 7), ("1", 1), ("20", 20), ("01", 1)])
def test_what_is_set_counts_and_else_the_usual(monkeypatch: pytest.MonkeyPatch, wish: str, number: int) -> None:
    monkeypatch.setenv(NAME, wish)
    assert whole(NAME, 7, "pages", most=20) == number


def test_a_name_that_is_not_set_has_the_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    assert whole(NAME, 7, "pages") == 7


def test_nought_counts_only_where_it_may() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(NAME, "0")
        assert whole(NAME, 7, "pages", least=0) == 0
        with pytest.raises(InvalidNumber):
            whole(NAME, 7, "pages")


@pytest.mark.parametrize("wish", ["soon", "-1", "1.5", "21", "٣", "²", "1" * 5000, "1\n2"])
def test_what_is_no_such_number_is_refused_in_one_short_line(monkeypatch: pytest.MonkeyPatch, wish: str) -> None:
    monkeypatch.setenv(NAME, wish)
    with pytest.raises(InvalidNumber) as refused:
        whole(NAME, 7, "pages", most=20, hint=", or go")
    assert str(refused.value) == f"{NAME}={wish[:40]!r} is no number of pages; give e.g. 7, or go"
    assert "\n" not in str(refused.value)
