"""Whose say-so a statement rests on: each is followed along chain, citation and shared text to the earliest actor with access of its own."""

from sayso.synthesis.origins.context import Context
from sayso.synthesis.origins.supports import supports

__all__ = ["Context", "supports"]
