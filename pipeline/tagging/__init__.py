"""Who and what is named: spellings of the lexicon, bodies that it lacks, their origins; for `pipeline/tag.py`."""
