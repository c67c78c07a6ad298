"""What may be kept of a finding where its writer's words may not: mail, and everything under `keep_text: none`."""

from __future__ import annotations

from dataclasses import replace

from msgcheck.codes import BY_CODE
from msgcheck.records import Finding

_WORDLESS = frozenset({"MC102", "MC203", "MC204", "MC205", "MC402"})
"""Codes whose sentence and reasons hold figures, days and the messaging's own words, but no words of the writer."""


def without_words(finding: Finding) -> Finding:
    """Return a finding without its writer's words: what kind of change it is remains, and changed figures."""
    bare = replace(finding, found="", suggestion="" if finding.mended else finding.suggestion, mended=False)
    if finding.code in _WORDLESS:
        return bare
    shown_as = BY_CODE[finding.code].shown_as if finding.code in BY_CODE else "changed"
    return replace(
        bare,
        sentence=f"{shown_as[:1].upper()}{shown_as[1:]}.",
        reasons=tuple(replace(reason, what=shown_as) for reason in finding.reasons),
    )
