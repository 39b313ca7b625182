"""Acts come in; the test says which sentences tell their step."""

from pipeline.understanding.acts import acts
from pipeline.understanding.draft import Draft, in_order
from tests.pipeline.readings import NEWS, lay_out


def test_sentences_stand_once_each_as_in_the_text() -> None:
    first, second = lay_out("Uranium deal\n\nOrano signed a contract.", "en")
    assert in_order([second, first, second]) == [first, second]


def test_a_step_done_is_told_by_what_was_done_and_not_by_the_talks() -> None:
    readings = lay_out("–\n\nOrano and Navoiyuran held talks.\nOrano and Navoiyuran signed a uranium contract.", "en")
    draft = Draft(acts(readings, NEWS), background=False)
    assert [act.kind for act in draft.acts] == ["talk", "sign"]
    assert [reading.sentence.paragraph for reading in draft.tellers] == [2]


def test_what_an_ambassador_discusses_besides_tells_nothing_of_a_firms_deal() -> None:
    talk = "The Belarusian ambassador discussed a visit of geologists with the minister."
    readings = lay_out(f"–\n\nBorealis Geo LLC and Navoiyuran signed a uranium contract.\n{talk}", "en")
    draft = Draft(acts(readings, NEWS), background=False)
    assert [reading.sentence.paragraph for reading in draft.tellers] == [1]
