"""The check before sending: one draft, weighed with models that stay loaded."""
