"""Readers' corrections say where a report belongs and where not; the later one holds."""

from pipeline.resolution.orders import FREE, Order, Orders, facts_of
from tests.pipeline.resolution.test_match import view

A, B, C = (("a", 0), ("b", 0), ("c", 0))


def orders(*said: tuple[int, str, str, tuple[str, int]]) -> Orders:
    """Return orders, each given by its correction, its kind, a side and a report."""
    found = Orders()
    for number, (correction, kind, side, (address, position)) in enumerate(said):
        order = Order(number, correction, kind, side, address, position, frozenset({"party:uztmk"}))
        found.by_spot[order.spot].append(order)
        found.by_correction[correction].append(order)
    return found


def test_merged_reports_belong_together() -> None:
    said = orders((1, "merge", "kept", A), (1, "merge", "kept", B))
    bound = said.bind(said.of(B), {A: 7})
    assert (bound.deal, bound.correction, bound.barred) == (7, 1, frozenset())
    assert said.bind(said.of(C), {A: 7}) == FREE


def test_split_reports_stay_with_their_side_and_away_from_the_other() -> None:
    said = orders((1, "split", "kept", A), (1, "split", "apart", B), (1, "split", "apart", C))
    bound = said.bind(said.of(C), {A: 7, B: 8})
    assert (bound.deal, bound.barred) == (8, frozenset({7}))
    assert said.bind(said.of(C), {A: 7, B: 7}) == said.bind(said.of(B), {A: 7, C: 7})
    assert said.bind(said.of(C), {A: 7, B: 7}).deal is None


def test_of_a_split_and_a_merge_the_later_one_holds() -> None:
    split = [(1, "split", "kept", A), (1, "split", "apart", B)]
    merge = [(2, "merge", "kept", A), (2, "merge", "kept", B)]
    said = orders(*split, *merge)
    assert said.bind(said.of(B), {A: 7}).deal == 7
    said = orders(*[(3, *one[1:]) for one in split], *merge)
    assert said.bind(said.of(B), {A: 7}).barred == {7}


def test_what_is_set_or_taken_out_binds_nothing() -> None:
    said = orders((1, "set", "kept", A), (1, "set", "kept", B), (2, "reject", "gone", B))
    assert said.bind(said.of(B), {A: 7}) == FREE


def test_a_step_is_known_again_by_its_facts_before_its_place() -> None:
    said = orders((1, "set", "kept", A))
    steps = [view("navoiyuran", minerals=["uranium"]), view("uztmk", minerals=["tungsten"])]
    assert set(said.match("a", steps)) == {1}
    assert said.match("a", steps[:1]) == {}
    assert said.match("b", steps) == {}
    assert facts_of(steps[1]) == {"party:uztmk", "mineral:tungsten"}
