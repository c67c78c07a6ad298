"""`msgcheck silence`: one finding is known and need not be raised for a while."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from msgcheck.cli.explain import chosen_finding, elsewhere
from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import Day, now
from msgcheck.errors import InputError


@click.command(context_settings=HELP)
@click.argument("finding", metavar="FINDING")
@click.option("--reason", required=True, help="Why it need not be raised; people will read it.")
@click.option("--until", required=True, type=Day(), metavar="YYYY-MM-DD", help="The last day the silence counts.")
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
def command(
    finding: str, reason: str, until: date, report: Path | None, config: Path | None, *, all_documents: bool
) -> None:
    """Silence FINDING until a day, with a reason.

    FINDING is its fingerprint from the JSON report, or the first four digits or more of it. The silence is
    written to the silences file, which may be edited by hand.
    """
    from msgcheck.findings.known import add_silence, silence_of

    if not reason.strip():
        raise InputError("The reason is empty.", hint="say why the finding need not be raised")
    if until < now().date():
        raise InputError(f"{until.isoformat()} has passed.", hint="give a later day with --until")
    chosen = chosen_finding(finding, report)
    path = silences_file(config)
    add_silence(path, silence_of(chosen, reason=reason.strip(), until=until, all_documents=all_documents))
    where = "in all documents" if all_documents else f"in {chosen.document}"
    others = 0 if all_documents else elsewhere(chosen, report)
    if others:
        click.echo(f"The same words stand in {others} more; --all-documents silences them too.", err=True)
    click.echo(f"Silenced until {until.isoformat()} {where}; written to {path}.")


def silences_file(config: Path | None) -> Path:
    """Return the file that holds the silences, by the settings that hold here."""
    from msgcheck.config import load_settings

    return load_settings(Path.cwd(), os.environ, config=config).silences
