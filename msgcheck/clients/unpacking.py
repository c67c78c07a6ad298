"""Gives the files of each client: to the service that serves them, or into a folder to load.

A client's own files lie in the folder of its name, what all share in `shared`. Every client sees both the same way,
whether it is served or unpacked: its own files beside a folder `shared`. So `panel.js` is `chromium/shared/panel.js`
to `client_file`, and `shared/panel.js` in a page, a manifest, or an unpacked folder of Chromium.

Two files are made, not kept:

- `shared/address.js` says where the service listens: `msgcheck.address = "http://127.0.0.1:8765"`;
- `shared/panel_styles.js` carries panel.css as `msgcheck.panelStyles`, for panels put below a shadow root in a page of
  somebody else, where no stylesheet can be linked.

In manifests (`manifest.json`, `manifest.xml`, `updates.json`) these are filled in: `{{address}}`
(http://127.0.0.1:8765), `{{scheme}}` (http), `{{host}}` (127.0.0.1), `{{port}}` (8765), `{{version}}` (0.1.0). No other
file is changed.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from urllib.parse import urlsplit

from msgcheck.errors import InputError

CLIENTS = ("chromium", "thunderbird", "outlook")
"""What can be unpacked; the page /compose is only served."""
DEFAULT_ADDRESS = "http://127.0.0.1:8765"

_SERVED = frozenset({"compose", *CLIENTS})
_SHARED = "shared"
_MANIFESTS = frozenset({"manifest.json", "manifest.xml", "updates.json"})
_MARK = "msgcheck-unpacked.json"
"""Names the files that were written, so that the next time they, and nothing else, may be replaced."""
_ARCHIVES = {"thunderbird": "msgcheck.xpi"}
_OVER_HTTPS = frozenset({"outlook"})
"""Loaded from the service itself, and over https only."""
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest a zip can hold: the same files give the same bytes."""
_HOST = re.compile(r"[A-Za-z0-9.-]+|[0-9A-Fa-f:]+")
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_SAFE_PART = r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*"
_SAFE_NAME = re.compile(rf"{_SAFE_PART}(?:/{_SAFE_PART})*")


def client_file(name: str, *, address: str = DEFAULT_ADDRESS) -> bytes:
    """Return a file of a client.

    Args:
        name: client, then path within it: `compose/compose.html`, `outlook/shared/panel.js`.
        address: where the service listens, for manifests and `shared/address.js`.

    Raises:
        InputError: there is no such file; the name leads nowhere else, whatever it holds.
    """
    client, _, path = name.partition("/")
    content = _content(client, path, address) if client in _SERVED and _SAFE_NAME.fullmatch(path) else None
    if content is None:
        raise InputError("msgcheck has no such file", where=name[:80])
    return content


def client_files(client: str, *, address: str = DEFAULT_ADDRESS) -> dict[str, bytes]:
    """Return all files of a client by their path within it, in order.

    Raises:
        InputError: there is no such client, or the address is none.
    """
    if client not in _SERVED:
        raise InputError(f"there is no client named {client}", hint=f"one of: {', '.join(CLIENTS)}")
    here = files("msgcheck.clients")
    paths = [*_paths(here / client), *(f"{_SHARED}/{path}" for path in _paths(here / _SHARED)), *_MADE]
    contents = {path: _content(client, path, address) for path in sorted(set(paths))}
    return {path: content for path, content in contents.items() if content is not None}


def unpack(client: str, folder: Path, *, address: str) -> Path:
    """Write a client into a folder and return what to load: the folder, or the archive in it.

    Files that an earlier call wrote are replaced; a folder with anything else in it is refused.

    Args:
        client: chromium, thunderbird or outlook.
        folder: is made where it is not there.
        address: where the service listens, such as http://127.0.0.1:8765.

    Raises:
        InputError: no such client, no such address, one without https for Outlook, or a folder that holds other things.
    """
    if client not in CLIENTS:
        raise InputError(f"there is no client named {client}", hint=f"one of: {', '.join(CLIENTS)}")
    if client in _OVER_HTTPS and _values(address)["scheme"] != "https":
        raise InputError(
            f"{client} loads an add-in over https only", where=address, hint="name a certificate with --cert and --key"
        )
    contents = client_files(client, address=address)
    archive = _ARCHIVES.get(client)
    if archive:
        contents[archive] = _archive(contents)
    try:
        _clear(folder)
        folder.mkdir(parents=True, exist_ok=True)
        # First, so that what an interrupted call left can be replaced, too.
        (folder / _MARK).write_text(json.dumps(sorted(contents), indent=0) + "\n", encoding="utf-8")
        for path, content in contents.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    except OSError as err:
        raise InputError(f"the folder cannot be written: {err.strerror}", where=str(folder)) from err
    return folder / archive if archive else folder


