"""What every sending needs, for a process from which such children are forked: nothing comes in, all of it stays."""

from sqlalchemy.orm import configure_mappers

import alerts.channels.mailto
import alerts.cli
import alerts.deliver
from alerts.wording import languages, wording

configure_mappers()
for _language in languages():
    wording(_language)

__all__ = ["alerts"]
