"""How two numbers, and two texts, stand to each other: pure functions of the pair."""
