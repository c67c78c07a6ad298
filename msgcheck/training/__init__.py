"""Fits what the judge weighs by; needs the development tools, never a user."""
