"""Which reports have text from one another: keys to look them up by, the passages two of them share, and the groups that are versions of one text."""

from sayso.synthesis.reuse.candidates import candidates, copied, copies, reuse_among
from sayso.synthesis.reuse.comparison import compare
from sayso.synthesis.reuse.families import derives, families, passage_of
from sayso.synthesis.reuse.keys import bands, enough, text_key

__all__ = ["bands", "candidates", "compare", "copied", "copies", "derives", "enough", "families", "passage_of", "reuse_among", "text_key"]
