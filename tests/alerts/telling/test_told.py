"""The facts of a deal, named as evidence names them."""

import datetime as dt

from alerts.telling.told import facts_of, key_of, named_facts, without
from pipeline.models import Deal

DEAL = Deal(
    key="uztmk-itia",
    title="A deal",
    deal_type="membership",
    stage="agreement",
    stage_date=dt.date(2026, 11, 20),
    stage_precision="day",
    parties=[{"id": "uztmk", "name": "TMK", "role": "party"}],
    minerals=["tungsten"],
    countries=["DE"],
    places=[],
    signatories=[{"id": "p:x", "name": "X"}],
    values=[{"amount": 4e7, "currency": "USD", "kind": None, "text": "$40m"}],
)


def test_facts_are_named_as_their_evidence_is() -> None:
    facts = facts_of(DEAL)
    assert facts["date"] == "2026-11-20"
    assert list(named_facts(facts)) == [
        ("party", "uztmk"),
        ("mineral", "tungsten"),
        ("country", "DE"),
        ("signatory", "p:x"),
        ("value", "40000000 USD"),
    ]
    assert (key_of("value", "40000000 USD"), key_of("stage")) == ("value:40000000 USD", "stage")


def test_a_fact_is_taken_out_and_nothing_else() -> None:
    facts = facts_of(DEAL)
    less = without(facts, "party", "uztmk")
    assert less["parties"] == []
    assert less | {"parties": facts["parties"]} == facts
    assert without(facts, "value", "40000000 USD")["values"] == []
