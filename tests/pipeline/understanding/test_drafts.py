"""Documents come in; the test says which of their sentences belong to one step."""

from pipeline.understanding.acts import acts
from pipeline.understanding.draft import Draft
from pipeline.understanding.drafts import drafts
from tests.pipeline.readings import NEWS, lay_out


def gathered(document: str, lang: str = "en") -> list[Draft]:
    readings = lay_out(document, lang)
    return drafts(readings, acts(readings, NEWS))


def test_headline_and_body_tell_one_step() -> None:
    (draft,) = gathered("Orano and Navoiyuran sign uranium deal\n\nOrano and Navoiyuran signed a contract on uranium.")
    assert [reading.sentence.paragraph for reading in draft.tellers] == [0, 1]


def test_talks_count_only_where_nothing_was_done() -> None:
    (draft,) = gathered(
        "Uranium talks\n\nOrano and Navoiyuran held talks on uranium.\nOrano and Navoiyuran signed a contract."
    )
    assert {act.kind for act in draft.firm} == {"sign"}
    (draft,) = gathered("Uranium talks\n\nOrano and Navoiyuran held talks on uranium.")
    assert {act.kind for act in draft.firm} == {"talk"}


def test_talks_by_name_on_another_mineral_are_a_step_beside_what_was_done() -> None:
    done, talks = gathered(
        "Uranium deal\n\nOrano and Navoiyuran signed a contract on uranium.\nAlso, Rio Tinto held talks with the "
        "Ministry of Mining Industry and Geology about copper targets."
    )
    assert (done.firm[0].kind, talks.firm[0].kind) == ("sign", "talk")
    (draft,) = gathered(
        "Uranium deal\n\nOrano and Navoiyuran signed a contract on uranium.\nAlso, the minister spoke about copper."
    )
    assert {act.kind for act in draft.firm} == {"sign"}


def test_talks_on_a_mineral_stay_where_the_first_step_is_other_business() -> None:
    (draft,) = gathered(
        "What Tashkent brought home\n\nUzpromstroybank signed a contract with UK Export Finance on hospital beds.\n"
        "Rio Tinto held talks with the Ministry of Mining Industry and Geology about copper targets."
    )
    assert draft.firm[0].kind == "talk"


def test_a_further_step_on_other_business_is_dropped() -> None:
    (draft,) = gathered(
        "Uranium deal\n\nOrano and Navoiyuran signed a contract on uranium.\nAlso, Airbus and Uzbekneftegaz signed an "
        "agreement on natural gas."
    )
    assert draft.acts[0].paper == "contract"


def test_an_old_step_is_news_where_it_is_all_the_news() -> None:
    (draft,) = gathered("Uranium pact of spring\n\nOrano and Navoiyuran signed a contract on uranium on March 3.")
    assert not draft.background


def test_who_pays_for_works_or_goods_takes_no_step_of_his_own() -> None:
    (draft,) = gathered(
        "Uranium plant\n\nNavoiyuran began construction of a uranium plant.\n"
        "The project is financed by Orano with a loan."
    )
    assert [act.kind for act in draft.acts] == ["begin"]
    assert [reading.sentence.paragraph for reading in draft.support] == [0, 2]
