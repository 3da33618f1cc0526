"""Runs the pipeline over many documents: here, in one process or several. Order in, order out."""
