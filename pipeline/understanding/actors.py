"""A sentence comes in; the bodies and states that act in it go out, apart from sources, bystanders and places."""

from pathlib import Path

from pipeline.lexicon import HOME, lexicon
from pipeline.tag import Found
from pipeline.tagging.origin import is_cut_off
from pipeline.understanding.attending import acts_behind
from pipeline.understanding.deal_words import Word
from pipeline.understanding.likened import is_likened, speak_together
from pipeline.understanding.reading import Reading, once
from pipeline.understanding.rivals import is_rival
from pipeline.words.tables import Patterns

BYSTANDERS = ("media", "forum", "programme")
_ORIGIN_BEFORE, _ORIGIN_BEHIND = 40, 12  # characters: the Turkish company Esan; Neo (Canada)
_FORMER_REACH = 24  # characters before a body in which a word for former times may stand
_SOURCE_REACH = 18  # characters between a body and the word that makes it a source
_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=(
        *("says-of-itself", "attended", "former", "source-aside", "with", "bank"),
        *("sold-before", "sold-behind", "regulator", "saying", "would"),
        *("voice-before", "voice-behind", "watched", "house-before", "house-behind"),
    ),
)
_SAYS_OF_ITSELF = _WORDS.of_all("says-of-itself")
_ADVICE_REACH = 30  # characters between a body and the word by which it advises
_TAKING = ("sign", "agree", "award", "found", "acquire", "fund", "trade")  # beside which a side is told
_SPACE = 5  # characters between a body, a word of saying and the one that it is about
_CONSENT_REACH = 12  # characters between a body and the word by which it allows a deal
_ATTENDED_REACH = 60  # characters before an office in which it may be said to attend
_ATTENDED = _WORDS.of_all("attended")
_FORMER = _WORDS.of_all("former")
_SOURCE_ASIDE = _WORDS.of_all("source-aside")
_WITH = _WORDS.of_all("with")
_BANK = _WORDS.of_all("bank")
_SOLD_BEFORE, _SOLD_BEHIND = _WORDS.of_all("sold-before"), _WORDS.of_all("sold-behind")
_VOICE_BEFORE, _VOICE_BEHIND = _WORDS.of_all("voice-before"), _WORDS.of_all("voice-behind")
_SAYING, _WOULD = map(_WORDS.of_all, ("saying", "would"))
_REGULATOR = _WORDS.of_all("regulator")
_HOUSE_BEFORE, _HOUSE_BEHIND = _WORDS.of_all("house-before"), _WORDS.of_all("house-behind")
_HOST_REACH = 40  # characters before a body in which it may be said to be a host
_WATCHED = _WORDS.of_all("watched")
_VOICE_REACH = 30  # characters before a body in which it may be said that somebody in it thinks
_LIST_REACH = 90  # characters before a body in which the others of its list may stand
_SAID_BEHIND = ("uz", "tr", "az", "ko", "ja", "kk", "ky", "zh")  # what is said of a name stands behind it


def body_type(found: Found) -> str | None:
    """Return what the lexicon says a body is; None for a name it does not hold."""
    return type_of(found.term)


def type_of(term: str) -> str | None:
    """Return what the lexicon says the body of an id is; None for one it does not hold."""
    listed = lexicon().terms.get(term)
    return listed.type if listed else None


def is_bank(found: Found) -> bool:
    """Tell whether a body lends, by the lexicon or by its name."""
    if body_type(found) is not None and found.country == HOME:
        return body_type(found) == "bank"
    return body_type(found) == "bank" or bool(_BANK.search(found.surface))


def is_association(found: Found, reading: Reading) -> bool:
    """Tell whether a body is one that others join, by the lexicon or by its name."""
    known = body_type(found)
    if known is not None:
        return known == "association"
    return any(found.start <= word.start < found.end for word in reading.of("role", "association"))


def is_joinable(found: Found, reading: Reading) -> bool:
    """Tell whether a body is one that can be joined: an association, or an institute that has members."""
    if is_association(found, reading) or body_type(found) == "institute":
        return True
    named = any(found.start <= word.start < found.end for word in reading.of("role", "joined"))
    return body_type(found) is None and found.country != HOME and named


@once
def bodies(reading: Reading) -> list[Found]:
    """Return the bodies of a sentence that act in it: no sources, no bystanders."""
    takers = bool(reading.of("role", "taker"))
    return [
        found
        for found in reading.named("organisation")
        if body_type(found) not in BYSTANDERS
        and not is_source(reading, found)
        and not takes_no_part(reading, found)
        and (takers or not is_present(reading, found))
    ]


