"""`msgcheck init`: start a messaging folder."""

from __future__ import annotations

from pathlib import Path

import click

from msgcheck.cli.help_options import HELP
from msgcheck.errors import MessagingError


@click.command(context_settings=HELP)
@click.argument("folder", required=False, default="messaging", type=click.Path(path_type=Path), metavar="[DIR]")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Propose messages from existing copy: xlsx, csv, docx or any document msgcheck reads; or from an export.",
)
@click.option("--company", default="", metavar="NAME", help="Name of your company.")
def command(folder: Path, *, source: Path | None, company: str) -> None:
    """Start a messaging folder in DIR (default: messaging).

    Without --from it holds a commented example. Nothing that is there is ever changed.
    """
    from msgcheck.house.init import PLACEHOLDER_COMPANY, init_folder
    from msgcheck.messaging.load import load_messaging

    started = init_folder(folder, source=source, company=company)
    for path in started.written:
        click.echo(f"wrote {path}")
    if started.messages:
        click.echo(f"{started.messages} messages; look through them before anything is checked against them")
    for note in started.notes:
        click.echo(f"note: {note}", err=True)
    try:
        name = load_messaging(folder).company.name
    except MessagingError as err:
        click.echo(f"To be mended before the first scan:\n{err}", err=True)
    else:
        if name == PLACEHOLDER_COMPANY:
            click.echo(
                f'note: write the name of your company in place of "{name}": what names neither it nor a product'
                " may be somebody else's, and is hardly judged",
                err=True,
            )
    click.echo(f"Next: msgcheck messaging lint {folder}", err=True)
