"""From raw items to clean documents: decoding, the article in a page, offsets back to the raw text, what is known of outlet and day.

Takes ``RawItem``, gives ``Document`` or raises ``ItemError``. Does not parse language.
"""
