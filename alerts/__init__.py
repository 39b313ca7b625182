"""The readers' side: events come in, digests and their deliveries go out."""
