"""From steps to deals: candidates, signals, choice, and what a deal shows; `pipeline/resolve.py` puts them together."""
