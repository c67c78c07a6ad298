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
    shown_as = _shown_as(finding.code)
    return replace(
        bare,
        sentence=code_alone(finding.code),
        reasons=tuple(replace(reason, what=shown_as) for reason in finding.reasons),
    )


def code_alone(code: str) -> str:
    """Return the sentence that says no more of a finding than what kind it is: "Promises more."."""
    shown_as = _shown_as(code)
    return f"{shown_as[:1].upper()}{shown_as[1:]}."


def _shown_as(code: str) -> str:
    """Return the words people see for a code; those of a plugin are not known here."""
    return BY_CODE[code].shown_as if code in BY_CODE else "changed"
