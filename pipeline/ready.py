"""What every processing needs, for a process from which it is forked: pages are read, and all of it stays there."""

import trafilatura
from sqlalchemy.orm import configure_mappers

import pipeline.cli
import pipeline.process
import pipeline.resolve
from pipeline.rehearsal import rehearse

configure_mappers()
rehearse()

__all__ = ["pipeline", "trafilatura"]
