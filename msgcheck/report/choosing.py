"""Which format a name or the suffix of a file means; alike for all reports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Protocol, TypeVar

from msgcheck.errors import InputError


class Format(Protocol):
    """What a format is known by."""

    @property
    def name(self) -> str:
        """As in `--format`."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Of `--output` files, with the dot."""
        ...


Chosen = TypeVar("Chosen", bound=Format)


def format_named(name: str, formats: Sequence[Chosen], *, of: str) -> Chosen:
    """Return the format for `--format NAME`.

    Args:
        name: of a format.
        formats: those there are.
        of: what they print: "report", "hand-off sheet".

    Raises:
        InputError: there is no such format; the hint lists those there are.
    """
    for one in formats:
        if one.name == name:
            return one
    raise InputError(
        f'There is no {of} format "{name}".', hint=f"use one of {', '.join(known.name for known in formats)}"
    )


def format_for_file(path: str, formats: Sequence[Chosen], *, of: str) -> Chosen:
    """Return the format whose suffix `--output PATH` has.

    Args:
        path: of a file to write.
        formats: those there are.
        of: what they print: "report", "hand-off sheet".

    Raises:
        InputError: no format has this suffix; the hint lists those there are.
    """
    suffix = PurePath(path).suffix.lower()
    for one in formats:
        if suffix in one.suffixes:
            return one
    suffixes = ", ".join(suffix for known in formats for suffix in known.suffixes)
    raise InputError(f'The suffix "{suffix}" names no {of} format.', where=path, hint=f"use one of {suffixes}")
