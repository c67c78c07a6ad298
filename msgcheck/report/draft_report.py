"""The pre-send check as JSON for mail clients, and on the terminal.

There is one object; the terminal prints it. So whoever asked, a client, the command line over a running service or
in its own process, is told the same.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from msgcheck.codes import BY_CODE, OTHER_WORDING
from msgcheck.differing import Word, differing_words
from msgcheck.identity import is_of_words
from msgcheck.records import MAX_SENTENCE, Finding, OverrideReason
from msgcheck.report.verdict import AT_FIRST, Verdict

SCHEMA = "msgcheck.check/1"


def draft_object(verdict: Verdict) -> dict[str, Any]:
    """Return the check as a JSON object for a mail client."""
    owners = dict(verdict.owners)
    return {
        "schema": SCHEMA,
        "interrupts": verdict.interrupts,
        "ask": [_finding_object(finding, owners) for finding in verdict.ask],
        "waiting": [_finding_object(finding, owners) for finding in verdict.waiting],
        "first": AT_FIRST,
        "quiet": verdict.quiet,
        "unfilled": [{"field": item.field, "location": item.location} for item in verdict.unfilled],
        "judged": verdict.judged,
        "not_judged": [{"location": item.location, "reason": item.reason} for item in verdict.not_judged],
        "forwarded_lines": verdict.forwarded_lines,
        "unread": list(verdict.unread),
        "notes": list(verdict.notes),
        "calibrated": verdict.calibrated,
        "outward": verdict.outward,
        "reasons": [{"key": reason.key, "shown_as": reason.value} for reason in OverrideReason],
    }


def draft_json(check: Mapping[str, Any]) -> str:
    """Return a check, as `draft_object` gives it, as JSON."""
    return json.dumps(check, ensure_ascii=False, sort_keys=True, indent=2)


def draft_text(check: Mapping[str, Any], *, width: int, color: bool, show_all: bool) -> str:
    """Return the check for the writer.

    Args:
        check: what to say, as `draft_object` gives it.
        width: columns of the terminal.
        color: whether to use bold and colour.
        show_all: also show what waits.
    """
    lines = [
        *_first(check, width, color=color, show_all=show_all),
        *_waiting(check, width, color=color, show_all=show_all),
    ]
    lines.extend(check["notes"])
    if not (check["ask"] or check["waiting"] or check["unfilled"]):
        lines.append(_calm(check))
    return "\n".join(lines) + "\n"


def _calm(check: Mapping[str, Any]) -> str:
    """Return what is said where nothing is to be asked: of the whole draft only where all of it was judged."""
    why_not = list(dict.fromkeys(part["reason"] for part in check["not_judged"]))
    why_not += ["forwarded lines"] if check["forwarded_lines"] else []
    why_not += ["not read"] if check["unread"] else []
    if not why_not:
        return "Nothing to ask about this draft."
    if not check["judged"]:
        return f"Nothing in this draft was judged ({', '.join(why_not)})."
    return "Nothing to ask about the rest."


def _first(check: Mapping[str, Any], width: int, *, color: bool, show_all: bool) -> Iterator[str]:
    """Yield the lines of what to look at before sending."""
    shown = check["ask"] if show_all else check["ask"][: check["first"]]
    if check["interrupts"]:
        yield _strong("Before you send:", color=color)
    for item in check["unfilled"]:
        yield f"  {item['field']} is not filled in · {item['location']}"
    for finding in shown:
        yield from _finding_lines(finding, width, color=color)
    hidden = len(check["ask"]) - len(shown)
    if hidden:
        yield f"and {hidden} more to look at; --all shows them."


def _waiting(check: Mapping[str, Any], width: int, *, color: bool, show_all: bool) -> Iterator[str]:
    """Yield the quiet line, or what it hides."""
    if not show_all and check["quiet"]:
        yield f"{check['quiet'].removesuffix('.')}; --all shows them."
    if show_all and check["waiting"]:
        yield _strong("If you have a minute:", color=color)
        for finding in check["waiting"]:
            yield from _finding_lines(finding, width, color=color)


def _finding_lines(finding: Mapping[str, Any], width: int, *, color: bool) -> Iterator[str]:
    """Yield the lines of one finding: both sentences, what changed, the line to paste."""
    yield ""
    yield _strong(f"{finding['shown_as']} · {finding['location']}", color=color)
    for label, text in _rows(finding):
        if text:
            first = f"  {label:<10}" if label else "  "
            yield from textwrap.wrap(text, max(40, width - 2), initial_indent=first, subsequent_indent=" " * len(first))
    yield ""


def _rows(finding: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return (label, text) of what is said of one finding."""
    return (
        ("you write", finding["found"]),
        ("approved", finding["approved"]),
        ("", finding["sentence"]),
        ("make it" if finding["mended"] else "paste", finding["suggestion"]),
    )


def _finding_object(finding: Finding, owners: Mapping[Any, str]) -> dict[str, Any]:
    """Return what a client needs of one finding."""
    approved_words, found_words = differing_words(finding.approved, finding.found)
    return {
        "fingerprint": finding.fingerprint,
        "code": finding.code,
        "shown_as": BY_CODE[finding.code].shown_as,
        "severity": finding.severity.value,
        "document": finding.document,
        "location": finding.location,
        "found": finding.found,
        "approved": finding.approved,
        "found_words": _word_objects(found_words),
        "approved_words": _word_objects(approved_words),
        "sentence": finding.sentence,
        "suggestion": finding.suggestion,
        "mended": finding.mended,
        "message_id": finding.message_id,
        "owner": owners.get(finding.message_id, ""),
        "may_accept": _may_accept(finding),
    }


def _may_accept(finding: Finding) -> bool:
    """Return whether its words can be proposed as another way to say its message; a bare "Yes." says nothing alone."""
    is_wording = finding.code in OTHER_WORDING and bool(finding.message_id)
    return (
        is_wording
        and 0 < len(finding.found) <= MAX_SENTENCE
        and is_of_words(finding.fingerprint, code=finding.code, message_id=finding.message_id, statement=finding.found)
    )


def _word_objects(words: tuple[Word, ...]) -> list[dict[str, Any]]:
    return [{"text": word.text, "space": word.space, "changed": word.changed} for word in words]


def _strong(text: str, *, color: bool) -> str:
    """Return a text in bold where colour is wanted."""
    return f"\033[1m{text}\033[0m" if color else text
