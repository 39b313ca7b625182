"""The article of a page is read whole and alone, whatever the page's shape."""

import datetime as dt
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

from pipeline.extract import Raw, extract
from pipeline.url import canonical
from tests.newsstand.stand import Newsstand
from tests.pipeline.shapes import Shapes

GOLD = [
    json.loads(line)
    for path in sorted((Path(__file__).parents[2] / "gold").glob("*.articles.jsonl"))
    for line in path.read_text("utf-8").splitlines()
]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def f1(text: str, paragraphs: list[str]) -> float:
    got, want = Counter(words(text)), Counter(words(" ".join(paragraphs)))
    both = sum((got & want).values())
    return 2 * both / (sum(got.values()) + sum(want.values()))


def leaks(text: str, boilerplate: list[str]) -> bool:
    joined = " ".join(words(text))
    return any(len(words(line)) > 2 and " ".join(words(line)) in joined for line in boilerplate)


def test_pages_of_every_shape_give_their_article_and_nothing_else() -> None:
    texts: defaultdict[str, list[float]] = defaultdict(list)
    leaked: Counter[str] = Counter()
    for index, article in enumerate(GOLD[::4]):
        fetched = dt.datetime.fromisoformat(article["published"]) + dt.timedelta(hours=2)
        for shape, page in Shapes(article, [GOLD[index], GOLD[-index - 2]], index).pages().items():
            found = extract(Raw(page.encode(), None, f"https://example.uz/{index}-{shape}", fetched, "Asia/Tashkent"))
            assert found.title == article["title"]
            texts[shape].append(f1(found.text, article["paragraphs"]))
            leaked[shape] += leaks(found.text, article["boilerplate"])
    assert {shape: sum(f1s) / len(f1s) for shape, f1s in texts.items() if sum(f1s) / len(f1s) < 0.985} == {}
    assert {shape: count for shape, count in leaked.items() if count > 0.05 * len(texts[shape])} == {}


def test_the_newsstand_is_read_as_its_articles_were_written() -> None:
    """Text F1, boilerplate, headline and day of every labelled article, as its outlet serves it."""
    stand = Newsstand()
    labelled = {article["id"]: article for article in GOLD}
    f1s, leaked, titles, days = [], 0, 0, 0
    for site in stand.sites.values():
        for story in site.outlet.stories:
            answer = site.answer(site.outlet.path(story), {})
            if story.id not in labelled or answer.status != 200:
                continue
            address = canonical(site.outlet.home + site.outlet.path(story))
            found = extract(Raw(answer.body, None, address, stand.clock.now(), site.outlet.timezone))
            f1s.append(f1(found.text, labelled[story.id]["paragraphs"]))
            leaked += leaks(found.text, labelled[story.id]["boilerplate"])
            titles += found.title == story.title
            days += found.published is not None and found.published.at.date() == story.published.date()
    assert len(f1s) > 100
    assert sum(f1s) / len(f1s) >= 0.985
    assert leaked <= 0.05 * len(f1s)
    assert titles >= 0.98 * len(f1s)
    assert days >= 0.98 * len(f1s)
