"""The gazetteer: compiled once from packages and our own table into one SQLite file, then looked up by folded name."""
