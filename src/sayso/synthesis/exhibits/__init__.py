"""What a proposition puts on the board, as a pure function of it and its statements."""

from sayso.synthesis.exhibits.made import exhibit

__all__ = ["exhibit"]