def as_state(found: Found, reading: Reading) -> Found:
    """Take an unlisted ministry for the state that it acts for: the one beside it, or the only one that is named."""
    ministry = found.term.startswith("x:") and any(
        found.start <= word.start < found.end for word in reading.of("role", "minister")
    )
    if not ministry:
        return found
    abroad = {country.country for country in reading.named("country")} - {HOME}
    country = home_country(found, reading) or (abroad.pop() if len(abroad) == 1 else None)
    if country in (HOME, None):
        return found
    term = "eu" if country == "EU" else f"{str(country).lower()}-gov"
    return found._replace(term=term, country=country)


def is_source(reading: Reading, found: Found) -> bool:
    """Tell whether a sentence names a body as where the news comes from."""
    if reading.title and reading.document[found.end : found.end + 3].strip('”"») ').startswith(":") and found.start < 3:  # noqa: PLR2004
        return True
    if _only_thinks(reading, found):
        return True
    sources = reading.of("role", "source")
    if not sources or reading.of("modality", "denial") or (body_type(found) == "ministry" and _licenses(reading)):
        return False
    acts = reading.of("action", "sign", "agree", "join")
    for word in sources:
        if any(min(word.start, found.start) <= act.start < max(word.end, found.end) for act in acts):
            continue
        itself = found.end <= word.start and _SAYS_OF_ITSELF.match(reading.document, word.start)
        if _is_told_of(reading, word, found):
            continue
        near = reading.gap(word, found) <= _SOURCE_REACH or _told_in(reading, word, found)
        if near and reading.same_clause(word, found) and not itself:
            return True
    return False


def _only_thinks(reading: Reading, found: Found) -> bool:
    """Tell whether somebody in a body only thinks so or so of what is told: в министерстве довольны."""
    before = reading.document[max(reading.sentence.start, found.start - _VOICE_REACH) : found.start]
    return bool(_VOICE_BEHIND.match(reading.document, found.end) and _VOICE_BEFORE.search(before))


def _is_told_of(reading: Reading, word: Word, found: Found) -> bool:
    """Tell whether somebody said of a body what it will do: PosGraph said Korea Eximbank would finance it."""
    behind = 0 <= found.start - word.end <= _SPACE and bool(_SAYING.fullmatch(word.text))
    spoke = any(0 <= word.start - body.end <= _SPACE for body in reading.named("organisation"))
    return behind and spoke and _WOULD.match(reading.document, found.end) is not None


def _told_in(reading: Reading, word: Word, found: Found) -> bool:
    """Tell whether somebody in a body told the news to a paper that is named first: сообщили агентству в концерне."""
    return reading.lang == "ru" and bool(
        _SOURCE_ASIDE.fullmatch(reading.document, word.end, max(word.end, found.start))
    )


def takes_no_part(reading: Reading, found: Found) -> bool:
    """Tell whether a body only says nothing of the deal, only allows it to others, or is a name of former times."""
    if found.term.endswith("-gov") and _ATTENDED.search(
        reading.document, max(reading.sentence.start, found.start - _ATTENDED_REACH), found.start
    ):
        return True
    if reading.of("role", "silent") or _FORMER.search(
        reading.document, max(0, found.start - _FORMER_REACH), found.start
    ):
        return True
    if _allows(reading, found) or _WATCHED.match(reading.document, found.end) or _is_host(reading, found):
        return True
    if reading.of("noise", "upkeep", "former") and not reading.of("action", *_TAKING):
        return True  # who pays for the students' travel, or lent before
    if is_adviser(reading, found) or is_rival(reading, found) or is_likened(reading, found) or _is_paid(reading, found):
        return True
    behind = reading.lang.partition("-")[0] in _SAID_BEHIND
    return any(
        (found.end <= word.start) == behind
        and reading.gap(word, found) <= _CONSENT_REACH
        and reading.same_clause(word, found)
        for word in reading.of("role", "consent")
    )


def _is_host(reading: Reading, found: Found) -> bool:
    """Tell whether a body only lends its house to a ceremony, or runs the fair: в здании палаты, palata binosida."""
    before = reading.document[max(reading.sentence.start, found.start - _HOST_REACH) : found.start]
    return bool(_HOUSE_BEFORE.search(before) or _HOUSE_BEHIND.match(reading.document, found.end))


