"""Acts of joining come in; the test says which of them are steps, and which are only recalled."""

from pipeline.understanding.acts import acts
from pipeline.understanding.draft import Draft
from pipeline.understanding.memberships import add_membership, associations
from tests.pipeline.readings import NEWS, lay_out, reported

JOINED = "The Technological Metals Complex of Uzbekistan joined the International Tungsten Industry Association"


def test_a_membership_that_a_text_on_another_thing_adds_at_its_end_is_recalled() -> None:
    document = "Eramet and the complex\n\nEramet and the Technological Metals Complex signed a memorandum on lithium.\n"
    document += "Two.\nThree.\nThe complex joined the International Tungsten Industry Association this year."
    roles = [(step.role, step.deal_type) for step in reported(document, "en")]
    assert roles == [("primary", "framework"), ("background", "membership")]


def test_each_association_is_a_step_of_its_own_and_a_headline_goes_with_the_first() -> None:
    readings = lay_out(f"Complex joins association\n\n{JOINED} and the Minor Metals Trade Association.", "en")
    title, told = acts(readings, NEWS)
    assert (associations(title), associations(told)) == ([], ["itia", "mmta"])
    gathered: list[Draft] = []
    for act in (title, told):
        add_membership(gathered, act)
    assert [(draft.associations, len(draft.acts)) for draft in gathered] == [({"itia"}, 2), ({"mmta"}, 1)]
