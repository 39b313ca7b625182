"""Documents come in; the test says which of their dates are no first or last day of something longer."""

import pytest

from pipeline.understanding.spans import without_spans
from tests.pipeline.readings import one_sentence


@pytest.mark.parametrize(
    ("lang", "sentence", "days"),
    [
        ("en", "The forum was held on 9-10 June.", []),
        ("en", "The forum went on from June 9 to June 10.", []),
        ("en", "The mill was opened on 3 June, the forum was held on 9–10 June.", ["2025-06-03"]),
        ("en", "The ministers met on 9 June and signed on 11 June.", ["2025-06-09", "2025-06-11"]),
        ("en", "The plant of 6 June 2024 was opened on 10 June.", ["2024-06-06", "2025-06-10"]),
        ("ru", "Форум проходил с 9 по 10 июня.", []),
        ("ru", "Документ подписан 10 июня.", ["2025-06-10"]),
        ("ru", "Форум продлится до 10 июня.", []),
        ("en", "The offer stands until 10 June.", []),
        ("uz-Latn", "Forum 10-iyungacha davom etadi.", []),
        ("uz-Latn", "Forum 9-iyundan 10-iyungacha davom etdi.", []),
        ("uz-Cyrl", "Форум 9 июндан 10 июнгача давом этди.", []),
        ("de", "Die Messe fand am 9./10. Juni statt.", []),
        ("fr", "Le forum s'est tenu les 9 et 10 juin.", []),
        ("zh", "论坛于6月9日至10日举行。", []),
        ("ja", "会合は6月9日から10日にかけて開かれた。", []),
    ],
)
def test_on_which_day_of_a_span_it_was_is_not_known(lang: str, sentence: str, days: list[str]) -> None:
    reading = one_sentence(sentence, lang)
    assert [when.day.isoformat() for when in without_spans(reading, reading.dates)] == days
