"""From a page's markup to its article: lines, body, headline, date; `pipeline/extract.py` puts them together."""
