"""msgcheck compares decks and e-mails with the approved messaging, by meaning, on your own machine."""

__version__ = "0.1.0"
