"""The report on a month or quarter in its formats."""
