"""What may go wrong without a mistake of ours: an error comes in, the one sentence a person needs goes out."""

import errno

from pipeline.text import one_line

ROOMS = ("crawler", "pipeline", "alerts")  # an error defined there is named where it is raised, and says what to do
FULL = ("disk is full", "No space left on device", "Disk quota exceeded")  # in what databases and systems say


def foreseen(error: BaseException) -> str | None:
    """Return the sentence of an error that the project names or the system causes, None for a mistake of ours."""
    module, _, _ = type(error).__module__.partition(".")
    if module in ROOMS:
        return one_line(str(error))
    if isinstance(error, OSError) and error.errno not in (None, errno.EPIPE):  # a reader who has gone needs no sentence
        return _advised(one_line(f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror)))
    if module == "sqlalchemy" and type(error).__name__ == "OperationalError":  # not imported: this must start fast
        said = getattr(error, "orig", None) or error
        return _advised(one_line(f"the database cannot be used: {said}; what was stored before is safe"))
    return None


def _advised(sentence: str) -> str:
    full = any(words in sentence for words in FULL)
    return f"{sentence}. Make room on the disk: the work goes on by itself" if full else sentence
