"""The subject says the news, counts what it cannot name, and is never empty."""

from dataclasses import replace

from alerts.digest import Change
from alerts.rendering.subject import LONGEST, subject
from alerts.wording import wording
from tests.alerts.samples import item, made

EN = wording("en")


def test_the_subject_says_the_news() -> None:
    uranium = item(parties=(("navoiyuran", None, None), ("x:orano", "Orano", None)), minerals=("uranium",))
    assert subject(made(uranium), EN) == "1 new deal: uranium with Orano"
    moved = replace(uranium, changes=(Change("stage", "talks", "agreement"),))
    assert subject(made(moved, item()), EN) == (
        "2 deals moved: uranium with Orano, tungsten with International Tungsten Industry Association"
    )
    assert subject(made(uranium, language="ru"), wording("ru")) == "1 новая сделка: уран (Orano)"
    assert subject(made(), EN) == "Nothing new on 23 November 2026"
    unreached = replace(made(), coverage=replace(made().coverage, reached=0))
    assert subject(unreached, EN) == "Nothing could be read on 23 November 2026"


def test_a_long_subject_ends_with_an_exact_count() -> None:
    many = [item(parties=((f"x:firm-{n}", f"The {n}th Mining Company", None),)) for n in range(40)]
    text = subject(made(*many), EN)
    shown = text.count("tungsten with")
    assert text.endswith(f"and {40 - shown} more")
    assert len(text) < LONGEST + 40


def test_deals_of_one_name_are_named_once_and_all_counted() -> None:
    twins = [item(key=str(n), parties=(("x:firm", "A Mining Company of a rather long name", None),)) for n in range(3)]
    others = [item(parties=((f"x:{n}", f"The mining company {n} of a rather long name", None),)) for n in range(4)]
    text = subject(made(*twins, *others), EN)
    assert text.count("A Mining Company") == 1
    assert text.endswith(f"and {4 - text.count('The mining company')} more")


def test_a_deal_between_uzbek_bodies_or_without_parties_has_a_subject_too() -> None:
    assert subject(made(item(parties=(("uztmk", None, None),))), EN).startswith("1 new deal: tungsten with Uzbekistan")
    assert subject(made(item(parties=(), minerals=())), EN) == "1 new deal: membership"
    assert subject(made(item(parties=(), countries=("DE",))), EN) == "1 new deal: tungsten with Germany"
