"""Whether two processes would judge a draft alike: the same msgcheck with the same settings, to the last threshold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from msgcheck import __version__
from msgcheck.config import Settings
from msgcheck.identity import tagged_hash
from msgcheck.presend.stamps import Stamp


def agreement_of(settings: Settings, stamp: Stamp) -> str:
    """Return a hash that is equal where version and all settings are, and the files they name as they are now.

    Args:
        settings: of a process.
        stamp: of the messaging that is in force in it.
    """
    # Settings are frozen values of texts, numbers and paths, so that their repr says all of them. A check keeps
    # nothing, so it does not matter where.
    return tagged_hash("settings", f"{__version__}\0{_folder(settings)}\0{replace(settings, store='')!r}\0{stamp!r}")


def _folder(settings: Settings) -> str:
    """Return the current folder where it matters: patterns of paths are read from there, too."""
    return str(Path.cwd()) if any("/" in entry.match for entry in settings.documents) else ""