def _allows(reading: Reading, found: Found) -> bool:
    """Tell whether an office only lets others deal with each other: the antimonopoly committee allowed X and Y to."""
    office = body_type(found) == "agency" or (found.term.startswith("x:") and _REGULATOR.search(found.surface))
    if not office or reading.of("instrument", "licence"):
        return False
    return any(found.end <= word.start for word in reading.of("role", "allower"))


def _is_paid(reading: Reading, found: Found) -> bool:
    """Tell whether a body only sold what borrowed money buys: the credit will pay for pumps ordered from X."""
    lent = reading.of("instrument", "loan") or reading.of("role", "payer")
    if reading.title or not lent or reading.of("action", "sign", "agree"):
        return False
    before = reading.document[max(reading.sentence.start, found.start - _LIST_REACH) : found.start]
    behind = reading.document[found.end : found.end + _LIST_REACH]
    return bool(_SOLD_BEFORE.search(before) or _SOLD_BEHIND.match(behind))


def is_adviser(reading: Reading, found: Found) -> bool:
    """Tell whether a body advises, audits or goes between, and takes no contract itself: Fichtner консультирует."""
    near = any(
        reading.gap(word, found) <= _ADVICE_REACH and speak_together(reading, word, found)
        for word in reading.of("role", "adviser")
    )
    return near and not reading.title and not reading.of("action", "sign", "award", "agree", "found")


def _licenses(reading: Reading) -> bool:
    """Tell whether a right is given: who tells of it is the one who gives it."""
    return bool(reading.of("instrument", "licence") and reading.of("action", "award", "give"))


def is_present(reading: Reading, found: Found) -> bool:
    """Tell whether a body or person is only said to have been there."""
    if _attends(reading, found):
        return True
    for word in reading.of("role", "presence"):
        behind = reading.lang.partition("-")[0] in _SAID_BEHIND
        first, second = (found, word) if behind else (word, found)
        told = [act for act in reading.of("action", "sign", "agree") if not word.start <= act.start < word.end]
        between = [act for act in told if first.start < act.start < second.start]
        if first.start < second.start and not between and (behind or not acts_behind(reading, word, found)):
            return True
    return False


def _attends(reading: Reading, found: Found) -> bool:
    """Tell whether a sentence tells nothing of a body but that it attended or welcomed what others do."""
    attended = reading.of("role", "attender")
    if not attended:
        return False
    named = [*attended, *reading.of("aspect", "naming")]  # the signing, which is no act here
    acts = [act for act in reading.of("action") if not any(word.start <= act.start < word.end for word in named)]
    joins = reading.of("action", "join") and any(is_joinable(body, reading) for body in reading.named("organisation"))
    if acts or joins:  # the institute welcomed its member
        return False
    alone = len(reading.named("organisation")) == 1  # nobody else can be who attended, whatever is told between commas
    return any(found.end <= word.start and (alone or reading.same_clause(found, word)) for word in attended)


def home_country(found: Found, reading: Reading) -> str | None:
    """Return where a body comes from: its own country, or the one named beside it."""
    if found.country:
        return found.country
    if body_type(found) is not None:
        return None
    near = [
        country
        for country in reading.named("country")
        if (0 <= found.start - country.end <= _ORIGIN_BEFORE and not is_cut_off(reading.document, country, found.start))
        or (0 <= country.start - found.end <= _ORIGIN_BEHIND and _is_said_of(reading, found, country))
    ]
    best = min(near, key=lambda country: reading.gap(country, found), default=None)
    return best.country if best else None


def _is_said_of(reading: Reading, found: Found, country: Found) -> bool:
    """Tell whether a country behind a body is where it comes from: no verb and no ending of a subject parts them."""
    between = reading.document[found.end : country.start]
    if reading.lang.partition("-")[0] in _SAID_BEHIND and not between.lstrip().startswith(("(", "（")):
        return False
    if _WITH.search(reading.document, found.end, country.start):
        return False
    return not any(found.end <= word.start and word.end <= country.start for word in reading.of("action"))


@once
def companies_of(reading: Reading) -> list[Found]:
    """Return the countries that stand before a word for company or partner: US firms, турецкая компания."""
    return [
        country
        for country in reading.named("country")
        if country.country != HOME
        and any(
            0 <= word.start - country.end <= 22 and not _is_called(reading, country, word)  # noqa: PLR2004
            for word in reading.of("role", "company")
        )
    ]


def _is_called(reading: Reading, country: Found, word: Word) -> bool:
    """Tell whether the company of a word and a country has its name between the two: Rossiyaning X firmasi."""
    return any(country.end <= body.start and body.end <= word.start for body in reading.named("organisation"))
