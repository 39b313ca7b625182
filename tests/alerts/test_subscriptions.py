"""The subscriptions file: read, checked, refused with file, block and the nearest right key."""

from pathlib import Path

import pytest

from alerts.subscriptions import InvalidSubscription, Subscription, load, parse, subscriptions_file


def test_a_full_block_is_read_as_it_stands() -> None:
    (reader,) = parse(
        """
        [[subscription]]
        address = "reader@EXAMPLE.org"
        name = "Malika"
        timezone = "Europe/Berlin"
        language = "uz"
        minerals = ["tungsten", "lithium", "tungsten"]
        parties = ["uztmk", "de-gov", "x:hanwa-minerals"]
        countries = ["DE"]
        deal_types = ["joint_venture"]
        minimum_stage = "agreement"
        frequency = "weekly"
        at = "18:30"
        day = "friday"
        """,
        "s.toml",
    )
    assert reader == Subscription(
        address="mailto:reader@example.org",
        name="Malika",
        timezone="Europe/Berlin",
        language="uz",
        minerals=("tungsten", "lithium"),
        parties=("uztmk", "de-gov", "x:hanwa-minerals"),
        countries=("DE",),
        deal_types=("joint_venture",),
        minimum_stage="agreement",
        frequency="weekly",
        at="18:30",
        day="friday",
    )
    assert (reader.clock.hour, reader.zone.key) == (18, "Europe/Berlin")


def test_an_address_is_enough() -> None:
    assert parse('[[subscription]]\naddress = "a@b.org"', "s.toml") == [Subscription("mailto:a@b.org")]
    assert parse("# nobody yet\n", "s.toml") == []


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('mineral = ["tungsten"]', "unknown key 'mineral'; did you mean 'minerals'?"),
        ('minerals = "tungsten"', "minerals must be a list of texts"),
        ('name = ["x"]', "name must be a text"),
        ("at = 08:00:00", "at must be a text"),
        ('minerals = ["tungsen"]', "no mineral 'tungsen'; did you mean 'tungsten'?"),
        ('countries = ["Germany"]', "no ISO code 'Germany'"),
        ('parties = ["uztmc"]', "no party 'uztmc'; did you mean 'uztmk'?"),
        ('deal_types = ["joint-venture"]', "no type 'joint-venture'; did you mean 'joint_venture'?"),
        ('minimum_stage = "memo"', "no stage 'memo'; did you mean 'memorandum'?"),
        ('frequency = "dayly"', "no rhythm 'dayly'; did you mean 'daily'?"),
        ('frequency = "weekly"\nday = "Montag"', "no weekday 'Montag'; did you mean 'monday'?"),
        ('language = "uzb"', "no digest in 'uzb'; did you mean 'uz'?"),
        ('timezone = "Tashkent"', "no IANA time zone 'Tashkent'; did you mean 'Asia/Tashkent'?"),
        ('at = "8 am"', "'8 am' is no time of day; write e.g. 08:00"),
        ('at = "25:00"', "is no time of day"),
    ],
)
def test_a_mistake_is_refused_with_file_block_and_nearest_right_key(line: str, complaint: str) -> None:
    text = f'[[subscription]]\naddress = "first@b.org"\n[[subscription]]\naddress = "second@b.org"\n{line}\n'
    with pytest.raises(InvalidSubscription) as raised:
        parse(text, "s.toml")
    assert str(raised.value).startswith("s.toml, subscription 2 (second@b.org): ")
    assert complaint in str(raised.value)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[subscriptions]]\n", "s.toml: unknown key 'subscriptions'; did you mean 'subscription'?"),
        ('[subscription]\naddress = "a@b.org"', "write each reader as a block"),
        ("[[subscription]]\n", "subscription 1 (without address): address:"),
        ('[[subscription]]\naddress = "mailt:a@b.org"', "did you mean 'mailto'?"),
        ('[[subscription]]\naddress = "nobody"', "'nobody' is no email address"),
        ('[[subscription]]\naddress="a@b.org"\n[[subscription]]\naddress="mailto:a@B.org"', "is subscribed twice"),
        ("[[subscription", "s.toml: "),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(InvalidSubscription) as raised:
        parse(text, "s.toml")
    assert complaint in str(raised.value)


def test_the_file_stands_in_the_data_folder_or_where_the_setting_says(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert subscriptions_file() == home / "subscriptions.toml"
    assert load() == []
    monkeypatch.setenv("KONCHI_SUBSCRIPTIONS", str(home / "other.toml"))
    (home / "other.toml").write_text('[[subscription]]\naddress = "a@b.org"\n', encoding="utf-8")
    assert [reader.address for reader in load()] == ["mailto:a@b.org"]


def test_a_file_that_is_no_text_is_refused(home: Path) -> None:
    (home / "subscriptions.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidSubscription, match=r"subscriptions\.toml"):
        load()


def test_the_file_is_parsed_when_it_has_changed_and_else_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def count(text: str, file: str) -> list[Subscription]:
        parsed.append(text)
        return parse(text, file)

    monkeypatch.setattr("alerts.subscriptions.parse", count)
    path = tmp_path / "subscriptions.toml"
    for day in ("monday", "sunday"):  # of the same length, within a moment
        path.write_text(f'[[subscription]]\naddress = "parsed@example.org"\nday = "{day}"\n')
        for _ in range(3):
            readers = load(path)
            assert [reader.day for reader in readers] == [day]
            readers.clear()  # a list of the caller's own
    assert len(parsed) == 2
