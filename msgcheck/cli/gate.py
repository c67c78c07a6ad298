"""`msgcheck gate`: the check at the mail server, and what it counted."""

from __future__ import annotations

import json
from contextlib import closing
from typing import Any

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import messaging_options, now, stored_settings
from msgcheck.codes import CODES

_MEGABYTE = 1_000_000


@click.group(context_settings=HELP)
def command() -> None:
    """Check mail at the mail server as it leaves the company; by default it only counts."""


class _FileMode(click.ParamType[int]):
    """Permissions as 660."""

    name = "mode"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the permissions."""
        if isinstance(value, int):
            return value
        try:
            mode = int(value, 8)
        except ValueError:
            mode = -1
        if not 0 <= mode <= 0o777:
            self.fail(f'"{value}" is no file mode; write it as 660', param, ctx)
        return mode


@command.command(context_settings=HELP)
@click.option(
    "--listen",
    default="inet:127.0.0.1:8899",
    show_default=True,
    metavar="ADDRESS",
    help="Where the mail server finds it, as Postfix writes it: inet:HOST:PORT or unix:/PATH.",
)
@click.option("--socket-mode", type=_FileMode(), default="660", show_default=True, help="Permissions of a Unix socket.")
@click.option(
    "--mode",
    type=click.Choice(["count", "quarantine", "reject"]),
    default="count",
    show_default=True,
    help="count: every mail passes. quarantine: mail with a finding of --hold waits in the mail server's hold queue. "
    "reject: it goes back to its sender.",
)
@click.option(
    "--hold",
    metavar="CODE,...",
    default="",
    help="Codes that hold mail up in the modes quarantine and reject, such as MC203,MC202; of these only findings that "
    "ask before sending, which are high and certain.",
)
@click.option(
    "--budget-ms",
    type=click.IntRange(1, 60_000),
    default=2_000,
    show_default=True,
    help="How long a mail may wait for its check; then it passes unchecked.",
)
@click.option(
    "--most-waiting",
    type=click.IntRange(0, 10_000),
    default=4,
    show_default=True,
    help="Mails checked or waiting at a time; more pass unchecked at once.",
)
@click.option(
    "--most-mb",
    type=click.IntRange(1, 1_000),
    default=25,
    show_default=True,
    help="Size of one mail in MB; a larger one passes unchecked.",
)
@click.option(
    "--memory-mb",
    type=click.IntRange(1, 100_000),
    default=250,
    show_default=True,
    help="Room for all mails that are passing; where it is used up, more pass unchecked.",
)
@messaging_options
def milter(**options: Any) -> None:
    """Check mail that leaves through Postfix; whatever goes wrong, it passes unchanged.

    Runs until SIGTERM. Mail of your own domains to others is checked by the writer's own words, and counted; see
    msgcheck gate counts. Only with --mode quarantine or reject, and only for the codes of --hold, is a mail ever held.

    In Postfix: smtpd_milters = inet:127.0.0.1:8899 and milter_default_action = accept. Without the latter Postfix
    itself defers mail when msgcheck is down.
    """
    import asyncio

    from msgcheck.gate.address import read_address
    from msgcheck.gate.counts import Counting, counts_path
    from msgcheck.gate.gatekeeper import Gatekeeper, Pace
    from msgcheck.gate.gathered_mail import Room
    from msgcheck.gate.milter_server import Listening, MilterServer
    from msgcheck.gate.policy import Mode, Policy
    from msgcheck.gate.session import Limits
    from msgcheck.presend.resident import Resident

    listening = Listening(address=read_address(options["listen"]), socket_mode=options["socket_mode"])
    policy = Policy(mode=Mode(options["mode"]), codes=_held_codes(options["mode"], options["hold"]))
    settings = stored_settings(options)
    resident = Resident(settings, clock=now, use_cache=not options["no_cache"], ahead=True)
    pace = Pace(budget_s=options["budget_ms"] / 1000, most_waiting=options["most_waiting"])
    limits = Limits(room=Room(options["memory_mb"] * _MEGABYTE), most_bytes=options["most_mb"] * _MEGABYTE)
    counting = Counting(counts_path(), today=lambda: now().date())

    async def run() -> None:
        gatekeeper = Gatekeeper(resident, policy, pace)
        server = MilterServer(gatekeeper, counting, limits, quarantines=policy.mode is Mode.QUARANTINE)
        await server.run(listening)

    with closing(resident):
        asyncio.run(run())


@command.command(context_settings=HELP)
@click.option("--month", metavar="YYYY-MM", default="", help="Only this month.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for a program.",
)
def counts(*, month: str, output_format: str) -> None:
    """Show what the gate counted: how many mails, and what was found in them; of nobody in particular."""
    from msgcheck.gate.counts import counts_object, counts_path, read_counts
    from msgcheck.gate.counts_text import counts_text

    counted = read_counts(counts_path())
    if output_format == "json":
        click.echo(json.dumps(counts_object(counted, month=month), indent=1))
    else:
        click.echo(counts_text(counted, month=month), nl=False)


def _held_codes(mode: str, written: str) -> frozenset[str]:
    """Return the codes that hold mail up.

    Raises:
        click.UsageError: one is no code, or they do not go with the mode.
    """
    codes = frozenset(code.strip().upper() for code in written.split(",") if code.strip())
    known = {code.code for code in CODES}
    for code in sorted(codes - known):
        raise click.UsageError(f"{code} is no code; msgcheck explain lists them")
    if mode == "count" and codes:
        raise click.UsageError("--hold needs --mode quarantine or --mode reject; with count every mail passes")
    if mode != "count" and not codes:
        raise click.UsageError(f"--mode {mode} needs --hold with the codes that hold mail up, such as --hold MC203")
    return codes
