"""Fits what the judge weighs by, and fixes the bars of what it says."""
