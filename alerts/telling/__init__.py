"""What a reader is told: events not told yet, what happened to deals, what of the told holds no more."""
