"""Pages in every language, inert whatever their facts are."""

import pytest

from alerts.board.pages import page
from alerts.wording import languages, wording

NAMES = ("unsubscribe", "left", "paused", "asked", "confirm", "welcome", "wrong", "home", "subscribe")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", NAMES)
def test_a_page_speaks_its_language_and_escapes_what_it_is_given(name: str, language: str) -> None:
    facts = {"address": "<img src=x>", "subscribed": True, "said": "<img src=x>", "signup": True, "until": "<img>"}
    body = bytes(page(name, language=language, **facts).body).decode()
    assert f'<html lang="{wording(language).tag}">' in body
    assert "<img" not in body
    assert "<h1>" in body
