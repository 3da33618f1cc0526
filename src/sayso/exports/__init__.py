"""From views to bytes: one format each. Knows no SQL."""
