"""What reading needs is laid out once, before workers are forked."""

import subprocess
import sys

import pytest

from pipeline.rehearsal import rehearse

FORKED = """
from pipeline.executor import FEW, run
from pipeline.rehearsal import rehearse
from pipeline.tagging.spellings import matcher

def laid_out(_): return matcher.cache_info().currsize

print({languages for _, languages in run(laid_out, list(range(FEW)), rehearse=rehearse)})
"""


def test_a_page_is_read_in_each_of_the_languages_that_most_are_in() -> None:
    assert rehearse() == ("en", "ru", "uz-Latn", "uz-Cyrl")


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")
def test_workers_that_are_forked_find_their_languages_laid_out() -> None:
    done = subprocess.run([sys.executable, "-c", FORKED], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "{4}"
