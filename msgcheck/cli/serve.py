"""`msgcheck serve`: the check where people write mail, for every client on this machine."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from msgcheck.cli.help_options import HELP
from msgcheck.cli.options import messaging_options, now, store_option, stored_settings
from msgcheck.errors import InputError
from msgcheck.state_folder import state_folder

if TYPE_CHECKING:
    from msgcheck.service.server import Service

_INSTEAD = ("pair", "unpair", "clients", "link", "unpack")
"""Options that do something else than serve; one of them at a time."""
_NEXT = {
    "chromium": "Open chrome://extensions, switch on developer mode, choose Load unpacked and this folder.",
    "thunderbird": "In Thunderbird: Add-ons and Themes, the gear, Install Add-on From File.",
    "outlook": "Sideload manifest.xml to try it, or have an administrator deploy it.",
}
"""What to do with a client that was unpacked; all of them are then paired with --pair."""


@click.command(context_settings=HELP)
@click.option("--pair", metavar="NAME", help="Print a token for a client once; pairing again replaces it.")
@click.option("--unpair", metavar="NAME", help="Forget a client: its token no longer holds.")
@click.option("--clients", is_flag=True, help="List the paired clients.")
@click.option("--link", is_flag=True, help="Print a link that opens the page /compose of a running service once.")
@click.option(
    "--unpack",
    type=click.Choice(["chromium", "thunderbird", "outlook"]),
    help="Write a client, ready to be loaded, into the folder --output.",
)
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Folder for --unpack.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; others need --cert.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--name", "names", multiple=True, metavar="NAME", help="A name under which clients know this machine.")
@click.option("--cert", type=click.Path(path_type=Path), help="Certificate for https, in PEM.")
@click.option("--key", type=click.Path(path_type=Path), help="Its key, in PEM.")
@click.option(
    "--allow-origin",
    "allow_origins",
    multiple=True,
    metavar="ORIGIN",
    help="Pages that may ask, such as those of an add-in: https://addin.example.",
)
@click.option(
    "--max-mb", default=25, show_default=True, type=click.IntRange(1, 200), help="The most one request may hold."
)
@messaging_options
@store_option
def command(**options: Any) -> None:
    """Serve the check where people write mail: an HTTP interface for mail clients, and the page /compose.

    It listens on this machine only, unless --host says otherwise. Each client is paired once with --pair.
    """
    # An empty name is a mistake that has to be told: a script gave --pair "$NAME" without having one.
    chosen = [name for name in _INSTEAD if options[name] not in {None, False}]
    if len(chosen) > 1:
        raise InputError("these options do not go together", hint=f"give one of --{', --'.join(_INSTEAD)}")
    match chosen:
        case ["pair"]:
            _pair(options["pair"])
        case ["unpair"]:
            _unpair(options["unpair"])
        case ["clients"]:
            _list()
        case ["link"]:
            _link()
        case ["unpack"]:
            _unpack(options)
        case _:
            _serve(options)


def _pair(name: str) -> None:
    from msgcheck.service.pairing import Clients

    token = Clients(state_folder()).pair(name, day=now().date())
    click.echo(token)
    click.echo(f"This is the token of {name}. It is shown once: paste it into the client's settings.", err=True)


def _unpair(name: str) -> None:
    from msgcheck.service.pairing import Clients

    Clients(state_folder()).unpair(name)
    click.echo(f"{name} is no longer paired.")


def _list() -> None:
    from msgcheck.service.pairing import Clients

    clients = Clients(state_folder()).all()
    for client in clients:
        click.echo(f"{client.name}, paired on {client.paired_on}")
    if not clients:
        click.echo("No client is paired. msgcheck serve --pair NAME prints a token for one.")


def _link() -> None:
    from msgcheck.service.unix_client import ServiceSilent, ServiceSocket

    try:
        click.echo(ServiceSocket(state_folder()).new_link())
    except ServiceSilent as err:
        raise InputError("msgcheck serve does not run", hint="start it; it prints a link") from err


def _unpack(options: dict[str, Any]) -> None:
    from msgcheck.clients.unpacking import unpack
    from msgcheck.service.addresses import Addresses

    if options["output"] is None:
        raise InputError("no folder is named", hint="say where to with --output FOLDER")
    scheme = "https" if options["cert"] else "http"
    names = options["names"] or (() if options["host"] == "127.0.0.1" else (options["host"],))
    address = Addresses(scheme=scheme, port=options["port"], names=names).main
    click.echo(unpack(options["unpack"], options["output"], address=address))
    click.echo(f"Made for {address}. {_NEXT[options['unpack']]}", err=True)


def _serve(options: dict[str, Any]) -> None:
    service = _service(options)
    logging.getLogger("msgcheck.service").setLevel(logging.INFO)
    click.echo(f"msgcheck serves on {service.address}; Ctrl+C stops it.", err=True)
    click.echo(f"To write or paste a draft, open (once, within ten minutes): {service.new_link()}", err=True)
    click.echo("To pair a mail client: msgcheck serve --pair NAME", err=True)
    service.run()


def _service(options: dict[str, Any]) -> Service:
    """Return the service, which listens already."""
    from msgcheck.assembly import open_store_for
    from msgcheck.messaging.load import load_messaging
    from msgcheck.presend.resident import Resident
    from msgcheck.service.server import ServeOptions, Service

    settings = stored_settings(options)
    # Mistakes in it are told before anything is loaded.
    load_messaging(settings.messaging)
    serve_options = ServeOptions(
        state=state_folder(),
        host=options["host"],
        port=options["port"],
        names=options["names"],
        cert=options["cert"],
        key=options["key"],
        allow_origins=options["allow_origins"],
        max_body_bytes=options["max_mb"] * 1_000_000,
    )
    resident = Resident(settings, clock=now, use_cache=not options["no_cache"], ahead=True)
    return Service(resident, serve_options, open_store=lambda: open_store_for(settings))
