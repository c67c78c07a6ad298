"""Drift by month: what is counted, what the counts allow to be said, and the report made of it."""
