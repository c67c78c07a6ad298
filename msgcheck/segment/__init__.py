"""Stage 3: blocks of documents -> statements with their readings."""
