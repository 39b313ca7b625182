"""What readers put right: kinds and sides are closed lists, and what was meant goes with its correction."""

import pytest
from sqlalchemy import Engine

from pipeline.db import session
from pipeline.models import Correction, Target
from tests.pipeline.models.rows import NOW, refused


def correction(kind: str = "reject", side: str = "gone") -> Correction:
    meant = Target(side=side, address="https://a.example/1", position=0)
    return Correction(made_at=NOW, author="a reader", kind=kind, deal="a-b-2025", targets=[meant])


@pytest.mark.parametrize("fields", [{"kind": "praise"}, {"side": "both"}], ids=list)
def test_what_is_outside_its_closed_list_is_refused(database: Engine, fields: dict[str, str]) -> None:
    refused(database, correction(**fields))


def test_a_correction_takes_what_it_meant_with_it(database: Engine) -> None:
    with session(database) as opened:
        opened.add(correction())
    with session(database) as opened:
        opened.delete(opened.query(Correction).one())
    with session(database) as opened:
        assert opened.query(Target).count() == 0
