"""Numbers in a text and what they count: takes a parse as trees, gives quantities with their bounds; knows no claim but by its spans."""

from sayso.grounding.quantities.claims import claim_quantity
from sayso.grounding.quantities.finding import find_quantities

__all__ = ["claim_quantity", "find_quantities"]
