"""Chooses the one document that a command is about where the same words stand in several."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence

from msgcheck.errors import InputError
from msgcheck.records import Finding

_MOST_NAMED = 5
_HINT = "name one with --document PATH, or silence them all with --all-documents"


def in_named_document(found: Sequence[Finding], name: str) -> Finding:
    """Return the finding in the document of this name: as the report names it, or the end of that.

    Raises:
        InputError: no document has that name, or several have.
    """
    wanted = _parts(name)
    fitting = [finding for finding in found if _parts(finding.document) == wanted]
    fitting = fitting or [finding for finding in found if _parts(finding.document)[-len(wanted) :] == wanted]
    if not fitting:
        raise InputError(f'The words do not stand in "{name}".', hint=f"they stand in {_listed(found)}")
    if len(fitting) > 1:
        raise InputError(
            f'{len(fitting)} documents with these words are named "{name}": {_listed(fitting)}.',
            hint="give more of the path",
        )
    return fitting[0]


def in_one_left(found: Sequence[Finding], is_known: Callable[[Finding], bool]) -> Finding:
    """Return the finding in the one document where it is not known yet; where it is known in all, the first.

    Raises:
        InputError: it is open in several documents, and nobody told which is meant.
    """
    left = [finding for finding in found if not is_known(finding)]
    # Copies of one file are one document: what is known of one of them is known of all.
    documents = {finding.document_fingerprint or finding.document for finding in left}
    if len(documents) > 1:
        raise InputError(f"The same words stand in {len(left)} documents: {_listed(left)}.", hint=_HINT)
    return (left or found)[0]


def _listed(found: Sequence[Finding]) -> str:
    """Return where a finding stands, the first few documents of it."""
    named = [f"{finding.document}, {finding.location}" for finding in found[:_MOST_NAMED]]
    more = len(found) - len(named)
    return "; ".join(named) + (f"; and {more} more" if more else "")


def _parts(path: str) -> tuple[str, ...]:
    return tuple(posixpath.normpath(path.replace("\\", "/")).split("/"))
