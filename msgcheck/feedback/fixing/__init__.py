"""A copy of a deck or text in which exact swaps are made, and comments stand at the rest."""
