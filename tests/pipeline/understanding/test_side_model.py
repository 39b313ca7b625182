"""Texts come in; the test says who is weighed, by what, and whom that adds to the sides or takes from them."""

import pytest

from pipeline.understanding.side_model import candidates
from pipeline.understanding.sides import party
from pipeline.understanding.weighing import Candidate
from tests.pipeline.readings import lay_out, reported


def weighed(text: str, lang: str = "en") -> dict[str, Candidate]:
    readings = lay_out(text, lang)
    (headline, *told) = readings
    acting = [party(body, told[0]) for body in told[0].named("organisation")]
    return {one.fact.value: one for one in candidates(acting, [headline, told[0]], told[1:2], readings)}


def test_everybody_the_text_names_is_weighed_and_the_states_that_rules_name() -> None:
    found = weighed("Contract\n\nOrano and Navoiyuran signed a contract on uranium. Kazatomprom mines more of it.")
    assert {term: one.ruled for term, one in found.items()} == {
        "orano": True,
        "navoiyuran": True,
        "kazatomprom": False,
    }
    assert {"in told acts", "ruled True", "land abroad", "told beside home True abroad"} <= found["orano"].found.keys()
    assert {"in more acts", "ruled False", "kind company abroad", "others 2"} <= found["kazatomprom"].found.keys()


def test_what_is_weighed_is_the_same_in_two_languages() -> None:
    english = weighed("–\n\nOrano and Navoiyuran signed a contract.")["orano"].found
    russian = weighed("–\n\nOrano и «Навоийуран» подписали контракт.", "ru")["orano"].found
    assert english.items() <= russian.items()


def test_who_only_attends_is_not_weighed() -> None:
    found = weighed(
        "Contract\n\nOrano and Navoiyuran signed a contract on uranium. The ceremony was attended by Kazatomprom."
    )
    assert found.keys() == {"orano", "navoiyuran"}


@pytest.mark.parametrize(
    ("lang", "text", "sides"),
    [
        ("en", """Uranium contract signed

Orano and Navoiyuran signed a contract on uranium. Navoiyuran will deliver the uranium to Orano, with the support of
the European Bank for Reconstruction and Development and of Kazatomprom.""", {"orano", "navoiyuran"}),
        ("en", """Documents on rare earths exchanged

The Ministry of Mining Industry and Geology concluded an agreement with Denali Exploration Group on rare earths.
The second agreement, also on rare earths, was signed by the Fund for Reconstruction and Development and ReElement \
Technologies.""", {"uz-mingeo", "denali-exploration"}),
    ],
)  # fmt: skip
def test_sides_of_another_step_and_bystanders_are_none_of_the_first(lang: str, text: str, sides: set[str]) -> None:
    assert {fact.value for fact in reported(text, lang)[0].parties} == sides


def test_relevance_is_judged_by_who_takes_the_step_by_rules() -> None:
    step = reported("Contract\n\nOrano and Navoiyuran signed a contract on uranium.", "en")[0]
    assert step.ruled is not None
    assert {fact.value for fact in step.ruled.parties} == {"orano", "navoiyuran"}
    assert {fact.value for fact in step.ruled.minerals} == {"uranium"}
