"""What sites list: feeds, sitemaps, section pages, APIs and channels come in, entries go out."""
