"""The ladder of stages is climbed in one order."""

from pipeline.resolution.ladder import ENDS, STAGES, recurs, rung


def test_rungs_rise_from_talks_to_operation_and_an_end_stands_above_all() -> None:
    assert [rung(stage) for stage in STAGES] == list(range(6))
    assert all(rung(end) > rung("operation") for end in ENDS)


def test_talks_recur_and_signatures_do_not() -> None:
    assert recurs("talks")
    assert not recurs("memorandum")
    assert not recurs("financing")
