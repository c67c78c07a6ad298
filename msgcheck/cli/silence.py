"""`msgcheck silence`: one finding is known and need not be raised for a while."""

from __future__ import annotations

import os
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from msgcheck.cli.disputes import count_as_wrong, dispute_options
from msgcheck.cli.explain import chosen_findings
from msgcheck.cli.help_options import HELP
from msgcheck.cli.one_document import in_named_document, in_one_left
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
@click.option(
    "--document",
    metavar="PATH",
    help="The document to silence it in, as the report names it or the end of that. Needed where several have it.",
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
    document: str | None,
    all_documents: bool,
    wrong: bool,
    **options: Any,
) -> None:
    """Silence FINDING until a day, with a reason; --wrong tells that msgcheck is mistaken.

    FINDING is its fingerprint from the JSON report, or the first four digits or more of it. It is silenced in one
    document: in the only one that has it still, or in the one --document names. The silence is
    written to the silences file, which may be edited by hand. A document with silenced words still counts as one
    that carries their message. How many findings were called wrong stands in
    msgcheck report --month.
    """
    from msgcheck.findings.known import add_silence, outlasting, read_silences, silence_of

    _check_given(reason, until, wrong=wrong)
    if document is not None and all_documents:
        raise InputError("One document and all cannot both be meant.", hint="give --document or --all-documents")
    path = silences_file(options["config"])
    found = chosen_findings(finding, report)
    known = [silence for silence in read_silences(path) if silence.all_documents or not all_documents]
    in_force_for = partial(outlasting, known, day=now().date(), until=until)
    if all_documents:
        chosen = found[0]
    elif document is not None:
        chosen = in_named_document(found, document)
    else:
        chosen = in_one_left(found, lambda entry: in_force_for(entry) is not None)
    in_force = in_force_for(chosen)
    where = "in all documents" if all_documents else f"in {chosen.document}"
    if in_force is not None:
        click.echo(f"Already silenced {_how_long(in_force.until)} {where}; see {path}.")
    else:
        add_silence(path, silence_of(chosen, reason=reason.strip(), until=until, all_documents=all_documents))
        click.echo(f"Silenced {_how_long(until)} {where}; written to {path}.")
    # A finding is counted once, however often it is called wrong; what could not be counted before is counted now.
    if wrong and count_as_wrong(chosen, options) and in_force is None:
        click.echo("Counted among the findings called wrong, without a name.")


def _check_given(reason: str, until: date | None, *, wrong: bool) -> None:
    if not reason.strip():
        raise InputError("The reason is empty.", hint="say why the finding need not be raised")
    if until is None and not wrong:
        raise InputError(
            "No last day is given.", hint="give it with --until, or say --wrong where msgcheck is mistaken"
        )
    if until is not None and until < now().date():
        raise InputError(f"{until.isoformat()} has passed.", hint="give a later day with --until")


def _how_long(until: date | None) -> str:
    return f"until {until.isoformat()}" if until is not None else "for good"


def silences_file(config: Path | None) -> Path:
    """Return the file that holds the silences, by the settings that hold here."""
    from msgcheck.config import load_settings

    return load_settings(Path.cwd(), os.environ, config=config).silences
