"""Old and open Office formats, converted by LibreOffice where it is installed.

LibreOffice runs without a window, in a throw-away profile that runs no macro and loads nothing from
elsewhere, for a limited time, after which it is stopped with all it started. What it makes is read like
any other deck or text, and called by the format it was in.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from msgcheck.errors import DocumentError, MissingDependency
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.records import Document, ReadResult

_LOGGER = logging.getLogger(__name__)

_TARGETS = {
    "ppt": "pptx", "pps": "pptx", "pot": "pptx", "odp": "pptx", "otp": "pptx",
    "doc": "docx", "dot": "docx", "odt": "docx", "ott": "docx",
}  # fmt: skip
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_INSTALL_HINT = (
    "install LibreOffice: apt-get install libreoffice-impress-nogui libreoffice-writer-nogui, or libreoffice.org"
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""
_DEAD_PROXY = "http://127.0.0.1:9"
"""Nothing listens there, so that what the settings above do not stop is not fetched either."""
_SECONDS_TO_DIE = 5.0


class LibreOfficeReader:
    """Reads .ppt, .odp, .doc and .odt by having LibreOffice convert them."""

    formats = tuple(_TARGETS)

    def accepts(self, info: FileInfo, head: bytes) -> bool:  # noqa: ARG002 - old and new Word share a signature with others
        """Return whether the file is one that LibreOffice is asked for, by name."""
        return info.suffix in _TARGETS

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:
        """Return the document, then what lies inside it.

        Raises:
            MissingDependency: LibreOffice is not installed; the hint says what to install.
            DocumentError: LibreOffice cannot read the file, or not in time.
        """
        target = _TARGETS[info.suffix]
        converted = _converted(data, info.suffix, target, timeout_s=info.limits.timeout_s)
        for result in nested(converted, replace(info, name=f"{info.name}.{target}")):
            itself = result.id == info.id
            yield replace(result, format=info.suffix) if itself and isinstance(result, Document) else result


def find_libreoffice() -> str | None:
    """Return the path of the LibreOffice program, or None where it is not installed."""
    found = (shutil.which(name) for name in _PROGRAMS)
    installed = (place for place in _PLACES if Path(place).is_file())
    return next((path for path in (*found, *installed) if path), None)


def _converted(data: bytes, suffix: str, target: str, *, timeout_s: float) -> bytes:
    """Return the file that LibreOffice makes of `data`."""
    program = find_libreoffice()
    if program is None:
        raise MissingDependency(f"a .{suffix} file needs LibreOffice, which is not installed", hint=_INSTALL_HINT)
    with tempfile.TemporaryDirectory(prefix="msgcheck-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        source = place / f"document.{suffix}"
        source.write_bytes(data)
        settings = place / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        _run(_command(program, place, source, target), place, timeout_s=timeout_s)
        made = place / "out" / f"document.{target}"
        if not made.is_file():
            raise DocumentError("LibreOffice cannot open it: it is damaged or encrypted with a password")
        return made.read_bytes()


def _command(program: str, place: Path, source: Path, target: str) -> list[str]:
    return [
        program,
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nofirststartwizard",
        "--convert-to",
        target,
        "--outdir",
        str(place / "out"),
        str(source),
    ]


def _run(command: list[str], place: Path, *, timeout_s: float) -> None:
    """Run LibreOffice in a process group of its own, and end the whole group when its time is over."""
    environment = {**os.environ, "http_proxy": _DEAD_PROXY, "https_proxy": _DEAD_PROXY, "HOME": str(place)}
    try:
        process = subprocess.Popen(
            command,
            cwd=place,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as err:
        raise MissingDependency(f"LibreOffice cannot be started: {err.strerror or err}", hint=_INSTALL_HINT) from err
    try:
        code = process.wait(timeout=timeout_s)
    except subprocess.TimeoutExpired as err:
        raise DocumentError(f"LibreOffice did not finish within {timeout_s:g} seconds") from err
    finally:
        _end_group(process)
    _LOGGER.debug("LibreOffice ended with %d", code)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it left running."""
    try:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except (ProcessLookupError, PermissionError):
        pass  # all of it has ended by itself
    try:
        process.wait(timeout=_SECONDS_TO_DIE)
    except subprocess.TimeoutExpired:
        _LOGGER.warning("LibreOffice (process %d) does not end", process.pid)
