"""How it goes out: the message is enclosed, kept in the outbox, signed, sent, and its failure is told."""
