"""`msgcheck doctor`: what is there, what is missing, and proof that nothing leaves the machine."""

from __future__ import annotations

import os
from pathlib import Path

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.main import EXIT_CLEAN, EXIT_COULD_NOT_CHECK


@click.command(context_settings=HELP)
@click.option("--messaging", type=click.Path(path_type=Path), help="File or folder of the approved messaging.")
@click.option("--config", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Settings file.")
@click.option("--prove-offline", is_flag=True, help="Also judge a statement with every socket closed.")
def command(messaging: Path | None, config: Path | None, *, prove_offline: bool) -> int:
    """Look after the installation. Exit codes: 0 all is well, 2 something has to be mended."""
    from msgcheck import doctor
    from msgcheck.assembly import settings_for

    settings = settings_for(
        (), cwd=Path.cwd(), environ=os.environ, overrides={"messaging": messaging}, audience={}, config=config
    )
    checks = list(doctor.examine(settings))
    if prove_offline:
        checks.append(doctor.prove_offline(settings, sentence=""))
    for check in checks:
        click.echo(f"{'ok  ' if check.good else 'MEND'}  {check.what:<16} {check.found}")
        if check.mend and not check.good:
            click.echo(f"      {'':<16} {check.mend}")
    return EXIT_CLEAN if all(check.good for check in checks) else EXIT_COULD_NOT_CHECK
