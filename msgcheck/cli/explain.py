"""`msgcheck explain`: what a code means, or everything about one finding."""

from __future__ import annotations

import inspect
import re
import shutil
from pathlib import Path

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import color_option, wants_color
from msgcheck.codes import BY_CODE, CODES, Code
from msgcheck.errors import InputError
from msgcheck.records import Finding

_CODE = re.compile(r"MC\d+", re.IGNORECASE)


@click.command(context_settings=HELP)
@click.argument("name", metavar="CODE|FINDING")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="JSON report the finding stands in.  [default: the last scan]",
)
@color_option
def command(name: str, report: Path | None, *, color: bool | None) -> None:
    """Explain a finding code (MC102) or one finding of a scan.

    FINDING is its fingerprint from the JSON report, or the first four digits or more of it.
    """
    width = shutil.get_terminal_size().columns
    if _CODE.fullmatch(name.strip()):
        click.echo(_code_explained(name.strip().upper(), width), nl=False)
        return
    from msgcheck.report.finding_view import finding_at_length
    from msgcheck.report.interface import ReportOptions

    finding = chosen_finding(name, report)
    options = ReportOptions(width=width, color=wants_color(chosen=color))
    click.echo(finding_at_length(finding, options), nl=False, color=True)


def chosen_finding(prefix: str, report: Path | None) -> Finding:
    """Return the finding that a command names, in the first document that has it; see `chosen_findings`."""
    return chosen_findings(prefix, report)[0]


def chosen_findings(prefix: str, report: Path | None) -> tuple[Finding, ...]:
    """Return the finding that a command names, in each document that has it, from a JSON report or the last scan.

    Raises:
        InputError: there is no such report, or no one finding fits; the hint says what to do.
    """
    from msgcheck.findings.last_scan import find_findings, read_last_scan, read_report

    return find_findings(read_report(report) if report is not None else read_last_scan(), prefix)


def _code_explained(name: str, width: int) -> str:
    from msgcheck.findings.severity import default_severity
    from msgcheck.report.plain_text import filled

    entry = BY_CODE.get(name)
    if entry is None:
        known = ", ".join(code.code for code in CODES)
        raise InputError(f'There is no code "{name}".', hint=f"the codes are {known}")
    lines = [f"{entry.code}  {entry.shown_as}", "", *filled(entry.meaning, width=width)]
    lines += filled(f"Severity: {default_severity(name).value}, unless the matter raises or lowers it.", width=width)
    documentation = _documentation(entry)
    if documentation:
        lines += ["", documentation]
    return "\n".join(lines) + "\n"


def _documentation(entry: Code) -> str:
    """Return what its rule catches and lets pass; the rule's docstring is the one place that says so."""
    from msgcheck.judge.rules import document_rules, pair_rules

    documented: dict[str, type] = {rule.code: type(rule) for rule in pair_rules()}
    documented |= {rule.code: type(rule) for rule in document_rules()}
    return inspect.getdoc(documented[entry.code]) or "" if entry.code in documented else ""
