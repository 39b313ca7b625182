"""What every sending needs, for a process from which such children are forked: nothing comes in, all of it stays."""

import gc

from sqlalchemy.orm import configure_mappers

import alerts.channels.mailto
import alerts.cli
import alerts.deliver
from alerts.wording import languages, wording

configure_mappers()
for _language in languages():
    wording(_language)
gc.collect()
gc.freeze()  # memory that no child's collector writes to is shared

__all__ = ["alerts"]
