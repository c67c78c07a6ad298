"""What marketing calls a document of its own: the name of its file in plain words, without a customer's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgcheck.records import DocumentId

_BETWEEN = re.compile(r"[\s_.+,;()\[\]-]+")
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,5}$")


def template_title(path: DocumentId, customers: Iterable[str]) -> str:
    """Return "pitch template v7" for "marketing/pitch-template-v7.pptx"; "" where no word is left.

    Args:
        path: of a document of marketing's own.
        customers: names that must not be told.
    """
    name = re.split(r"[/\\]", path)[-1]
    words = " ".join(word for word in _BETWEEN.split(_SUFFIX.sub("", name)) if word)
    for customer in sorted(customers, key=len, reverse=True):
        spelled = r"\s+".join(re.escape(part) for part in _BETWEEN.split(customer) if part)
        if spelled:
            words = re.sub(rf"(?<!\w){spelled}(?!\w)", " ", words, flags=re.IGNORECASE)
    return " ".join(words.split())
