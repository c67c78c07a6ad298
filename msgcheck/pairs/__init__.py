"""See interface.py or the module docstrings of this folder."""
