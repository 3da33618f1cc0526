"""From documents to parses: tokens, sentences and relations as columns, and the quotations.

Takes documents, gives ``Parse`` values. Does not look for claims. spaCy is known in ``spacy_parser`` alone.
"""
