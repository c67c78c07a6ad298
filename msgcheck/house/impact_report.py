"""The impact of a changed messaging, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from msgcheck.codes import BY_CODE
from msgcheck.house.impact import DocumentImpact, Impact
from msgcheck.in_words import number_of
from msgcheck.records import Finding
from msgcheck.report.plain_text import filled

_SCHEMA = "msgcheck.impact/1"


def impact_text(impact: Impact, *, against: str, width: int) -> str:
    """Return the impact for a terminal: the numbers first, then document by document.

    Args:
        impact: what changes.
        against: what the messaging was compared with.
        width: columns of the terminal.
    """
    lines = filled(f"Compared with {against}: {_summary(impact)}.", width=width)
    for heading, documents in (
        ("Becomes divergent", impact.becoming_divergent),
        ("Becomes clean", impact.becoming_clean),
    ):
        if documents:
            lines += ["", heading]
            lines += [line for document in documents for line in _document(document, width)]
    if impact.unread:
        lines += ["", "Could not be read any more"]
        for document, reason in impact.unread:
            lines += filled(f"{document}: {reason}", width=width, first="  ", rest="    ")
    return "\n".join(lines) + "\n"


def impact_json(impact: Impact, *, against: str) -> str:
    """Return the impact as one JSON object."""
    whole = {
        "schema": _SCHEMA,
        "against": against,
        "becomes_divergent": len(impact.becoming_divergent),
        "becomes_clean": len(impact.becoming_clean),
        "unchanged": impact.unchanged,
        "documents": [
            {
                "document": document.document,
                "own_material": document.own_material,
                "divergent": [_finding(finding) for finding in document.divergent],
                "clean": [_finding(finding) for finding in document.clean],
            }
            for document in impact.documents
        ],
        "unread": [{"document": document, "reason": reason} for document, reason in impact.unread],
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _summary(impact: Impact) -> str:
    divergent, clean = len(impact.becoming_divergent), len(impact.becoming_clean)
    parts = [
        f"{number_of(divergent, 'document')} {'becomes' if divergent == 1 else 'become'} divergent",
        f"{clean} {'becomes' if clean == 1 else 'become'} clean",
        f"{impact.unchanged} {'stays' if impact.unchanged == 1 else 'stay'} as before",
    ]
    if impact.unread:
        parts.append(f"{len(impact.unread)} could not be read any more")
    return ", ".join(parts)


def _document(document: DocumentImpact, width: int) -> Iterator[str]:
    own = "  (our own material)" if document.own_material else ""
    yield from filled(f"{document.document}{own}", width=width, first="  ", rest="    ")
    yield from _findings(document.divergent, "+", width)
    yield from _findings(document.clean, "-", width)


def _findings(findings: Sequence[Finding], sign: str, width: int) -> Iterator[str]:
    for finding in findings:
        said = f': "{finding.found}"' if finding.found else ""
        text = f"{finding.location}, {BY_CODE[finding.code].shown_as}{said}"
        yield from filled(text, width=width, first=f"    {sign} ", rest="      ")


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message_id": finding.message_id,
        "location": finding.location,
        "found": finding.found,
        "approved": finding.approved,
        "sentence": finding.sentence,
    }
