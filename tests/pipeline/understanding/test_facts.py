"""The reported step: a value that no one changes, and that crosses from a worker process to its parent."""

import dataclasses
import pickle

import pytest

from pipeline.understanding.facts import Fact, Step

STEP = Step("primary", "membership", "agreement", Fact("joined", 5, 11), parties=(Fact("itia", 12, 16),))


def test_a_step_crosses_between_processes_unchanged() -> None:
    assert pickle.loads(pickle.dumps(STEP)) == STEP  # noqa: S301 - our own bytes


def test_a_step_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        STEP.stage = "operation"  # type: ignore[misc]
