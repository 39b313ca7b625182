"""Texts that introduce people come in; whose surnames are known is tested."""

from pipeline.tagging.people import people


def test_a_title_a_first_name_or_an_office_introduces_a_person() -> None:
    assert people("Mr Holt said it. Anna Berg agreed.") == {"Holt", "Berg"}
    assert people("Doyle, the finance director, left.") == {"Doyle"}
    assert people("Заявила вице-президент банка Анна Линдгрен.") == {"Линдгрен"}
    assert people("Сказал исполнительный директор компании Пол Рихтер.") == {"Рихтер"}


def test_a_firm_that_is_spoken_of_is_no_person() -> None:
    assert not people("Borealis Mining signed a contract.")
    assert not people("Директор подписал договор с компанией «Новый Рудник».")
