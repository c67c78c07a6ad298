"""The messages of a drift report as CSV, one row a message and period, for a spreadsheet.

The period compared with is a row too where the report's own series does not hold it. What can be said of a message
stands in the row of the period reported, and is empty in the others.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from msgcheck.records import DriftReport, MessageDrift, PeriodFigures
from msgcheck.report.csv_report import cell
from msgcheck.report.drift.shares import share_interval
from msgcheck.report.drift.shown import shown_report
from msgcheck.report.drift.words import kinds_in_words, reported_figures
from msgcheck.report.interface import ReportOptions

DRIFT_COLUMNS = (
    "message",
    "approved",
    "owner",
    "products",
    "first_day",
    "last_day",
    "eligible",
    "carrying",
    "carrying_low",
    "carrying_high",
    "on_message",
    "drifting",
    "drifting_low",
    "drifting_high",
    "kinds",
    "retired",
    "sources",
    "distance",
    "distance_low",
    "distance_high",
    "distance_documents",
    "called",
    "called_segment",
    "expected",
    "changed_on",
    "approved_on",
    "days_to_half",
    "days_to_most",
    "stock",
    "stock_retired",
)


class DriftCsvReport:
    """Prints one line a message and period."""

    name = "csv"
    suffixes: tuple[str, ...] = (".csv",)

    def render(self, report: DriftReport, options: ReportOptions) -> str:  # noqa: ARG002 - a table has all rows
        """Return a header line and the messages in the order of the messaging, each with its periods in order."""
        out = io.StringIO()
        writer = csv.DictWriter(out, DRIFT_COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        for row in _rows(shown_report(report)):
            writer.writerow({name: cell(value) for name, value in row.items()})
        return out.getvalue()


def _rows(report: DriftReport) -> Iterator[dict[str, str]]:
    for message in report.messages:
        periods = {figures.period: figures for figures in (message.compared, *message.periods)}
        reported = reported_figures(message).period
        for period in sorted(periods):
            row = _figures_row(message, periods[period])
            yield row | _called_cells(message) if period == reported else row


def _figures_row(message: MessageDrift, figures: PeriodFigures) -> dict[str, str]:
    distance = figures.distance
    return {
        "message": message.message_id,
        "approved": message.text,
        "owner": message.owner,
        "products": "; ".join(message.products),
        "first_day": figures.period.first.isoformat(),
        "last_day": figures.period.last.isoformat(),
        "eligible": str(figures.eligible),
        "carrying": str(figures.carrying),
        **_interval_cells("carrying", figures.carrying, figures.eligible),
        "on_message": str(figures.on_message),
        "drifting": str(figures.drifting),
        **_interval_cells("drifting", figures.drifting, figures.carrying),
        "kinds": kinds_in_words(figures.by_code),
        "retired": str(figures.retired),
        "sources": str(figures.sources),
        "distance": f"{distance.mean:.4f}" if distance is not None else "",
        "distance_low": f"{distance.low:.4f}" if distance is not None else "",
        "distance_high": f"{distance.high:.4f}" if distance is not None else "",
        "distance_documents": str(distance.count) if distance is not None else "",
    }


def _interval_cells(name: str, part: int, whole: int) -> dict[str, str]:
    bounds = share_interval(part, whole)
    if bounds is None:
        return {}
    return {f"{name}_low": f"{bounds[0]:.4f}", f"{name}_high": f"{bounds[1]:.4f}"}


def _called_cells(message: MessageDrift) -> dict[str, str]:
    called, adoption = message.called, message.adoption
    cells = {
        "called": called.call.value,
        "called_segment": called.segment,
        "expected": f"{called.before:.4f}" if called.before is not None else "",
        "changed_on": message.changed_on.isoformat() if message.changed_on is not None else "",
        "stock": str(message.stock),
        "stock_retired": str(message.stock_retired),
    }
    if adoption is not None:
        cells |= {
            "approved_on": adoption.approved_on.isoformat(),
            "days_to_half": _days(adoption.days_to_half),
            "days_to_most": _days(adoption.days_to_most),
        }
    return cells


def _days(days: int | None) -> str:
    return "" if days is None else str(days)
