"""The tables of the news, each in the module of its theme, all under this one name; pipeline/ledger.py has the others.

An article passes through them in this order: where it comes from, what was read, what it tells, what readers put right.
"""

from pipeline.models.corrections import Correction, Target
from pipeline.models.deals import Anchor, Deal, Event, Evidence, Report
from pipeline.models.ground import Base
from pipeline.models.news import KEPT, Article, Band, Mention, Page, Revision, Sentence
from pipeline.models.sources import REACHED, WATCHED, Host, Lead, Poll, Run, SourceDay, SourceState

__all__ = [
    "KEPT",
    "REACHED",
    "WATCHED",
    "Anchor",
    "Article",
    "Band",
    "Base",
    "Correction",
    "Deal",
    "Event",
    "Evidence",
    "Host",
    "Lead",
    "Mention",
    "Page",
    "Poll",
    "Report",
    "Revision",
    "Run",
    "Sentence",
    "SourceDay",
    "SourceState",
    "Target",
]
