"""A digest and a language come in; the subject line that says its news goes out."""

from alerts.citing import cut
from alerts.digest import Digest, Item
from alerts.phrasing import names
from alerts.wording import Wording
from pipeline.naming import specific, telling
from pipeline.parties import HOME, country_of

LONGEST = 110  # characters


def subject(digest: Digest, words: Wording) -> str:
    """Return a subject that says the news: "3 deals moved: tungsten with ITIA, uranium with France and 1 more"."""
    items = digest.items
    if not items:
        key = "subject_none" if digest.coverage.reached else "subject_unread"
        return words.say(key, date=words.date(digest.coverage.until.astimezone(digest.reader.zone).date()))
    all_new = all(item.is_new for item in items)
    counts = {"deals": words.count("deals", len(items)), "new_deals": words.count("new_deals", len(items))}
    key = "subject_new" if all_new else "subject_moved"
    said = [_named(item, words) for item in items]
    named = list(dict.fromkeys(said))
    shown = named[:1]
    while len(shown) < len(named) and len(", ".join([*shown, named[len(shown)]])) <= LONGEST - len(counts["deals"]):
        shown.append(named[len(shown)])
    text = words.say(key, **counts, items=", ".join(shown))
    rest = sum(name not in shown for name in said)
    return f"{text} {words.say('and_more', n=rest)}" if rest else text


def _named(item: Item, words: Wording) -> str:
    """Name a deal in a few words: its first mineral and its counterpart."""
    mineral = next(map(words.term, specific(item.minerals)), words.of("deal_types", item.deal_type))
    called = names(item, words)
    foreign = [called[party] for party in telling(called) if country_of(party) != HOME]
    who = next(iter([*foreign, *map(words.term, item.countries), *called.values()]), "")
    return words.say("subject_item", mineral=mineral, who=cut(who, 50)) if who else mineral
