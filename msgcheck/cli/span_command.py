"""Commands with an option for a length of time, which people write as two words: `--ahead 6 weeks`."""

from __future__ import annotations

import re
from itertools import pairwise

import click

_PERIOD = re.compile(r"(?P<unit>[dwmy])(?:|ays?|eeks?|onths?|ears?)", re.IGNORECASE)


class SpanCommand(click.Command):
    """A command that says how to write a length of time where one was written as two words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Return what is left of the arguments.

        Raises:
            click.UsageError: they do not fit.
        """
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as err:
            for count, word in pairwise(given):
                period, number = _PERIOD.fullmatch(word), count.rpartition("=")[2]
                if period is not None and number.isdecimal():
                    raise click.UsageError(
                        f'"{number} {word}" is two words; write it as one: {number}{period["unit"].lower()}.', ctx
                    ) from err
            raise
