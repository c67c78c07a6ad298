"""What a writer is told before sending: what to look at first, and what can wait."""

from __future__ import annotations

from dataclasses import dataclass

from msgcheck.codes import Lane
from msgcheck.records import Finding, NotJudged, Report

AT_FIRST = 3
"""Findings shown first; more would not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One draft, weighed."""

    ask: tuple[Finding, ...]
    """To look at before sending, worst first."""
    waiting: tuple[Finding, ...]
    """Behind one quiet line."""
    not_judged: tuple[NotJudged, ...]
    unread: tuple[str, ...]
    """Attachments that could not be read, with the reason."""
    calibrated: bool
    forwarded_lines: int = 0
    """Lines of others that the draft passes on; only internal lines are looked for in them."""


def verdict_of(report: Report, *, forwarded_lines: int = 0) -> Verdict:
    """Return what to tell the writer; in personal mail only the ask lane comes first.

    Args:
        report: on one draft.
        forwarded_lines: lines of others that the draft passes on.
    """
    open_findings = [finding for finding in report.findings if not finding.known]
    worst_first = sorted(open_findings, key=lambda finding: (-finding.severity.rank, -finding.probability))
    return Verdict(
        ask=tuple(finding for finding in worst_first if finding.lane is Lane.ASK),
        waiting=tuple(finding for finding in worst_first if finding.lane in {Lane.SUGGEST, Lane.NOTE}),
        not_judged=report.not_judged,
        unread=tuple(f"{skipped.id}: {skipped.reason}" for skipped in report.skipped),
        calibrated=report.calibrated,
        forwarded_lines=forwarded_lines,
    )
