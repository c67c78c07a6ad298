"""The pre-send check on the terminal and as JSON for mail clients."""

from __future__ import annotations

import json
import textwrap
from typing import Any

from msgcheck.codes import BY_CODE
from msgcheck.records import Finding
from msgcheck.report.verdict import AT_FIRST, Verdict

SCHEMA = "msgcheck.check/1"


def draft_text(verdict: Verdict, *, width: int, color: bool, show_all: bool) -> str:
    """Return the check for the writer.

    Args:
        verdict: what to say.
        width: columns of the terminal.
        color: whether to use bold and colour.
        show_all: also show what waits.
    """
    lines: list[str] = []
    shown = verdict.ask if show_all else verdict.ask[:AT_FIRST]
    if shown:
        lines.append(_strong("Before you send:", color=color))
    for finding in shown:
        lines.extend(_finding(finding, width, color=color))
    hidden = len(verdict.ask) - len(shown)
    if hidden:
        lines.append(f"and {hidden} more to look at; --all shows them.")
    if show_all and verdict.waiting:
        lines.append(_strong("If you have a minute:", color=color))
        for finding in verdict.waiting:
            lines.extend(_finding(finding, width, color=color))
    elif verdict.waiting:
        what = "1 smaller thing" if len(verdict.waiting) == 1 else f"{len(verdict.waiting)} smaller things"
        lines.append(f"{what} could be said closer to the messaging; --all shows them.")
    lines.extend(f"Not read: {item}" for item in verdict.unread)
    if verdict.not_judged:
        count = len(verdict.not_judged)
        reasons = ", ".join(dict.fromkeys(item.reason for item in verdict.not_judged))
        lines.append(f"Not judged: {count} {'sentence' if count == 1 else 'sentences'} ({reasons}).")
    if verdict.forwarded_lines:
        count = verdict.forwarded_lines
        lines.append(f"Not judged: {count} forwarded {'line' if count == 1 else 'lines'}.")
    if not verdict.ask and not verdict.waiting:
        whole = not (verdict.not_judged or verdict.forwarded_lines)
        lines.append("Nothing to ask about this draft." if whole else "Nothing to ask about the rest.")
    if not verdict.calibrated:
        lines.append("This model is not calibrated: findings are notes only.")
    return "\n".join(lines) + "\n"


def draft_json(verdict: Verdict) -> str:
    """Return the check as one JSON object for a mail client."""
    return json.dumps(
        {
            "schema": SCHEMA,
            "ask": [_as_object(finding) for finding in verdict.ask],
            "waiting": [_as_object(finding) for finding in verdict.waiting],
            "not_judged": [{"location": item.location, "reason": item.reason} for item in verdict.not_judged],
            "forwarded_lines": verdict.forwarded_lines,
            "unread": list(verdict.unread),
            "calibrated": verdict.calibrated,
        },
        ensure_ascii=False,
        sort_keys=True,
        indent=2,
    )


def _finding(finding: Finding, width: int, *, color: bool) -> list[str]:
    """Return the lines of one finding: both sentences, what changed, the line to paste."""
    head = f"{BY_CODE[finding.code].shown_as} · {finding.location}"
    lines = ["", _strong(head, color=color)]
    rows = [("you write", finding.found), ("approved", finding.approved), ("", finding.sentence)]
    if finding.suggestion:
        rows.append(("paste" if not finding.mended else "make it", finding.suggestion))
    for label, text in rows:
        if text:
            first = f"  {label:<10}" if label else "  "
            lines.extend(
                textwrap.wrap(text, max(40, width - 2), initial_indent=first, subsequent_indent=" " * len(first))
            )
    return [*lines, ""]


def _as_object(finding: Finding) -> dict[str, Any]:
    """Return what a client needs of one finding."""
    return {
        "fingerprint": finding.fingerprint,
        "code": finding.code,
        "shown_as": BY_CODE[finding.code].shown_as,
        "severity": finding.severity.value,
        "document": finding.document,
        "location": finding.location,
        "found": finding.found,
        "approved": finding.approved,
        "sentence": finding.sentence,
        "suggestion": finding.suggestion,
        "mended": finding.mended,
        "message_id": finding.message_id,
    }


def _strong(text: str, *, color: bool) -> str:
    """Return a text in bold where colour is wanted."""
    return f"\033[1m{text}\033[0m" if color else text
