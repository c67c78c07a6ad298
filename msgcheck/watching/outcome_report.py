"""What came of one watched file, for the terminal and as a line of JSON."""

from __future__ import annotations

import json

from msgcheck.report.draft_report import draft_object, draft_text
from msgcheck.watching.outcome import Checked, Outcome


def outcome_text(outcome: Outcome, *, width: int, color: bool, show_all: bool) -> str:
    """Return what to print of a file: a block where there is something to say, a line where not.

    Of a file that is clean and that nobody waits for, nothing is said: "".

    Args:
        outcome: what came of it.
        width: columns of the terminal.
        color: whether to use bold and colour.
        show_all: also show what waits behind the quiet line.
    """
    if not isinstance(outcome, Checked):
        return f"{outcome.document}: not checked: {outcome.reason}\n"
    verdict = outcome.verdict
    if not (verdict.interrupts or verdict.waiting or verdict.notes):
        return f"{outcome.document}: nothing to ask\n" if outcome.awaited else ""
    name = f"\033[1m{outcome.document}\033[0m" if color else outcome.document
    said = draft_text(draft_object(verdict), width=width, color=color, show_all=show_all)
    return f"{name}\n{said}\n"


def outcome_json(outcome: Outcome) -> str:
    """Return one line of JSON: the file with the check as mail clients get it, or with why it was not checked."""
    said = draft_object(outcome.verdict) if isinstance(outcome, Checked) else {"not_checked": outcome.reason}
    return json.dumps({"document": outcome.document, **said}, ensure_ascii=False, sort_keys=True) + "\n"
