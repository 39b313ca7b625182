"""Records are written a line each, for machines whole and for spreadsheets as they read them."""

import csv
import io
import json
from typing import Any

from pipeline.queries.written import write_csv, write_lines

DEAL: dict[str, Any] = {
    "title": "=SUM(A1)",
    "stage_date": "2025-04-01",
    "stage_precision": "month",
    "values": [{"amount": 4e7, "currency": "USD"}, {"amount": 3e7, "currency": "USD"}],
    "timeline": [
        {"stage": "talks", "date": None, "precision": None},
        {"stage": "memorandum", "date": "2025-04-01", "precision": "month"},
    ],
    "promises": [{"stage": "operation", "by": "2027-12-31", "precision": "year", "missed": False}],
    "document": "{title}\n\n{text}",
    "evidence": [{"start": 0, "end": 5}],
}


def test_a_machine_gets_a_record_a_line_with_all_that_is_known() -> None:
    out = io.StringIO()
    write_lines([DEAL, DEAL], out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [DEAL, DEAL]


def test_a_spreadsheet_gets_dates_as_far_as_they_are_known_and_nothing_to_run() -> None:
    out = io.StringIO()
    write_csv(iter([DEAL, DEAL | {"stage_date": None, "stage_precision": None}]), out)
    first, second = csv.DictReader(io.StringIO(out.getvalue()))
    assert first == {
        "title": "'=SUM(A1)",
        "stage_date": "2025-04",
        "stage_precision": "month",
        "values": "40000000.0 USD; 30000000.0 USD",
        "timeline": "talks; memorandum 2025-04",
        "promises": "operation by 2027",
    }
    assert second["stage_date"] == ""
