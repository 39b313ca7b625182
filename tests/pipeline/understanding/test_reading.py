"""Documents come in; the test says what stands in which sentence."""

from tests.pipeline.readings import lay_out, one_sentence


def test_every_mention_stands_in_its_sentence() -> None:
    first, second, third = lay_out(
        "Copper deal\n\nAlmalyk MMC signed a contract on June 10. It is worth $5 million.", "en"
    )
    assert [found.term for found in first.named("mineral")] == ["copper"]
    assert [found.term for found in second.named("organisation")] == ["ammc"]
    assert [when.day.isoformat() for when in second.dates] == ["2025-06-10"]
    assert [amount.text for amount in third.amounts] == ["$5 million"]


def test_a_dateline_dates_the_report_and_not_the_step() -> None:
    for opening in ("BAKU, Azerbaijan, June 12. ", "TASHKENT, June 12 (Reuters) - ", "Tashkent, 12 June 2025 — "):
        sentence = lay_out(f"A headline\n\n{opening}Uzbekistan and Turkey signed a memorandum.", "en")[-1]
        assert not sentence.dates
        assert [found.term for found in sentence.named("country")] == ["UZ", "TR"]


def test_a_date_that_opens_a_sentence_is_no_dateline() -> None:
    sentence = one_sentence("10 iyun kuni Toshkentda memorandum imzolandi.", "uz-Latn")
    assert [when.day.isoformat() for when in sentence.dates] == ["2025-06-10"]


def test_words_inside_a_name_are_no_deal_words() -> None:
    sentence = one_sentence("The Export-Import Bank of the United States met Denali Exploration Group.", "en")
    assert not sentence.of("subject")


def test_commas_and_dashes_part_clauses() -> None:
    sentence = one_sentence("Orano signed an agreement in Paris, while Itochu discussed uranium.", "en")
    orano, itochu = sentence.named("organisation")
    assert not sentence.same_clause(orano, itochu)
    assert sentence.same_clause(orano, sentence.of("action", "sign")[0])


def test_a_word_of_dealing_is_no_body_whatever_its_capital() -> None:
    (_, reading) = lay_out("–\n\nEine Absichtserklärung haben beide Rektoren unterzeichnet.", "de")
    assert not reading.named("organisation")
    assert reading.of("instrument", "memorandum")


def test_an_hour_of_the_day_is_no_former_time() -> None:
    for said, recalled in (("earlier in the day", False), ("earlier on Tuesday", False), ("earlier", True)):
        sentence = one_sentence(f"Orano signed the contract {said}.", "en")
        assert bool(sentence.of("modality", "recall")) is recalled


def test_verbs_stand_last_in_uzbek_and_turkish_and_not_in_english_and_russian() -> None:
    last = {
        lang: one_sentence("Uran.", lang).verb_last for lang in ("uz-Latn", "uz-Cyrl", "tr", "ko", "en", "ru", "zh")
    }
    assert last == {"uz-Latn": True, "uz-Cyrl": True, "tr": True, "ko": True, "en": False, "ru": False, "zh": False}


def test_what_stands_around_a_sum_has_a_bar_in_its_place() -> None:
    reading = one_sentence("Orano lends $5 million, half of it this year.", "en")
    assert reading.around(reading.amounts[0]) == "Orano lends |, half of it this year."
