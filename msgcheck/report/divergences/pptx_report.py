"""The two-page summary as an editable deck: what stands on the two slides, as text.

How it is drawn stands in `pptx_slides`, which needs python-pptx and is loaded only when a deck is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgcheck.in_words import day_in_words
from msgcheck.records import AuditNumber, Band, DivergenceReport, Entry, Share
from msgcheck.report.divergences.marking import marked_pair
from msgcheck.report.divergences.sections import NO_AUDIT, NOTHING_WAITS
from msgcheck.report.divergences.shown import shown_report
from msgcheck.report.divergences.slide_content import AuditRow, Deck, PairRow, Reading
from msgcheck.report.divergences.summary import rest_of, summary_of
from msgcheck.report.divergences.words import (
    approved_of,
    capital,
    counted,
    coverage,
    has_color,
    headline_of,
    how_often,
    in_brief,
    material,
    outcome_lines,
    parts_of,
    percent_of,
    said_of,
    since_when,
    title_of,
    told_answer,
    told_line,
    who_moved,
)
from msgcheck.report.interface import ReportOptions

_MAX_GROUPS = 6
_ACTING = "Worth acting on"
"""What most rows are; only the others say what they are."""


class DivergencePptxReport:
    """Makes a deck of two slides with native text and tables; the details are in the notes."""

    name = "pptx"
    suffixes: tuple[str, ...] = (".pptx",)

    def render(self, report: DivergenceReport, options: ReportOptions) -> bytes:  # noqa: ARG002 - two slides hold no more
        """Return the bytes of the deck; they depend on the report alone."""
        from msgcheck.report.divergences.pptx_slides import deck_bytes

        return deck_bytes(_deck(shown_report(report)))


def _deck(report: DivergenceReport) -> Deck:
    summary = summary_of(report)
    rest = rest_of(summary)
    waiting = tuple((f"{one.what}.", one.why) for one in summary.waiting) or ((NOTHING_WAITS, ""),)
    company = f"{report.company}: " if report.company else ""
    chosen = [(_ACTING, entry) for entry in summary.acting]
    chosen += [("From our own material", entry) for entry in summary.own_material]
    return Deck(
        created=report.created,
        title=capital(f"{company}what we approved, and what is said in the field"),
        subtitle=f"ABC vs XYZ, {day_in_words(report.as_of)}. {material(report.totals)}",
        audit=tuple(_audit_row(number) for number in report.audit),
        no_audit=NO_AUDIT,
        coverage=coverage(report.totals),
        waiting=waiting,
        first_notes=_first_notes(report),
        pairs_title="To talk about",
        pairs=tuple(_pair_row(entry, lead, shared=report.shared) for lead, entry in chosen),
        no_pairs="Nothing is said differently by several independent sources.",
        pairs_footer=f"In the full report: {rest}." if rest else "",
        second_notes=tuple(line for lead, entry in chosen for line in _entry_notes(entry, lead, report)),
    )


def _audit_row(number: AuditNumber) -> AuditRow:
    return AuditRow(
        name=capital(number.name),
        field=_reading(number.field, number.field_band),
        own=_reading(number.own, number.own_band),
    )


def _reading(share: Share, band: Band) -> Reading:
    return Reading(
        percent=percent_of(share),
        words=f"{band.value}, {parts_of(share)}",
        color=band.name if has_color(band) else "",
    )


def _first_notes(report: DivergenceReport) -> tuple[str, ...]:
    lines = [f"{capital(number.name)}: {number.meaning}." for number in report.audit]
    if report.audit:
        lines.append("Per cent of the documents to which each applies; high is good.")
    unread = [f"{reason} ({count:,})" for reason, count in report.totals.unread]
    lines += [f"Not judged, and not counted as on message: {', '.join(unread)}."] if unread else []
    return (*lines, f"msgcheck {report.version}, messaging {report.messaging_hash}.")


def _pair_row(entry: Entry, lead: str, *, shared: bool) -> PairRow:
    divergence = entry.divergence
    approved, said = marked_pair(approved_of(divergence), said_of(divergence, shared=shared))
    return PairRow(
        title=title_of(divergence),
        headline=headline_of(divergence),
        where=in_brief(divergence.spread) if lead == _ACTING else f"{lead}: {in_brief(divergence.spread)}",
        approved=approved,
        said=said,
        to_marketing=entry.to_marketing,
    )


def _entry_notes(entry: Entry, lead: str, report: DivergenceReport) -> Sequence[str]:
    divergence = entry.divergence
    spread = divergence.spread
    facts = (
        ("Approved (ABC)", approved_of(divergence)),
        ("Said in the field (XYZ)", said_of(divergence, shared=report.shared)),
        ("What changed", entry.changed),
        ("How often", how_often(spread)),
        ("Where in it", counted(spread.by_slide, at_most=_MAX_GROUPS)),
        ("Segments", counted(spread.by_segment, at_most=_MAX_GROUPS)),
        ("Teams", counted(spread.by_team, at_most=_MAX_GROUPS)),
        ("Since", since_when(spread)),
        ("Who moved", who_moved(divergence)),
        ("Owner", divergence.owner),
        ("To marketing", entry.to_marketing),
        ("To the field", entry.to_field),
    )
    return [
        f"{title_of(divergence)}: {headline_of(divergence)} ({lead.lower()})",
        *(f"{name}: {value}" for name, value in facts if value),
        *(outcome_lines(entry.outcome) if entry.outcome is not None else ()),
        *(f"{told_line(told)} {told_answer(told, report.as_of)}" for told in entry.told),
        "",
    ]
