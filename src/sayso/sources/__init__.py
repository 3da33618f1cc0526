"""Where news comes from: one file for each format, each turning bytes into raw items with their place of origin.

Takes paths, gives ``RawItem`` or ``Refusal``. Does not clean or judge the text.
"""
