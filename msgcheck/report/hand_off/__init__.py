"""The hand-off sheet in its formats."""
