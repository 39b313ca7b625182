"""Names and texts as the search for bodies hands them around come in; their ids and tongues are tested."""

from pipeline.tagging.party import Party, Text


def test_a_body_is_known_by_its_folded_name() -> None:
    names = ("Orchid Mining", "ORCHID  Mining", "Орхидея-Литий")
    assert [Party(name, 0, 0).term for name in names] == ["x:orchid-mining", "x:orchid-mining", "x:orxideya-litiy"]


def test_a_text_has_a_tongue_without_its_script() -> None:
    assert Text("", "uz-Cyrl", (), frozenset()).tongue == "uz"
