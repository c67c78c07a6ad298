"""The divergences as CSV, one row each, for a spreadsheet; decisions in force are rows too."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from msgcheck.records import Decision, DivergenceReport, Entry
from msgcheck.report.csv_report import cell
from msgcheck.report.divergences.sections import entry_sections
from msgcheck.report.divergences.shown import shown_report
from msgcheck.report.divergences.words import kind_of, waits_for
from msgcheck.report.interface import ReportOptions

DIVERGENCE_COLUMNS = (
    "section",
    "id",
    "message",
    "owner",
    "what",
    "code",
    "severity",
    "changed",
    "approved",
    "said",
    "sources",
    "documents",
    "copies",
    "decks",
    "mails",
    "other_documents",
    "places",
    "segments",
    "teams",
    "first_seen",
    "last_seen",
    "who_moved",
    "to_marketing",
    "to_field",
    "proposal",
    "standing",
    "answer",
    "wording",
    "reason",
    "decided_on",
    "waiting_for",
    "review_by",
    "field_won",
    "field_lost",
    "approved_won",
    "approved_lost",
    "told",
)
_SETTLED = "settled"


class DivergenceCsvReport:
    """Prints one line a divergence."""

    name = "csv"
    suffixes: tuple[str, ...] = (".csv",)

    def render(self, report: DivergenceReport, options: ReportOptions) -> str:  # noqa: ARG002 - a table has all rows
        """Return a header line and the divergences section by section, those that are settled last."""
        out = io.StringIO()
        writer = csv.DictWriter(out, DIVERGENCE_COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        for row in _rows(shown_report(report)):
            writer.writerow({name: cell(value) for name, value in row.items()})
        return out.getvalue()


def _rows(report: DivergenceReport) -> Iterator[dict[str, str]]:
    for section in entry_sections(report):
        for entry in section.entries:
            yield {"section": section.key, **_entry_row(entry)}
    for decision in report.settled:
        yield {
            "section": _SETTLED,
            "id": decision.divergence,
            "message": decision.message_id or "",
            "code": decision.code,
            "sources": str(decision.sources),
            "documents": str(decision.documents),
            "standing": _SETTLED,
            **_decision_cells(decision),
        }


def _entry_row(entry: Entry) -> dict[str, str]:
    divergence, spread, outcome = entry.divergence, entry.divergence.spread, entry.outcome
    by_kind = dict(spread.by_kind)
    row = {
        "id": divergence.id,
        "message": divergence.message_id or "",
        "owner": divergence.owner,
        "what": kind_of(divergence),
        "code": divergence.code,
        "severity": divergence.severity.value,
        "changed": entry.changed,
        "approved": divergence.approved,
        "said": divergence.said or "",
        "sources": str(spread.sources),
        "documents": str(spread.documents),
        "copies": str(spread.copies),
        "decks": str(by_kind.get("deck", 0)),
        "mails": str(by_kind.get("email", 0)),
        "other_documents": str(by_kind.get("document", 0)),
        "places": _groups(spread.by_slide),
        "segments": _groups(spread.by_segment),
        "teams": _groups(spread.by_team),
        "first_seen": spread.first_seen.isoformat(),
        "last_seen": spread.last_seen.isoformat(),
        "who_moved": divergence.mover.value,
        "to_marketing": entry.to_marketing,
        "to_field": entry.to_field,
        "proposal": "yes" if entry.proposal else "no",
        "standing": divergence.standing.value,
        "told": str(len(entry.told)),
    }
    if divergence.decision is not None:
        row |= _decision_cells(divergence.decision)
    if outcome is not None:
        row |= {
            "field_won": str(outcome.field.won),
            "field_lost": str(outcome.field.lost),
            "approved_won": str(outcome.approved.won),
            "approved_lost": str(outcome.approved.lost),
        }
    return row


def _decision_cells(decision: Decision) -> dict[str, str]:
    return {
        "answer": decision.answer.value,
        "wording": decision.wording,
        "reason": decision.reason,
        "decided_on": decision.decided_on.isoformat(),
        "waiting_for": waits_for(decision),
        "review_by": decision.review_by.isoformat() if decision.review_by is not None else "",
    }


def _groups(groups: Sequence[tuple[str, int]]) -> str:
    """Return "slide 3 title: 11; body line 5: 5"."""
    return "; ".join(f"{name}: {count}" for name, count in groups)
