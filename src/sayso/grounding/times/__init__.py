"""Times: expressions as TIMEX3 marks them, the intervals they stand for, and those of a claim."""

from sayso.grounding.times.claims import claim_times
from sayso.grounding.times.expressions import find_expressions
from sayso.grounding.times.intervals import find_intervals

__all__ = ["claim_times", "find_expressions", "find_intervals"]
