"""Which places a text names, and which of those that bear the name it means."""
