"""Tables of weights come in; the test says how they are read, and which are refused."""

from pathlib import Path

import pytest

from pipeline.understanding import mineral_model, side_model, sum_model, type_model
from pipeline.understanding.weighing import load, log_odds
from pipeline.words.tables import InvalidTable

TABLES = (mineral_model.WEIGHTS, side_model.WEIGHTS, sum_model.WEIGHTS, type_model.WEIGHTS)


def test_a_row_without_a_number_for_each_answer_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "weights.toml"
    table.write_text('answers = ["supply", "licence"]\n[weights]\nlong = [1.0, 2.0, 3.0]\n', encoding="utf-8")
    with pytest.raises(InvalidTable, match="'long': 3 numbers for 2 answers; make learn"):
        load(table)


def test_what_weighs_comes_together_and_what_was_never_learned_of_weighs_nothing(tmp_path: Path) -> None:
    table = tmp_path / "weights.toml"
    table.write_text('answers = ["side"]\n[weights]\nacts = [1.5]\nidle = [-1.0]\n', encoding="utf-8")
    assert log_odds({"acts": 1.0, "idle": 0.5, "unheard of": 1.0}, table) == 1.0


@pytest.mark.parametrize("table", TABLES[:3], ids=lambda path: path.stem)
def test_the_order_of_what_is_weighed_changes_no_digit(table: Path) -> None:
    names = list(load(table)[1])
    orders = (names[turn:] + names[:turn] for turn in range(len(names)))
    assert len({log_odds(dict.fromkeys(order, 0.7), table) for order in orders}) == 1


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_every_table_was_learned_of_much(table: Path) -> None:
    assert len(load(table)[1]) > 100
