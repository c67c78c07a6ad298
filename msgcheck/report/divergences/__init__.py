"""The "ABC vs XYZ" report in its formats."""
