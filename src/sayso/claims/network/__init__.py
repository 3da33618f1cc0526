"""The attribution network: reads a text, gives claims with calibrated confidence. Knows nothing of parses; ``merge`` joins it with the rules."""
