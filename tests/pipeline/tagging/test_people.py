"""Texts that introduce people come in; whose surnames are known is tested."""

from pipeline.tagging.people import people


def test_a_title_a_first_name_or_an_office_introduces_a_person() -> None:
    assert people("Mr Holt said it. Anna Berg agreed.") == {"Holt", "Berg"}
    assert people("Doyle, the finance director, left.") == {"Doyle"}
    assert people("Заявила вице-президент банка Анна Линдгрен.") == {"Линдгрен"}
    assert people("Сказал исполнительный директор компании Пол Рихтер.") == {"Рихтер"}


def test_envoys_ministers_and_heads_of_delegations_are_introduced_by_their_offices() -> None:
    assert people("Посол Норвегии в Узбекистане Сигне Дален подписала меморандум.") == {"Дален"}
    assert people("Вице-президент корпорации «Borealis Group» Сигне Дален прибыла.") >= {"Дален"}
    assert people("Профессор Ослоской горной академии Сигне Дален прибыла.") >= {"Дален"}
    assert people("Глава миссии в Ташкенте Пак До Хён прибыл.") == {"Хён"}
    assert people("Norvegiyaning O‘zbekistondagi Favqulodda va Muxtor Elchisi Signe Dalen keldi.") == {"Dalen"}
    assert people("Норвегия элчиси Пак До Ҳён келди.") >= {"Ҳён"}
    assert people("Uchrashuvda Signe Dalen boshchiligidagi Norvegiya delegatsiyasi qatnashdi.") == {"Dalen"}


def test_a_firm_that_is_spoken_of_is_no_person() -> None:
    assert not people("Borealis Mining signed a contract.")
    assert not people("Директор подписал договор с компанией «Новый Рудник».")
    assert not people("Borealis Metals boshchiligidagi konsorsium shartnoma imzoladi.")
    assert not people("Посол прибыл в Узбекистан, где работает Норд Металл.")
