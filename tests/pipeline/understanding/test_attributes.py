"""Deal words in sentences come in; the test says which only describe something."""

import pytest

from pipeline.understanding.attributes import is_attribute
from tests.pipeline.readings import lay_out


def described(lang: str, text: str, concept: str) -> bool:
    reading = lay_out(f"–\n\n{text}", lang)[1]
    return any(is_attribute(reading, word) for word in reading.of("action", concept))


@pytest.mark.parametrize(
    ("lang", "text", "concept", "only"),
    [
        ("en", "NFC won a contract for the long-delayed zinc smelter.", "suspend", True),
        ("en", "Work resumes at the suspended mine.", "suspend", True),
        ("en", "The zinc smelter was suspended.", "suspend", False),
        ("ru", "Рудник, простаивающий с 1992 года, продан.", "suspend", True),
    ],
)
def test_a_participle_that_describes_tells_nothing(lang: str, text: str, concept: str, only: bool) -> None:  # noqa: FBT001
    assert described(lang, text, concept) == only
