"""A report seen by message: what people change, in how many places, worst first.

All formats for people show the same groups, so they are made once: the findings of a message, the equal
statements among them folded into one wording with its places.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgcheck.codes import BY_CODE, Lane, Severity
from msgcheck.identity import normalised
from msgcheck.records import Finding, Report, Status
from msgcheck.report.interface import ReportOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingGroup:
    """One wording as it was found, with every place it stands in."""

    findings: tuple[Finding, ...]
    """At least one, in report order; all with the same code, message and words."""

    @property
    def first(self) -> Finding:
        """Return the finding that stands for all: the first of the worst."""
        return max(self.findings, key=lambda finding: (finding.severity.rank, finding.probability))

    @property
    def places(self) -> int:
        """Return how often the wording occurs."""
        return sum(finding.count for finding in self.findings)

    @property
    def documents(self) -> int:
        """Return in how many documents it occurs."""
        return len({finding.document for finding in self.findings})


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageGroup:
    """The findings about one message, or of one kind where they are about none."""

    title: str
    """The message's id, else the words for the code."""
    approved: str
    """The message's approved text; empty where there is none."""
    wordings: tuple[WordingGroup, ...]
    """Worst first."""

    @property
    def severity(self) -> Severity:
        """Return the worst severity in the group."""
        return self.wordings[0].first.severity

    @property
    def places(self) -> int:
        """Return how many findings the group holds, each occurrence counted."""
        return sum(wording.places for wording in self.wordings)

    @property
    def documents(self) -> int:
        """Return in how many documents they stand."""
        return len({finding.document for wording in self.wordings for finding in wording.findings})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The numbers at the head of a report."""

    severities: tuple[tuple[Severity, int], ...]
    """(severity, findings) for high, medium and low, of what is listed."""
    notes: int
    """Findings in the note lane."""
    known: int
    """In the baseline or silenced."""
    decided: int
    """Answered by marketing, so that they need not be raised again."""
    documents: int
    partial: int
    skipped: int
    """Of a type msgcheck reads."""
    unknown: int
    """Files of a type msgcheck does not read."""
    statements: int
    judged: int
    on_message: int
    not_judged: int


def listed(report: Report, options: ReportOptions) -> tuple[Finding, ...]:
    """Return the findings to list: suggest and above; notes and what is answered where everything is asked for."""
    return tuple(
        finding
        for finding in report.findings
        if (options.show_all or (finding.lane in {Lane.ASK, Lane.SUGGEST} and not is_answered(finding)))
        and not (options.new_only and finding.known)
    )


def is_answered(finding: Finding) -> bool:
    """Return whether marketing has answered this edit, so that it need not be raised again."""
    return finding.known and bool(finding.decided)


def grouped(findings: Sequence[Finding], messages: Iterable[tuple[str, str]]) -> tuple[MessageGroup, ...]:
    """Return the findings by message, worst group first and worst wording first within each."""
    texts = dict(messages)
    by_message: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_message[finding.message_id or _kind(finding)].append(finding)
    groups = [
        MessageGroup(title=title, approved=texts.get(title, ""), wordings=_wordings(members))
        for title, members in by_message.items()
    ]

    def worst_first(group: MessageGroup) -> tuple[int, bool, int, str]:
        # What was done to an approved line comes before what is about none.
        about_none = group.wordings[0].first.message_id is None
        return -group.severity.rank, about_none, -group.places, group.title

    return tuple(sorted(groups, key=worst_first))


def tally_of(report: Report, findings: Sequence[Finding]) -> Tally:
    """Return the numbers at the head of a report; `findings` are those that are listed."""
    severities = Counter(finding.severity for finding in findings)
    return Tally(
        severities=tuple(
            (severity, severities[severity]) for severity in (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
        ),
        notes=sum(finding.lane is Lane.NOTE for finding in report.findings),
        known=sum(finding.known and not finding.decided for finding in report.findings),
        decided=sum(is_answered(finding) for finding in report.findings),
        documents=len(report.documents),
        partial=sum(document.status is Status.PARTIAL for document in report.documents),
        skipped=sum(entry.known_type for entry in report.skipped),
        unknown=sum(not entry.known_type for entry in report.skipped),
        statements=sum(document.statements for document in report.documents),
        judged=sum(document.judged for document in report.documents),
        on_message=sum(document.on_message for document in report.documents),
        not_judged=sum(document.not_judged for document in report.documents),
    )


def unread_meter(report: Report) -> tuple[tuple[str, int, int, tuple[str, ...]], ...]:
    """Return (kind, found, read, reasons) over all documents, what was missed most first."""
    found: Counter[str] = Counter()
    read: Counter[str] = Counter()
    reasons: dict[str, dict[str, None]] = defaultdict(dict)
    for document in report.documents:
        for line in document.unread:
            found[line.kind] += line.found
            read[line.kind] += line.read
            if line.reason:
                reasons[line.kind][line.reason] = None
    kinds = sorted(found, key=lambda kind: (read[kind] - found[kind], kind))
    return tuple((kind, found[kind], read[kind], tuple(sorted(reasons[kind]))) for kind in kinds)


def not_judged_reasons(report: Report) -> tuple[tuple[str, int], ...]:
    """Return (reason, statements) for what was read but not judged, the commonest first."""
    counts = Counter(entry.reason for entry in report.not_judged)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def place_of(finding: Finding) -> str:
    """Return document and location in one line, with what a reader has to know about the place."""
    often = f", {finding.count} times" if finding.count > 1 else ""
    hidden = " (hidden)" if finding.hidden else ""
    return (
        f"{finding.document}, {finding.location}{often}{hidden}" if finding.location else f"{finding.document}{often}"
    )


def short_fingerprint(finding: Finding) -> str:
    """Return the start of a fingerprint that names the finding in `explain`, `accept` and `silence`."""
    return finding.fingerprint.rpartition(":")[2][:8]


def shown_as(finding: Finding) -> str:
    """Return the words for what was found: "figure changed"."""
    return BY_CODE[finding.code].shown_as if finding.code in BY_CODE else "finding"


def _kind(finding: Finding) -> str:
    return shown_as(finding)


def _wordings(findings: Sequence[Finding]) -> tuple[WordingGroup, ...]:
    by_words: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_words[finding.code, normalised(finding.found)].append(finding)
    groups = [WordingGroup(findings=tuple(members)) for members in by_words.values()]
    return tuple(
        sorted(groups, key=lambda group: (-group.first.severity.rank, -group.places, -group.first.probability))
    )
