"""The checks of `messaging lint`, one group a file."""
