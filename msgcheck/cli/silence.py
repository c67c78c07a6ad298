"""`msgcheck silence`: one finding is known and need not be raised for a while."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import click

from msgcheck.cli.disputes import count_as_wrong, dispute_options
from msgcheck.cli.explain import chosen_finding, elsewhere
from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import Day, now
from msgcheck.errors import InputError


@click.command(context_settings=HELP)
@click.argument("finding", metavar="FINDING")
@click.option("--reason", required=True, help="Why it need not be raised; people will read it.")
@click.option(
    "--until",
    type=Day(),
    metavar="YYYY-MM-DD",
    help="The last day the silence counts.  [default, with --wrong only: it counts for good]",
)
@click.option(
    "--wrong",
    is_flag=True,
    help="msgcheck is wrong about it: count it so, by code, message and month, without a name.",
)
@click.option("--all-documents", is_flag=True, help="Silence the same words wherever they stand.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="JSON report the finding stands in.  [default: the last scan]",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Settings file.  [default: the nearest msgcheck.yaml or pyproject.toml]",
)
@dispute_options
def command(
    finding: str,
    *,
    reason: str,
    until: date | None,
    report: Path | None,
    all_documents: bool,
    wrong: bool,
    **options: Any,
) -> None:
    """Silence FINDING until a day, with a reason; --wrong tells that msgcheck is mistaken.

    FINDING is its fingerprint from the JSON report, or the first four digits or more of it. The silence is
    written to the silences file, which may be edited by hand. How many findings were called wrong stands in
    msgcheck report --month.
    """
    from msgcheck.findings.known import add_silence, silence_of

    if not reason.strip():
        raise InputError("The reason is empty.", hint="say why the finding need not be raised")
    if until is None and not wrong:
        raise InputError(
            "No last day is given.", hint="give it with --until, or say --wrong where msgcheck is mistaken"
        )
    if until is not None and until < now().date():
        raise InputError(f"{until.isoformat()} has passed.", hint="give a later day with --until")
    chosen = chosen_finding(finding, report)
    path = silences_file(options["config"])
    add_silence(path, silence_of(chosen, reason=reason.strip(), until=until, all_documents=all_documents))
    where = "in all documents" if all_documents else f"in {chosen.document}"
    others = 0 if all_documents else elsewhere(chosen, report)
    if others:
        click.echo(f"The same words stand in {others} more; --all-documents silences them too.", err=True)
    how_long = f"until {until.isoformat()}" if until is not None else "for good"
    click.echo(f"Silenced {how_long} {where}; written to {path}.")
    if wrong and count_as_wrong(chosen, options):
        click.echo("Counted among the findings called wrong, without a name.")


def silences_file(config: Path | None) -> Path:
    """Return the file that holds the silences, by the settings that hold here."""
    from msgcheck.config import load_settings

    return load_settings(Path.cwd(), os.environ, config=config).silences
