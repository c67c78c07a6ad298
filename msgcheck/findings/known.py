"""What is known already: the findings of an earlier report, and those that people silenced.

A finding is known if its fingerprint agrees and either the document's content or its path does, so that a
renamed deck keeps its silences and an edited one too, but the same words in another deck are new. A silence
may be for all documents. Silences stand in `msgcheck-silences.yaml`, which people may edit and comment.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from msgcheck.errors import InputError, Mistake
from msgcheck.findings.last_scan import read_report
from msgcheck.findings.whole_file import replace_file
from msgcheck.records import Finding, Report

SILENCES_FILE = "msgcheck-silences.yaml"
ACCEPTED = "accepted as saying the same"
"""The reason of a silence that `msgcheck accept` adds: the wording is on message."""
_HEAD = "# Findings that need not be raised again. `msgcheck silence` and `msgcheck accept` add to this file.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """One finding that need not be raised."""

    fingerprint: str
    document: str = ""
    """Content fingerprint of the document it was found in."""
    path: str = ""
    reason: str = ""
    until: date | None = None
    """The last day it counts; None for good."""
    all_documents: bool = False
    """Whether the same words are silenced wherever they stand."""


def silence_of(finding: Finding, *, reason: str, until: date | None, all_documents: bool = False) -> Silence:
    """Return the silence that makes this finding known."""
    return Silence(
        fingerprint=finding.fingerprint,
        document=finding.document_fingerprint,
        path=_plain_path(finding.document),
        reason=reason,
        until=until,
        all_documents=all_documents,
    )


def read_baseline(path: Path) -> tuple[Silence, ...]:
    """Return the findings of an earlier JSON report as what is known from then on.

    Raises:
        InputError: the file cannot be read or is no report.
    """
    report = read_report(path)
    return tuple(silence_of(finding, reason="baseline", until=None) for finding in report.findings)


def matches(silence: Silence, finding: Finding, *, day: date) -> bool:
    """Return whether a silence makes this finding known on this day."""
    if silence.fingerprint != finding.fingerprint or (silence.until is not None and silence.until < day):
        return False
    same_content = bool(silence.document) and silence.document == finding.document_fingerprint
    same_path = bool(silence.path) and _plain_path(silence.path) == _plain_path(finding.document)
    return silence.all_documents or same_content or same_path


def outlasting(silences: Iterable[Silence], finding: Finding, *, day: date, until: date | None) -> Silence | None:
    """Return a silence that makes a finding known from one day to another, for good where that is None, if any does."""
    return next(
        (
            silence
            for silence in silences
            if matches(silence, finding, day=day)
            and (silence.until is None or (until is not None and until <= silence.until))
        ),
        None,
    )


def is_accepted(finding: Finding, silences: Iterable[Silence], *, day: date) -> bool:
    """Return whether people accepted the wording of a finding as saying what its message says."""
    return any(silence.reason == ACCEPTED and matches(silence, finding, day=day) for silence in silences)


def apply_known(
    report: Report, *, baseline: Sequence[Silence] | None, silences: Sequence[Silence], today: date
) -> Report:
    """Return the report with what is known marked.

    What stands in the baseline stays and is marked; what was silenced is taken out and counted.
    """
    known, silenced = _by_fingerprint(baseline or ()), _by_fingerprint(silences)
    kept = []
    for finding in report.findings:
        if any(matches(silence, finding, day=today) for silence in silenced.get(finding.fingerprint, ())):
            continue
        in_baseline = any(matches(entry, finding, day=today) for entry in known.get(finding.fingerprint, ()))
        kept.append(replace(finding, known=True) if in_baseline else finding)
    return replace(report, findings=tuple(kept), silenced=report.silenced + len(report.findings) - len(kept))


def read_silences(path: Path) -> tuple[Silence, ...]:
    """Return the silences in a file; none where it does not exist.

    Raises:
        InputError: the file cannot be read; the message lists every mistake as `path:line:column: what`.
    """
    if not path.exists():
        return ()
    entries = _entries(_parsed(path), path)
    mistakes: list[Mistake] = []
    silences = []
    for index, entry in enumerate(entries):
        problem = _problem(entry)
        if problem:
            line, column = entries.lc.item(index)
            mistakes.append(Mistake(path=str(path), line=line + 1, column=column + 1, what=problem))
        else:
            silences.append(_silence(entry))
    if mistakes:
        raise InputError("\n".join(str(mistake) for mistake in mistakes))
    return tuple(silences)


def add_silence(path: Path, silence: Silence) -> None:
    """Add a silence to the file, in place of an earlier one of the same finding; comments and order stay.

    Raises:
        InputError: the file that is there cannot be read.
        StoreError: it cannot be written.
    """
    read_silences(path)  # refuse to add to a file with mistakes
    root = _parsed(path) if path.exists() else None
    if root is None:
        root = CommentedMap(silences=CommentedSeq())
        head = _HEAD
    else:
        head = ""
    entries = _entries(root, path)
    entry = _mapping(silence)
    for other in entries:
        if (other.get("fingerprint"), other.get("path", "")) == (silence.fingerprint, silence.path):
            for key in ("until", "all_documents"):
                other.pop(key, None)
            other.update(entry)
            break
    else:
        entries.append(entry)
    out = io.StringIO()
    _yaml().dump(root, out)
    replace_file(path, head + out.getvalue())


def _by_fingerprint(silences: Iterable[Silence]) -> dict[str, list[Silence]]:
    index: dict[str, list[Silence]] = {}
    for silence in silences:
        index.setdefault(silence.fingerprint, []).append(silence)
    return index


def _plain_path(path: str) -> str:
    return posixpath.normpath(path.replace("\\", "/")) if path else ""


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    return yaml


def _parsed(path: Path) -> Any:
    try:
        return _yaml().load(path.read_text(encoding="utf-8"))
    except YAMLError as err:
        mark = getattr(err, "problem_mark", None)
        where = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark is not None else str(path)
        raise InputError("This is not YAML.", where=where, hint="mend the line or move the file away") from err
    except (OSError, UnicodeDecodeError) as err:
        raise InputError("This file cannot be read as UTF-8 text.", where=str(path)) from err


def _entries(root: Any, path: Path) -> CommentedSeq:
    """Return the list under `silences`, made where the file is empty."""
    if isinstance(root, CommentedMap) and set(root) == {"silences"}:
        if root["silences"] is None:
            root["silences"] = CommentedSeq()
        if isinstance(root["silences"], CommentedSeq):
            return root["silences"]
    if root is None:
        return CommentedSeq()
    raise InputError('The file has to hold one key, "silences", with a list under it.', where=f"{path}:1:1")


def _problem(entry: Any) -> str:
    """Return what is wrong with one entry and how to mend it, or ""."""
    if not isinstance(entry, CommentedMap):
        return "a silence is a mapping with fingerprint, document, path, reason and until"
    allowed = {field.name for field in fields(Silence)}
    unknown = sorted(str(key) for key in entry if key not in allowed)
    if unknown:
        return f'unknown key "{unknown[0]}"; use {", ".join(sorted(allowed))}'
    if not isinstance(entry.get("fingerprint"), str) or not entry["fingerprint"]:
        return 'the key "fingerprint" is missing; it stands in the JSON report'
    until = entry.get("until")
    if until is not None and (not isinstance(until, date) or isinstance(until, datetime)):
        return f'"until" has to be a day such as 2027-03-31, not "{until}"'
    if not isinstance(entry.get("all_documents", False), bool):
        return '"all_documents" has to be true or false'
    texts = ("document", "path", "reason")
    wrong = [key for key in texts if not isinstance(entry.get(key) or "", str)]
    return f'"{wrong[0]}" has to be text; put it in quotes' if wrong else ""


def _silence(entry: CommentedMap) -> Silence:
    return Silence(
        fingerprint=str(entry["fingerprint"]),
        document=str(entry.get("document") or ""),
        path=str(entry.get("path") or ""),
        reason=str(entry.get("reason") or ""),
        until=entry.get("until"),
        all_documents=bool(entry.get("all_documents", False)),
    )


def _mapping(silence: Silence) -> CommentedMap:
    entry = CommentedMap(
        fingerprint=silence.fingerprint, document=silence.document, path=silence.path, reason=silence.reason
    )
    if silence.until is not None:
        entry["until"] = silence.until
    if silence.all_documents:
        entry["all_documents"] = True
    return entry
