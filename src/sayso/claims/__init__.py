"""From parses to claims: who said what, in which words, how sure.

Takes a ``Document`` and its ``Parse``, gives attributions, the claims inside them, and refusals. Does not ground: who a person is beyond this document, where a
place lies, which day a word means, is not decided here.
"""
