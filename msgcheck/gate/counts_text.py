"""What the gate counted, for people."""

from __future__ import annotations

from msgcheck.gate.counts import Counts
from msgcheck.gate.outcome import Happened


def counts_text(counts: Counts, *, month: str = "") -> str:
    """Return the counts, the latest month first.

    Args:
        counts: what was counted.
        month: of this month only; empty for all.
    """
    months = sorted({one.month for one in counts.mails if month in {"", one.month}}, reverse=True)
    if not months:
        return "Nothing was counted yet.\n"
    return "\n".join(_month(counts, name) for name in months)


def _month(counts: Counts, month: str) -> str:
    numbers = {one.happened: number for one, number in counts.mails.items() if one.month == month}
    lines = [f"{month}: {_mails(sum(numbers.values()))}"]
    lines += [f"  {numbers[happened]:>8,}  {happened.shown_as}" for happened in Happened if numbers.get(happened)]
    raised = sorted((-number, one) for one, number in counts.raised.items() if one.month == month)
    if raised:
        lines.append("Found in:")
        for number, one in raised:
            kept = "" if one.happened.passed else f", {one.happened.value}"
            lines.append(f"  {-number:>8,}  {' '.join(filter(None, (one.code, one.message_id)))}{kept}")
    return "\n".join(lines) + "\n"


def _mails(number: int) -> str:
    return f"{number:,} {'mail' if number == 1 else 'mails'}"
