"""Reports of visits come in; the test says which of their steps are told, and what is left out of each."""

import pytest

from tests.pipeline.readings import reported


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", """What came of London

Asakabank obtained a £150 million line from UK Export Finance for hospital equipment and signed its contract with Barts.
Rio Tinto held talks with the Ministry of Mining Industry and Geology about copper, but would not sign an agreement yet.
The Camborne School of Mines and Tashkent State Technical University concluded a memorandum on training in tungsten.""",
         [("talks", "rio-tinto", "copper"), ("memorandum", "camborne", "tungsten")]),
        ("uz-Latn", """Safar yakunlandi

Jakartada Islom iqtisodiyoti universiteti filiali bo‘yicha shartnoma imzolandi.
Shu yerda Olmaliq KMK davlat xoldingi MIND ID bilan memorandum tuzdi. Hujjat mis shlaklarini eritish haqida.""",
         [("memorandum", "mind-id", "copper")]),
        ("ru", """Итоги визита

В Сеуле больница «Северанс» и Минздрав подписали контракт о поставке оборудования для больниц.
«Навоийуран» и корейская KHNP подписали меморандум об уране. Документ касается концентрата.""",
         [("memorandum", "khnp", "uranium")]),
    ],
)  # fmt: skip
def test_each_step_of_a_visit_is_told_by_its_own_sentences(
    lang: str, text: str, expected: list[tuple[str, str, str]]
) -> None:
    news = [step for step in reported(text, lang) if step.role == "primary"]
    assert len(news) == len(expected)
    for step, (stage, party, mineral) in zip(news, expected, strict=True):
        assert step.stage == stage
        assert any(fact.value.endswith(party) for fact in step.parties)
        assert {fact.value for fact in step.minerals} == {mineral}
