"""Adding a source: a site is looked at, its lists and addresses are learned, its block and kept page are written."""
