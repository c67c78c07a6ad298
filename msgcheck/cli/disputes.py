"""Counts findings that the field calls wrong; commands that do so must not fail because nothing can be counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from msgcheck.cli.options import now, stored_settings
from msgcheck.errors import StoreError
from msgcheck.records import Dispute, Finding

_F = TypeVar("_F", bound=Callable[..., Any])


def dispute_options(command: _F) -> _F:
    """Add --store and --no-store."""
    for option in (
        click.option("--no-store", is_flag=True, help="Do not count the finding among those called wrong."),
        click.option(
            "--store",
            metavar="URL",
            help="Where it is counted: a file, or the URL of a database.  [default: the store scans go to]",
        ),
    ):
        command = option(command)
    return command


def count_as_wrong(finding: Finding, options: Mapping[str, Any], *, upheld: bool | None = None) -> bool:
    """Keep that a finding was called wrong, with its code, message and month, and return whether it was kept.

    A store that cannot be written is told on stderr and is no failure.

    Args:
        finding: the one that is called wrong.
        options: --config, --store and --no-store of the command, --messaging where it has that.
        upheld: True where it is known to have been wrong.
    """
    if options["no_store"]:
        return False
    from msgcheck.assembly import open_store_for

    dispute = Dispute(
        fingerprint=finding.fingerprint,
        code=finding.code,
        message_id=finding.message_id,
        day=now().date().replace(day=1),
        upheld=upheld,
    )
    try:
        with open_store_for(stored_settings(options)) as store:
            store.keep_dispute(dispute)
    except StoreError as err:
        click.echo(f"msgcheck: it is not counted that this finding was called wrong: {err}", err=True)
        return False
    return True
