"""Russian names come in; the forms that must and must not come out are tested."""

from pathlib import Path

import pytest

from pipeline.words import inflect
from pipeline.words.inflect import city_forms, city_with, forms, load, person_forms
from pipeline.words.tables import InvalidTable


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("вольфрам", "вольфрам вольфрама вольфраму вольфрамом вольфраме"),
        ("литий", "литий лития литию литием литии"),
        ("медь", "медь меди медью"),
        ("никель", "никель никеля никелю никелем никеле"),
        ("свинец", "свинец свинца свинцу свинцом свинце"),
        ("золото", "золото золота золоту золотом золоте"),
        ("сурьма", "сурьма сурьмы сурьме сурьму сурьмой"),
        ("боксит", "бокситы бокситов бокситам бокситами бокситах"),
        ("урановый", "урановая урановых урановую урановым урановое"),
        ("узбекский", "узбекского узбекской узбекских узбекско"),
        ("редкий металл", "редкий металл|редкого металла|редким металлом"),
        ("редкие металлы", "редких металлов|редким металлам|редкими металлами|редких металлах"),
        ("Узбекский комбинат технологических металлов", "узбекского комбината технологических металлов"),
        ("Европейский банк реконструкции и развития", "европейским банком реконструкции и развития"),
        ("Алмалыкский ГМК", "алмалыкского ГМК"),
        ("Япония", "японию японией японии"),
        ("Объединённые Арабские Эмираты", "объединенных арабских эмиратов|объединенным арабским эмиратам"),
    ],
)
def test_names_decline(name: str, expected: str) -> None:
    wanted = expected.split("|") if "|" in expected or " " in name else expected.split()
    assert set(wanted) <= forms(name)


def test_no_form_runs_into_another_word() -> None:
    assert not {"медведь", "медиа", "медик"} & forms("медь")
    assert not {"литье", "литейный"} & forms("литий")


def test_a_persons_given_and_family_name_decline() -> None:
    assert {"шавката мирзиеева", "шавкатом мирзиеевым"} <= person_forms("Шавкат Мирзиёев")
    assert "саидой мирзиеевой" in person_forms("Саида Мирзиёева")


def test_an_adverb_stays_while_its_adjective_and_noun_decline() -> None:
    assert {"критически важных минералов", "критически важными минералами"} <= forms("критически важные минералы")


@pytest.mark.parametrize(
    ("city", "expected"),
    [
        ("Дубай", "Дубая Дубае"),
        ("Вена", "Вены Вени Вене"),
        ("Ухань", "Ухани Уханя"),
        ("Денвер", "Денвера Денвере"),
        ("Токио", ""),
    ],
)
def test_a_city_is_named_behind_from_and_in(city: str, expected: str) -> None:
    assert city_forms(city) == tuple(expected.split())


@pytest.mark.parametrize(
    ("city", "expected"),
    [
        ("Ташкент", "Ташкентом"),
        ("Вена", "Веной"),
        ("София", "Софией"),
        ("Ханой", "Ханоем"),
        ("Париж", "Парижем"),
        ("Ухань", "Уханью"),
        ("Эр-Рияд", "Эр-Риядом"),
    ],
)
def test_a_city_is_named_behind_with(city: str, expected: str) -> None:
    assert expected in city_with(city)


def test_a_city_that_does_not_decline_has_no_form_behind_with() -> None:
    assert city_with("Баку") == city_with("Осло") == ()


def test_a_row_without_all_cases_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "inflect.toml"
    own = Path(inflect.__file__).with_suffix(".toml").read_text(encoding="utf-8")
    path.write_text(own.replace('"ья ью ье', '"ья ью').replace('"ье ья ью', '"ья ью'), encoding="utf-8")
    with pytest.raises(InvalidTable, match=r"inflect\.toml \[nouns\] 'ье': give 6 cases, not 5"):
        load(path)
