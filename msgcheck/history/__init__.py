"""The store: scans, documents, findings, divergences and decisions over time, in SQL."""
