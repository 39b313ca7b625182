"""The readers' side of the web: unsubscribe, confirm, read in a browser, feeds, health."""
