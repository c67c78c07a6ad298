"""What a writer is told before sending: what to look at first, and what can wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from msgcheck.codes import Lane
from msgcheck.in_words import number_of
from msgcheck.records import Finding, MessageId, NotJudged, Report, Skipped

AT_FIRST = 3
"""Findings shown first; more would not be read."""
_INTERNAL = "MC203"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfilled:
    """A field of a mail template that nobody filled in."""

    field: str
    """As it stands in the draft: {{first_name}}."""
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One draft, weighed."""

    ask: tuple[Finding, ...]
    """To look at before sending, worst first; internal lines before all else."""
    waiting: tuple[Finding, ...]
    """Behind one quiet line."""
    not_judged: tuple[NotJudged, ...]
    unread: tuple[str, ...]
    """Attachments that could not be read, with the reason."""
    calibrated: bool
    judged: int = 0
    """Sentences that were judged; of a draft in another language none."""
    forwarded_lines: int = 0
    """Lines of others that the draft passes on; only internal lines are looked for in them."""
    unfilled: tuple[Unfilled, ...] = ()
    outward: bool = True
    """Whether it leaves the company; where that is unknown it counts as if it did."""
    owners: tuple[tuple[MessageId, str], ...] = ()
    """Who answers for each message and internal line that a finding names, where the messaging says so."""

    @property
    def interrupts(self) -> bool:
        """Return whether the draft should wait until its writer has looked at it."""
        return bool(self.ask or self.unfilled)

    @property
    def quiet(self) -> str:
        """Return the one line behind which the smaller things wait, "" where there are none."""
        if not self.waiting:
            return ""
        return f"{number_of(len(self.waiting), 'smaller thing')} could be said closer to the messaging."

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what was not looked at, in lines to be shown small."""
        lines = [f"Not read: {item}" for item in self.unread]
        if self.not_judged:
            reasons = ", ".join(dict.fromkeys(item.reason for item in self.not_judged))
            lines.append(f"Not judged: {number_of(len(self.not_judged), 'sentence')} ({reasons}).")
        if self.forwarded_lines:
            lines.append(f"Not judged: {number_of(self.forwarded_lines, 'forwarded line')}.")
        if not self.calibrated:
            lines.append("This model is not calibrated: findings are notes only.")
        return tuple(lines)


def verdict_of(
    report: Report,
    *,
    forwarded_lines: int = 0,
    unfilled: Iterable[Unfilled] = (),
    unread: Iterable[str] = (),
    outward: bool = True,
    owners: Iterable[tuple[MessageId, str]] = (),
) -> Verdict:
    """Return what to tell the writer; in personal mail only the ask lane comes first.

    Args:
        report: on one draft.
        forwarded_lines: lines of others that the draft passes on.
        unfilled: fields of a template that nobody filled in.
        unread: what belongs to the draft and was not even handed over, with the reason.
        outward: whether it leaves the company.
        owners: who answers for messages and internal lines; those that no finding names are left out.
    """
    open_findings = [finding for finding in report.findings if not finding.known]
    worst_first = sorted(open_findings, key=_worst_first)
    named = {finding.message_id for finding in open_findings}
    return Verdict(
        ask=tuple(finding for finding in worst_first if finding.lane is Lane.ASK),
        waiting=tuple(finding for finding in worst_first if finding.lane in {Lane.SUGGEST, Lane.NOTE}),
        not_judged=report.not_judged,
        unread=(*unread, *(f"{_name_of(skipped)}: {skipped.reason}" for skipped in report.skipped)),
        calibrated=report.calibrated,
        judged=sum(document.judged for document in report.documents),
        forwarded_lines=forwarded_lines,
        unfilled=tuple(unfilled),
        outward=outward,
        owners=tuple(entry for entry in owners if entry[0] in named),
    )


def _worst_first(finding: Finding) -> tuple[bool, int, float]:
    """Return a key that sorts what must not leave the company before everything, then by weight and certainty."""
    return finding.code != _INTERNAL, -finding.severity.rank, -finding.probability


def _name_of(skipped: Skipped) -> str:
    """Return what the writer calls an attachment that was not read: its name without the draft's before it."""
    return skipped.id.removeprefix(f"{skipped.parent}/") if skipped.parent else skipped.id
