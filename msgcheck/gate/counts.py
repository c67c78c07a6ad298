"""How often what happened, by month: no sender, no recipient, no subject, no text.

Counting goes on in memory and is added to a small file now and then. What could not be written, as on a full disk, is
written later; several gates may share the file.
"""

from __future__ import annotations

import json
import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from msgcheck.errors import InputError, StoreError
from msgcheck.findings.whole_file import replace_file
from msgcheck.gate.outcome import Happened, Outcome
from msgcheck.state_folder import state_folder

_log = logging.getLogger(__name__)

SCHEMA = "msgcheck.gate-counts/1"
_FILE = "gate-counts.json"
_LOCK_TIMEOUT_S = 2.0
_MOST_FILE_BYTES = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class MailCount:
    """What became of mails in a month; the number of them is counted."""

    month: str
    """As 2026-11."""
    happened: Happened


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class RaisedCount:
    """What was found in mails of a month; the number of them is counted, not how often one mail says it."""

    month: str
    code: str
    message_id: str
    happened: Happened


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of mails."""

    mails: Counter[MailCount]
    raised: Counter[RaisedCount]

    @classmethod
    def none(cls) -> Counts:
        """Return that nothing was counted."""
        return cls(Counter(), Counter())

    def add(self, other: Counts) -> None:
        """Add what was counted elsewhere."""
        self.mails.update(other.mails)
        self.raised.update(other.raised)


def counts_path() -> Path:
    """Return where the counts of this machine stand; the file need not exist."""
    return state_folder() / _FILE


def read_counts(path: Path) -> Counts:
    """Return what a file of counts holds; nothing where there is none.

    Raises:
        InputError: it cannot be read, or is no such file.
    """
    try:
        if path.stat().st_size > _MOST_FILE_BYTES:
            raise InputError("this is no file of counts: it is too large", where=str(path))
        return _counts(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Counts.none()
    except OSError as err:
        raise InputError(f"the counts cannot be read: {err.strerror or err}", where=str(path)) from err
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as err:
        raise InputError("this is no file of counts", where=str(path), hint="move it away; a new one is begun") from err


def counts_object(counts: Counts, *, month: str = "") -> dict[str, Any]:
    """Return counts as they are written, sorted.

    Args:
        counts: what was counted.
        month: of this month only; empty for all.
    """
    return {
        "schema": SCHEMA,
        "mails": [
            {"month": one.month, "happened": one.happened.value, "count": number}
            for one, number in sorted(counts.mails.items())
            if month in {"", one.month}
        ],
        "raised": [
            {
                "month": one.month,
                "code": one.code,
                "message_id": one.message_id,
                "happened": one.happened.value,
                "count": number,
            }
            for one, number in sorted(counts.raised.items())
            if month in {"", one.month}
        ],
    }


class Counting:
    """Counts in memory, and adds that to the file when told; may be used from several threads.

    Args:
        path: the file.
        today: the day that it is.
    """

    def __init__(self, path: Path, *, today: Callable[[], date]) -> None:
        self._path = path
        self._today = today
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._unwritten = Counts.none()
        self._complained = False

    def note(self, outcome: Outcome) -> None:
        """Count what became of a mail."""
        month = f"{self._today():%Y-%m}"
        with self._lock:
            self._unwritten.mails[MailCount(month=month, happened=outcome.happened)] += 1
            for raised in outcome.raised:
                happened = outcome.happened
                if not happened.passed and raised not in outcome.because:
                    happened = Happened.FOUND
                key = RaisedCount(month=month, code=raised.code, message_id=raised.message_id, happened=happened)
                self._unwritten.raised[key] += 1

    def write(self) -> None:
        """Add to the file what was counted since; where that fails it is kept for the next time, and said once."""
        with self._writing:
            with self._lock:
                batch, self._unwritten = self._unwritten, Counts.none()
            if not batch.mails:
                return
            try:
                self._add_to_file(batch)
            except (InputError, StoreError, OSError, Timeout) as err:
                with self._lock:
                    self._unwritten.add(batch)
                if not self._complained:
                    _log.warning("counts cannot be written, and are kept in memory: %s", err)
                self._complained = True
            else:
                self._complained = False

    def _add_to_file(self, batch: Counts) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._path.with_suffix(".lock"), timeout=_LOCK_TIMEOUT_S):
            counts = self._written()
            counts.add(batch)
            replace_file(self._path, json.dumps(counts_object(counts), indent=1) + "\n", mode=0o600)

    def _written(self) -> Counts:
        """Return what the file holds; one that cannot be understood is moved aside, so that none is lost."""
        try:
            return read_counts(self._path)
        except InputError as err:
            _log.warning("the counts are begun anew, and the old file is kept as %s.unreadable: %s", _FILE, err)
            self._path.replace(self._path.with_name(f"{_FILE}.unreadable"))
            return Counts.none()


def _counts(written: Any) -> Counts:
    if written["schema"] != SCHEMA:
        raise ValueError(written["schema"])
    mails: Counter[MailCount] = Counter()
    for row in _rows(written["mails"]):
        mails[MailCount(month=str(row["month"]), happened=Happened(row["happened"]))] += int(row["count"])
    raised: Counter[RaisedCount] = Counter()
    for row in _rows(written["raised"]):
        key = RaisedCount(
            month=str(row["month"]),
            code=str(row["code"]),
            message_id=str(row["message_id"]),
            happened=Happened(row["happened"]),
        )
        raised[key] += int(row["count"])
    return Counts(mails, raised)


def _rows(written: Any) -> Iterable[dict[str, Any]]:
    if not isinstance(written, list):
        raise TypeError("a list is needed")
    return written
