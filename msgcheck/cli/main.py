"""The command group, and the one place where errors become exit codes.

0 nothing at or above the bar, 1 findings, 2 could not check. click ends usage errors, aborts, closed pipes and
crashes with other codes; here they all become 2, because a gate that mistakes a crash for "findings" or for
"clean" is worse than none.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from typing import IO

import click

from msgcheck import __version__
from msgcheck.cli.help_options import HELP
from msgcheck.errors import MsgcheckError

EXIT_CLEAN = 0
EXIT_FINDINGS = 1
EXIT_COULD_NOT_CHECK = 2

COMMANDS = {
    "init": "init",
    "messaging": "messaging",
    "read": "read",
    "scan": "scan",
    "report": "report",
    "check": "check",
    "watch": "watch",
    "say": "say",
    "serve": "serve",
    "gate": "gate",
    "accept": "accept",
    "silence": "silence",
    "fix": "fix",
    "tell": "tell",
    "outcomes": "outcomes",
    "divergences": "divergences",
    "history": "history",
    "evaluate": "evaluate",
    "train": "train",
    "calibrate": "calibrate",
    "optimize": "optimize",
    "explain": "explain",
    "doctor": "doctor",
}
"""Command -> file of this folder; imported when first needed, so that `--help` stays quick."""


class Commands(click.Group):
    """The commands, each imported from its own file when it is first needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, None if there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"msgcheck.cli.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command


@click.group(
    cls=Commands,
    context_settings=HELP,
    epilog="Exit codes: 0 nothing found at or above --fail-on, 1 findings, 2 could not check.",
)
@click.version_option(__version__, prog_name="msgcheck", allow_from_autoenv=False)
@click.option("--verbose", "-v", is_flag=True, help="Log what is being done to stderr; no text of documents.")
def cli(*, verbose: bool) -> None:
    """Compare decks and e-mails with the approved messaging, by meaning, on your own machine."""
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, format="msgcheck: %(message)s")
    for noisy in ("sentence_transformers", "transformers", "httpx", "pypdfium2"):
        logging.getLogger(noisy).setLevel(logging.ERROR)


def run(arguments: Sequence[str] | None = None, *, stderr: IO[str] | None = None) -> int:
    """Return the exit code of one call; everything that goes wrong is one message on stderr and code 2.

    Args:
        arguments: the command line without the program's name; None takes `sys.argv`.
        stderr: where errors go.
    """
    errors = stderr or sys.stderr
    try:
        result = cli.main(
            args=list(arguments) if arguments is not None else None,
            prog_name="msgcheck",
            standalone_mode=False,
            auto_envvar_prefix="MSGCHECK",
        )
    except click.exceptions.NoArgsIsHelpError as err:
        click.echo(err.format_message(), file=errors)
    except click.ClickException as err:
        err.show(file=errors)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", file=errors)
    except MsgcheckError as err:
        click.echo(f"msgcheck: {err}" if not getattr(err, "mistakes", ()) else str(err), file=errors)
    except (BrokenPipeError, SystemExit):
        # click exits with 1 where the reader of the report has gone: nothing more can be said, and nothing was found.
        return EXIT_COULD_NOT_CHECK
    except Exception as err:  # noqa: BLE001  a crash must not look like "findings"
        click.echo(f"msgcheck: something went wrong that should not have: {type(err).__name__}: {err}", file=errors)
        if os.environ.get("MSGCHECK_TRACEBACK"):
            traceback.print_exc(file=errors)
        else:
            click.echo("Run again with MSGCHECK_TRACEBACK=1 to see where, and please report it.", file=errors)
    else:
        return result if isinstance(result, int) else EXIT_CLEAN
    return EXIT_COULD_NOT_CHECK


def main() -> None:
    """Run the command line and exit."""
    # Read when numpy is loaded, by whichever command needs it. Products are small here: more threads wait for one
    # another, and a check takes up to four times the processor time.
    for threads in ("OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ.setdefault(threads, "1")
    code = run()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Else the interpreter would try again and end with a code of its own.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = EXIT_COULD_NOT_CHECK
    sys.exit(code)
