"""What tells, without reading them, whether the files changed that every answer depends on; quick to import."""

from __future__ import annotations

from msgcheck.config import Settings

Stamp = tuple[tuple[str, int, int], ...]
"""(path, time of change in ns, bytes) of every file."""

_MESSAGING = frozenset({".yaml", ".yml"})


def stamp_of(settings: Settings) -> Stamp:
    """Return the stamp of the messaging, the accounts and the calibration that settings name."""
    messaging = settings.messaging
    files = sorted(messaging.rglob("*")) if messaging.is_dir() else [messaging]
    wanted = [file for file in files if file.suffix.lower() in _MESSAGING]
    wanted += [file for file in (settings.accounts, settings.calibration) if file is not None]
    stamps: list[tuple[str, int, int]] = []
    for file in wanted:
        try:
            status = file.stat()
        except OSError:
            continue  # removed meanwhile
        stamps.append((str(file), status.st_mtime_ns, status.st_size))
    return tuple(stamps)
