"""The formats of a report on accuracy, by suffix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from msgcheck.errors import InputError
from msgcheck.evaluate.accuracy import Accuracy
from msgcheck.evaluate.accuracy_json import accuracy_to_json
from msgcheck.evaluate.accuracy_report import accuracy_to_markdown

Render = Callable[[Accuracy], str]

_BY_SUFFIX: dict[str, Render] = {
    ".md": accuracy_to_markdown,
    ".markdown": accuracy_to_markdown,
    ".json": accuracy_to_json,
}


def renderer_for_accuracy(path: str) -> Render:
    """Return what prints a report on accuracy into a file of this name.

    Raises:
        InputError: its suffix names no format; the hint lists those there are.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix not in _BY_SUFFIX:
        raise InputError(
            f'The suffix "{suffix}" names no format of this report.', where=path, hint=f"use {' or '.join(_BY_SUFFIX)}"
        )
    return _BY_SUFFIX[suffix]
