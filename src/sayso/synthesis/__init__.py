"""Across documents: one actor for all mentions of a person or body. Takes what the ledger holds, gives derived values; writes nothing."""
