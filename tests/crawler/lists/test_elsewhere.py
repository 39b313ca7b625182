"""Of the pages a site leads to, those that look like sections of listed articles are asked, the likeliest first."""

from crawler.lists.elsewhere import front_of, sections_among

HOME = "https://outlet.uz"
LISTED = [f"{HOME}/economy/2026/11/100", f"{HOME}/sport/2026/11/101"]


def among(*paths: str, listed: list[str] = LISTED, asked: tuple[str, ...] = ()) -> list[str]:
    found = sections_among([HOME + path for path in paths], listed, [HOME + path for path in asked])
    return [page.removeprefix(HOME) for page in found]


def test_sections_of_listed_articles_come_first_then_news_then_the_rest_in_order() -> None:
    assert among("/about", "/latest-news", "/economy/", "/culture", "/sport") == [
        "/economy/",
        "/sport",
        "/latest-news",
        "/about",
        "/culture",
    ]


def test_articles_the_front_page_other_editions_and_what_was_asked_are_left_out() -> None:
    pages = ("/", "/#top", "/?lang=ru", "/economy/2026/11/a-new-plant-opens", "/ru/economy", "/economy", "/sport")
    assert among(*pages, asked=("/sport",)) == ["/economy", "/?lang=ru"]
    assert among("/ru/economy", "/economy", listed=[f"{HOME}/ru/economy/100"]) == ["/ru/economy"]


def test_a_front_page_is_the_root_of_the_site() -> None:
    assert front_of(f"{HOME}/a/b?c=1#d") == f"{HOME}/"
