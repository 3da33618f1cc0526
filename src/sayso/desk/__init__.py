"""What persons ask of a ledger and decide about it: actors, propositions. Part of the facade: ``Ledger``."""
