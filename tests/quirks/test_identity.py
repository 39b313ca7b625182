"""One story under many addresses, as the field notes found it (3.4); the numbers count that table's rows."""

from tests.newsstand.asking import get
from tests.quirks.conftest import Street


def test_i01_language_editions_are_texts_of_their_own_of_one_publisher(street: Street) -> None:
    articles = street.articles("gazeta-uz")
    assert len({article.address for article in articles}) == 3
    assert {article.publisher for article in articles} == {"gazeta_uz"}


def test_i03_the_script_is_read_from_the_text_and_not_from_the_address(street: Street) -> None:
    found = {article.address.split("/")[3]: article.lang for article in street.articles("gazeta-uz")}
    assert found == {"ru": "ru", "uz": "uz-Cyrl", "oz": "uz-Latn"}


def test_i04_the_address_of_a_language_switch_is_no_article(street: Street) -> None:
    page = get(street.stand.address(street.stories("kun-uz")[0].id))[2]
    assert b"/changelang/" in page
    assert not any("changelang" in met.requested for met in street.pages("kun-uz"))


def test_i07_an_address_that_has_moved_is_one_article_at_its_new_place(street: Street) -> None:
    (page,) = street.pages("trend-az")
    assert "/casia/uzbekistan/" in page.requested
    assert "/casia/" not in street.article("trend-az").address


def test_i10_the_telephones_twin_of_a_page_is_not_a_second_one(street: Street) -> None:
    outlet = street.stand.outlet("tass")
    assert get(f"{outlet.home}{outlet.path(outlet.stories[0])}/amp")[0] == 200
    assert len(street.pages("tass")) == 1
    assert not street.article("tass").address.endswith("/amp")


def test_i12_keys_that_say_how_a_reader_came_are_no_part_of_an_address(street: Street) -> None:
    for slug, key in (("mining-com", "utm_source"), ("intellinews", "source=rss")):
        (page,) = street.pages(slug)
        assert key in page.requested
        assert "?" not in street.article(slug).address


def test_i12_a_key_that_chooses_what_is_read_stays(street: Street) -> None:
    assert "?a=quirk-" in street.article("rareearthexchanges").address
