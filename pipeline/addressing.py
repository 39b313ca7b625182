"""A page and what was read from it come in; the address by which its article is known goes out."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import Engine, bindparam, select
from sqlalchemy.orm import Session

from pipeline.db import session
from pipeline.identity import Rules, identity
from pipeline.models import Article, SourceState
from pipeline.prepared import Prepared
from pipeline.words.fold import fold

if TYPE_CHECKING:
    from pipeline.understand import Understood  # with all that reads a page, which one who only asks does not need

SAME = "the same article as "  # how the reason of a page begins whose article was read from another one
SHARED = 0.5  # of the paragraphs of the shorter of two texts: then they are one article
_AT = Prepared(select(Article.lang, Article.title, Article.text).where(Article.address == bindparam("address")))
_RULES = select(SourceState.identity).order_by(SourceState.name)


def load_rules(engine: Engine) -> Rules:
    """Return the identity rules of all sources that were ever crawled."""
    with session(engine) as opened:
        return rules_of(opened)


def rules_of(opened: Session) -> Rules:
    """Return the identity rules of all sources that were ever crawled."""
    return Rules((rule[0], rule[1]) for (rules,) in opened.execute(_RULES) for rule in rules or ())


def address_of(opened: Session, met: str, understood: "Understood", rules: Rules) -> str:
    """Return the identity of where a page was read in the end, or of where it says that it belongs.

    What a page says is believed within its site, unless it names a front page, a list, or another article's address:
    some sites declare one address on every page, others that of one language edition on all of them.
    """
    own = identity(met, rules)
    said = understood.extracted.declared
    stated = identity(said, rules) if said and said != met else own
    if stated == own or not _may_be(stated, own):
        return own
    stored = _AT.rows(opened, {"address": stated})
    return own if stored and not _same(understood, *stored[0]) else stated


def _may_be(stated: str, own: str) -> bool:
    """Tell whether an address that a page states can be an article's, and one of the page's own site."""
    there, here = urlsplit(stated), urlsplit(own)
    hosts = sorted((there.netloc, here.netloc), key=len)
    if hosts[0] != hosts[1] and not hosts[1].endswith(f".{hosts[0]}"):
        return False
    if not there.path and not there.query:
        return False
    above = here.path.startswith(f"{there.path}/") and not there.query
    return not above or any(sign.isdigit() for sign in there.path.rsplit("/", 1)[-1])


def _same(understood: "Understood", lang: str, title: str, text: str) -> bool:
    """Tell whether a page carries a stored article: in its language, with its title or most of its paragraphs."""
    if lang != understood.lang:
        return False
    if fold(title, lang).text == fold(understood.extracted.title, lang).text:
        return True
    old, new = set(text.splitlines()), set(understood.extracted.text.splitlines())
    return len(old & new) >= SHARED * min(len(old), len(new))
