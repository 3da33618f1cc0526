"""Trains the attribution network on the corpus: `make model`. Needs torch; the program itself does not."""
