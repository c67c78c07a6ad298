"""`msgcheck outcomes`: how deals ended, to be set beside what was said."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import store_option, stored_settings
from msgcheck.records import Deal, Result


@click.group(context_settings=HELP)
def command() -> None:
    """Set how deals ended beside what was said in them."""


@command.command(name="import", context_settings=HELP)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="COLUMN=FIELD",
    help='Which field a column of FILE holds: --map "Account Name=account". Repeatable.',
)
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and keep nothing.")
@click.option(
    "--config",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Settings file.  [default: the nearest msgcheck.yaml or pyproject.toml]",
)
@store_option
def import_(file: Path, *, pairs: tuple[str, ...], dry_run: bool, **options: Any) -> None:
    """Import how deals ended from FILE, a CSV as a CRM exports it.

    The first line names the columns, each other line is a deal. Fields: account, domain, folder or documents (several
    separated by semicolons, commas or bars) say whose deal it is; result is won, lost or open, and where there is no
    such column stage tells ("Closed Won"); segment, id and closed_on are optional. Nothing is imported unless every
    line is good. Names are kept as keyed hashes only. msgcheck report compares.
    """
    from msgcheck.assembly import open_store_for
    from msgcheck.feedback.outcomes_import import mapped_columns, read_deals

    deals = read_deals(file, mapped_columns(pairs))
    if dry_run:
        click.echo(f"{_counted(deals)} would be imported.")
        return
    settings = stored_settings(options)
    with open_store_for(settings) as store:
        store.keep_deals(deals)
        documents = store.documents()
        joined = len(store.results_of([document.key for document in documents]))
    click.echo(f"Imported {_counted(deals)}.")
    click.echo(f"Of all deals kept, {joined} join documents that were scanned.")
    if not joined:
        click.echo(
            "None joins a document: name domains for mail, folders or documents for decks, and scan them.", err=True
        )


def _counted(deals: tuple[Deal, ...]) -> str:
    """Return how many deals there are, and how they ended."""
    counts = Counter(deal.result for deal in deals)
    parts = ", ".join(f"{counts[result]} {result.value}" for result in Result)
    return f"{len(deals)} {'deal' if len(deals) == 1 else 'deals'} ({parts})"
