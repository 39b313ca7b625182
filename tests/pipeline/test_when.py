"""Documents come in; the test says on which day their step happened."""

import pytest

from tests.pipeline.readings import reported


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("Orano and Navoiyuran signed a contract on uranium on June 10.", "2025-06-10"),
        ("Orano and Navoiyuran signed a contract on uranium yesterday.", "2025-06-11"),
        ("Orano and Navoiyuran signed a contract on uranium. The ceremony was held on June 9.", "2025-06-09"),
        (
            "The contract on uranium was signed by Orano and Navoiyuran on June 10; mining begins on July 1.",
            "2025-06-10",
        ),
        ("PARIS, June 11. Orano and Navoiyuran signed a contract on uranium.", None),
        ("Orano and Navoiyuran signed a contract on uranium.", None),
    ],
)
def test_the_day_is_read_beside_the_act(body: str, day: str | None) -> None:
    step = reported(f"Uranium contract\n\n{body}", "en")[0]
    assert (step.event_date.isoformat() if step.event_date else None) == day


def test_a_month_stays_a_month() -> None:
    step = reported("Uranium contract\n\nOrano and Navoiyuran signed a contract on uranium in June.", "en")[0]
    assert step.date_precision == "month"
