"""Drawings: pure functions from the rows of ``model.board`` to SVG. They know no ledger and no template."""
