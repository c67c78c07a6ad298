"""Options that several commands share, and what they mean together."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from msgcheck.config import Settings

_F = TypeVar("_F", bound=Callable[..., Any])

AUDIENCE_KEYS = ("persona", "segment", "region", "team", "stage", "audience")


class Day(click.ParamType[date]):
    """A day as 2026-11-16."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f'"{value}" is not a day; write it as 2026-11-16', param, ctx)


def messaging_options(command: _F) -> _F:
    """Add --messaging, --config and --no-cache."""
    for option in (
        click.option("--no-cache", is_flag=True, help="Compute everything anew and remember nothing."),
        click.option(
            "--config",
            type=click.Path(path_type=Path, exists=True, dir_okay=False),
            help="Settings file.  [default: the nearest msgcheck.yaml or pyproject.toml]",
        ),
        click.option(
            "--messaging",
            type=click.Path(path_type=Path),
            help="File or folder of the approved messaging.  [default: messaging]",
        ),
    ):
        command = option(command)
    return command


def audience_options(command: _F) -> _F:
    """Add --persona, --segment, --region, --team, --stage and --audience, which go before the settings."""
    for option in (
        click.option(
            "--audience", type=click.Choice(["inside", "outside", "partner"]), help="Who reads the documents."
        ),
        click.option("--stage", help="Sales stage the documents are used in."),
        click.option("--team", help="Team the documents come from."),
        click.option("--region", help="Region the documents are used in."),
        click.option("--segment", help="Segment the documents are used in."),
        click.option("--persona", help="Persona the documents speak to."),
    ):
        command = option(command)
    return command


def store_options(command: _F) -> _F:
    """Add --store and --no-store."""
    for option in (
        click.option("--no-store", is_flag=True, help="Keep nothing of this scan."),
        click.option(
            "--store",
            metavar="URL",
            help="Where to keep it: a file, or the URL of a database.  [default: the platform's data folder]",
        ),
    ):
        command = option(command)
    return command


def store_option(command: _F) -> _F:
    """Add --store, for commands that need a store."""
    return click.option(
        "--store", metavar="URL", help="The store: a file, or the URL of a database.  [default: the one scans go to]"
    )(command)


def color_option(command: _F) -> _F:
    """Add --color/--no-color."""
    return click.option(
        "--color/--no-color",
        default=None,
        help="Colour the report.  [default: only on a terminal, and never with NO_COLOR set]",
    )(command)


def as_of_option(command: _F) -> _F:
    """Add --as-of."""
    return click.option(
        "--as-of",
        type=Day(),
        metavar="YYYY-MM-DD",
        help="Judge by the messaging of this day.  [default: today; sent mail by its own date]",
    )(command)


def wants_color(*, chosen: bool | None) -> bool:
    """Return whether to colour stdout: as chosen, else NO_COLOR, else whether it is a terminal."""
    if chosen is not None:
        return chosen
    return not os.environ.get("NO_COLOR") and sys.stdout.isatty()


def wants_progress(*, quiet: bool) -> bool:
    """Return whether to show progress on stderr: only to people."""
    return not quiet and sys.stderr.isatty() and not os.environ.get("CI")


def has_fixed_clock() -> bool:
    """Return whether MSGCHECK_NOW sets the time of this run; no other process may have the same."""
    return bool(os.environ.get("MSGCHECK_NOW"))


def now() -> datetime:
    """Return the time of this run with its zone; MSGCHECK_NOW sets it, so that a run can be repeated to the byte."""
    fixed = os.environ.get("MSGCHECK_NOW")
    if not fixed:
        return datetime.now().astimezone()
    try:
        return datetime.fromisoformat(fixed).astimezone()
    except ValueError as err:
        raise click.UsageError(f'MSGCHECK_NOW is "{fixed}", which is no time; write it as 2026-11-16T09:00:00') from err


def chosen_audience(values: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the audience named on the command line."""
    return {key: values.get(key) for key in AUDIENCE_KEYS}


def stored_settings(options: Mapping[str, Any]) -> Settings:
    """Return the settings of a command that names no documents; --config, --messaging and --store go before them."""
    from msgcheck.assembly import settings_for

    return settings_for(
        (),
        cwd=Path.cwd(),
        environ=os.environ,
        overrides={"messaging": options.get("messaging"), "store": options.get("store")},
        audience={},
        config=options["config"],
    )
