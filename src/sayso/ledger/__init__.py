"""The ledger: observations kept for good, each span with its words, in SQLite.

Takes readings, gives them back as views. Observations are appended, never changed. The write side (``writer``) and the read side (``view``) are different objects.
"""
