"""Sentences come in; who lost what another one got, or had wanted it before, must be told from who takes the step."""

import pytest

from pipeline.understanding.rivals import is_rival
from tests.pipeline.readings import lay_out


@pytest.mark.parametrize(
    ("lang", "text", "rivals"),
    [
        ("en", "Itochu won it, beating Orano and Traxys.", {"orano", "traxys"}),
        ("en", "The mine had been courted by Orano and Traxys.", {"orano", "traxys"}),
        ("en", "The block of Itochu borders ground held by Orano.", {"orano"}),
        ("ru", "Интерес к тендеру проявили Orano и Traxys.", {"orano", "traxys"}),
        ("ru", "Участок граничит с площадью Orano.", {"orano"}),
        ("uz-Latn", "Bu konga “Orano” kompaniyasi qiziqish bildirgan edi.", {"orano"}),
        ("uz-Cyrl", "Бу конга «Orano» компанияси қизиқиш билдирган эди.", {"orano"}),
        ("en", "Itochu signed the contract with Orano.", set()),
    ],
)
def test_who_wanted_what_another_one_got_is_a_rival(lang: str, text: str, rivals: set[str]) -> None:
    reading = lay_out(f"–\n\n–.\n{text}", lang)[-1]
    assert {body.term for body in reading.named("organisation") if is_rival(reading, body)} == rivals


def test_what_opens_a_text_says_who_wants_it_now() -> None:
    reading = lay_out("–\n\nThe mine was approached by Orano.", "en")[-1]
    assert not any(is_rival(reading, body) for body in reading.named("organisation"))
