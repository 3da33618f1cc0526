"""Groups statements into propositions: a profile of each, the likeness of two, the pairs worth comparing, the groups."""
