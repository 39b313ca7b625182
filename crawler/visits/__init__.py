"""One visit to a source: its lists are polled, what is new is fetched, gaps are filled, pages are written."""
