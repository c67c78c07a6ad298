"""Merge fields of mail templates: `{{company}}`, `{first_name}`, `[[name]]`, `%FIRSTNAME%`, `<<City>>`.

They stand for words that are not there yet, so analysis sees a neutral word of the same length in their
place: offsets stay those of the text as written.
"""

from __future__ import annotations

import re

_FIELD = re.compile(
    r"\{\{[^{}\n]{1,60}\}\}"
    r"|\$\{[^{}\n]{1,60}\}"
    r"|\{[A-Za-z][\w .|-]{0,40}\}"
    r"|\[\[[^\[\]\n]{1,60}\]\]"
    r"|<<[^<>\n]{1,60}>>"
    r"|%[A-Za-z][A-Za-z_]{2,40}%"
    r"|\*\|[A-Z0-9_:]{2,40}\|\*"
)


def mask_merge_fields(text: str) -> str:
    """Return `text` with each merge field replaced by as many `x`; offsets stay the same."""
    return _FIELD.sub(lambda found: "x" * len(found.group()), text)


def merge_fields(text: str) -> tuple[str, ...]:
    """Return the merge fields as written, in order."""
    return tuple(found.group() for found in _FIELD.finditer(text))
