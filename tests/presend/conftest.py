from tests.cli.plain_stages import plain

__all__ = ["plain"]
