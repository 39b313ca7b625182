"""A digest and a language come in; the subject line that says its news goes out."""

from collections.abc import Mapping, Sequence

from alerts.digest import Digest, Item
from alerts.rendering.citing import cut
from alerts.rendering.outline import outline
from alerts.rendering.phrasing import names
from alerts.wording import Wording
from pipeline.lexicon import HOME
from pipeline.resolution.naming import specific, telling
from pipeline.resolution.parties import country_of

LONGEST = 110  # characters
NAME = "name"  # of what is kept with an item for all readers


def subject(digest: Digest, words: Wording) -> str:
    """Return a subject that says the news: "3 deals moved: tungsten with ITIA, uranium with France and 1 more".

    Where nothing is new it says what was wrong.
    """
    wrong = len(digest.notices)
    if not digest.items and wrong:
        said = [named(outline(notice.key, notice.doubt.told), words) for notice in digest.notices]
        return _listed("subject_correction", said, {}, words)
    news = _news(digest, words)
    return words.say("subject_also", subject=news, corrections=words.count("corrections", wrong)) if wrong else news


def _news(digest: Digest, words: Wording) -> str:
    items = digest.items
    if not items and digest.overdue:
        said = [named(outline(one.key, one.facts), words) for one in digest.overdue]
        return _listed("subject_overdue", said, {}, words)
    if not items:
        key = "subject_none" if digest.coverage.reached else "subject_unread"
        return words.say(key, date=words.date(digest.coverage.until.astimezone(digest.reader.zone).date()))
    all_new = all(item.is_new for item in items)
    counts = {"deals": words.count("deals", len(items)), "new_deals": words.count("new_deals", len(items))}
    key = "subject_new" if all_new else "subject_moved"
    return _listed(key, [named(item, words) for item in items], counts, words)


def _listed(key: str, said: Sequence[str], counts: Mapping[str, str], words: Wording) -> str:
    """Name as many deals as a subject has room for, and count the others."""
    named = list(dict.fromkeys(said))
    room = LONGEST - len(counts.get("deals", ""))
    shown = named[:1]
    while len(shown) < len(named) and len(", ".join([*shown, named[len(shown)]])) <= room:
        shown.append(named[len(shown)])
    return words.and_more(words.say(key, **counts, items=", ".join(shown)), sum(name not in shown for name in said))


def named(item: Item, words: Wording) -> str:
    """Name a deal in a few words: its first mineral and its counterpart."""
    key = (words.tag, NAME)
    if key not in item.printed:
        item.printed[key] = _named(item, words)
    return str(item.printed[key])


def _named(item: Item, words: Wording) -> str:
    mineral = next(map(words.term, specific(item.minerals)), words.of("deal_types", item.deal_type))
    called = names(item, words)
    foreign = [called[party] for party in telling(called) if country_of(party) != HOME]
    who = next(iter([*foreign, *map(words.term, item.countries), *called.values()]), "")
    return words.say("subject_item", mineral=mineral, who=cut(who, 50)) if who else mineral
