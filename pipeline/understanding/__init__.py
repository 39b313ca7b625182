"""From sentences to steps of deals: acts, parties, sums, type, stage, day; `pipeline/understand.py` asks for steps."""
