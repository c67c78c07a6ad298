"""One finding at length, for `msgcheck explain`."""

from __future__ import annotations

from msgcheck.codes import BY_CODE
from msgcheck.records import Finding
from msgcheck.report.grouping import place_of, shown_as
from msgcheck.report.interface import ReportOptions
from msgcheck.report.plain_text import filled
from msgcheck.report.terminal_report import pair_lines

_INDENT = " " * 6


def finding_at_length(finding: Finding, options: ReportOptions) -> str:
    """Return everything a report knows of one finding as text that ends with a line break.

    Where the writer's sentence was not kept, as with mail in the last scan, this is said.
    """
    width = options.width
    about = f", about {finding.message_id}" if finding.message_id else ""
    lines = [f"{shown_as(finding)}{about}: {finding.severity.value}, {finding.lane.value}", ""]
    lines += pair_lines(finding, options, whole=True)
    if not finding.found and finding.code != "MC402":
        lines.append("  XYZ (text not kept)")
    lines += ["", *filled(finding.sentence, width=width)]
    if finding.suggestion:
        lines += filled(finding.suggestion, width=width, first="  ->  ", rest=_INDENT)
    lines += filled(place_of(finding), width=width, first="  at  ", rest=_INDENT)
    lines.append("")
    for reason in sorted(finding.reasons, key=lambda entry: (-entry.score, entry.code, entry.what)):
        entry = BY_CODE.get(reason.code)
        words = f"{entry.shown_as}: " if entry is not None else ""
        lines += filled(f"{words}{reason.what} ({reason.score:.2f})", width=width, first="  - ", rest="    ")
    lines += filled(
        f"{finding.code}, sure to {finding.probability:.0%}, fingerprint {finding.fingerprint}", width=width
    )
    return "\n".join(line.rstrip() for line in lines) + "\n"