def _content(client: str, path: str, address: str) -> bytes | None:
    """Return a file of a client as it is served or unpacked, None where there is none."""
    if path in _MADE:
        return _MADE[path](address)
    here = files("msgcheck.clients")
    parts = path.split("/")
    file = (here / client if parts[0] != _SHARED else here).joinpath(*parts)
    if not file.is_file():
        return None
    data = file.read_bytes()
    return _filled(data, address) if parts[-1] in _MANIFESTS else data


def _paths(folder: Traversable, before: str = "") -> Iterator[str]:
    """Return the paths of all files below a folder of the package; Python's own are not for clients."""
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        path = before + item.name
        if item.is_dir() and item.name != "__pycache__":
            yield from _paths(item, f"{path}/")
        elif item.is_file() and _SAFE_NAME.fullmatch(path) and not path.endswith((".py", ".pyc")):
            yield path


def _filled(data: bytes, address: str) -> bytes:
    """Return a manifest with its placeholders filled in; one that is not known is our own mistake."""
    values = _values(address)
    return _PLACEHOLDER.sub(lambda match: values[match[1]], data.decode()).encode()


def _values(address: str) -> dict[str, str]:
    """Return what placeholders stand for.

    Raises:
        InputError: the address is none.
    """
    from msgcheck import __version__

    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    except (ValueError, KeyError) as err:
        raise _no_address(address) from err
    host = parts.hostname or ""
    if not _HOST.fullmatch(host) or parts.path.strip("/") or parts.query or parts.fragment:
        raise _no_address(address)
    shown_host = f"[{host}]" if ":" in host else host
    return {
        "address": f"{parts.scheme}://{shown_host}:{port}",
        "scheme": parts.scheme,
        "host": shown_host,
        "port": str(port),
        "version": __version__,
    }


def _no_address(address: str) -> InputError:
    return InputError("this is no address of a service", where=address, hint=f"such as {DEFAULT_ADDRESS}")


def _address_script(address: str) -> bytes:
    """Return the script that tells a client where the service listens."""
    return _script(f"msgcheck.address = {json.dumps(_values(address)['address'])};")


def _styles_script(_address: str) -> bytes:
    """Return the panel's styles as a script."""
    css = (files("msgcheck.clients") / _SHARED / "panel.css").read_text(encoding="utf-8")
    return _script(f"msgcheck.panelStyles = {json.dumps(css)};")


def _script(line: str) -> bytes:
    return f'"use strict";\nglobalThis.msgcheck ??= {{}};\n{line}\n'.encode()


_MADE = {f"{_SHARED}/address.js": _address_script, f"{_SHARED}/panel_styles.js": _styles_script}


def _archive(contents: dict[str, bytes]) -> bytes:
    """Return the files as a zip whose bytes depend on nothing but them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(path, date_time=_ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def _clear(folder: Path) -> None:
    """Take away what an earlier call wrote.

    Raises:
        InputError: the folder holds other things, or is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError("this is a file", where=str(folder), hint="name a new folder")
    present = (
        {item for item in folder.rglob("*") if item.is_symlink() or not item.is_dir()} if folder.is_dir() else set()
    )
    ours = {folder / path for path in _written(folder / _MARK)} | {folder / _MARK}
    others = sorted(str(item.relative_to(folder)) for item in present - ours)
    if others:
        raise InputError(
            f"the folder holds other things: {', '.join(others[:3])}{' ...' if len(others) > 3 else ''}",
            where=str(folder),
            hint="name a new or an empty folder",
        )
    for item in present:
        item.unlink()


def _written(mark: Path) -> tuple[str, ...]:
    """Return the files that an earlier call wrote; none where it left no mark."""
    try:
        written = json.loads(mark.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return tuple(path for path in written if isinstance(path, str)) if isinstance(written, list) else ()
