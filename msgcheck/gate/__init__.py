"""The check at the mail server: what leaves the company passes it, and passes it unchanged whatever goes wrong."""
