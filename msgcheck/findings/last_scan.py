"""The last report, kept on this machine so that a finding can be named by the start of its fingerprint.

It lies in the platform's data folder (or `MSGCHECK_STATE_DIR`), readable by its owner only. Sentences of
mail, and of what lies inside a mail, are not kept, nor single words of them: of them only changed figures, the
place and the fingerprint stay. Where no words are to be kept at all, it is so with all documents.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from msgcheck.errors import InputError, StoreError
from msgcheck.findings.whole_file import replace_file
from msgcheck.record_json import report_from_json, report_to_json
from msgcheck.records import DocumentId, DocumentSummary, Finding, Report
from msgcheck.state_folder import state_folder
from msgcheck.wordless import without_words

_log = logging.getLogger(__name__)
_MAIL_FORMATS = frozenset({"eml", "msg", "mbox"})
_FILE = "last-scan.json"
_MIN_PREFIX = 4
_TAG = "mc1:"


def keep_last_scan(report: Report, *, words: bool = True) -> Path | None:
    """Write the report, without the sentences of mail, as the last scan and return its path.

    A folder that cannot be written never ends a scan: None is returned and a warning logged.

    Args:
        report: of the scan.
        words: False keeps the sentences of decks and documents neither.
    """
    folder = state_folder()
    path = folder / _FILE
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = without_mail_text(report) if words else _without_text(report, _all_documents(report))
        replace_file(path, report_to_json(kept), mode=0o600)
    except (OSError, StoreError) as err:
        _log.warning("the last scan is not kept, so explain, accept and silence need --report: %s", err)
        return None
    return path


def read_last_scan() -> Report:
    """Return the report of the last scan on this machine.

    Raises:
        InputError: there is none yet; the hint says how to make one.
    """
    path = state_folder() / _FILE
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as err:
        raise InputError(
            "There is no last scan on this machine.", hint="run msgcheck scan first, or give --report FILE.json"
        ) from err
    return report_from_json(text, where=str(path))


def forget_last_scan() -> None:
    """Remove the last scan, if there is one.

    Raises:
        StoreError: it cannot be removed.
    """
    path = state_folder() / _FILE
    try:
        path.unlink(missing_ok=True)
    except OSError as err:
        raise StoreError(
            f"the last scan cannot be removed: {err.strerror or err}", where=str(path), hint="remove it by hand"
        ) from err


def forget_words_of_last_scan(documents: Collection[DocumentId], *, before: date) -> None:
    """Take the words of some documents out of the last scan; one from before a day, or damaged, is removed.

    Raises:
        StoreError: it cannot be written.
    """
    path = state_folder() / _FILE
    if not path.is_file():
        return
    try:
        report = read_last_scan()
    except InputError:
        forget_last_scan()
        return
    if report.created.date() < before:
        forget_last_scan()
    elif (bare := _without_text(report, documents)) != report:
        replace_file(path, report_to_json(bare), mode=0o600)


def read_report(path: Path) -> Report:
    """Return the report in a JSON file.

    Raises:
        InputError: the file cannot be read or is no report.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as err:
        raise InputError("This report cannot be read.", where=str(path)) from err
    return report_from_json(text, where=str(path))


def without_mail_text(report: Report) -> Report:
    """Return the report without the words of mail and of what lies inside a mail; decks and documents keep theirs.

    Themes that no approved line covers are words of all documents together: they stay only where none is mail.
    """
    return _without_text(report, _mails(report.documents))


def _without_text(report: Report, documents: Collection[DocumentId]) -> Report:
    """Return the report without the words of some documents, nor themes where it has one of them."""
    without = _all_documents(report).intersection(documents)
    return replace(
        report,
        findings=tuple(
            without_words(finding) if finding.document in without else finding for finding in report.findings
        ),
        not_judged=tuple(
            replace(entry, text="") if entry.document in without else entry for entry in report.not_judged
        ),
        uncovered=() if without else report.uncovered,
    )


def _all_documents(report: Report) -> frozenset[DocumentId]:
    return frozenset(
        [summary.id for summary in report.documents]
        + [finding.document for finding in report.findings]
        + [entry.document for entry in report.not_judged]
    )


def _mails(documents: Sequence[DocumentSummary]) -> frozenset[DocumentId]:
    """Return the ids of mail and of everything inside it."""
    parents = {document.id: document.parent for document in documents}
    mails = {document.id for document in documents if document.format in _MAIL_FORMATS}

    def inside_mail(id_: DocumentId | None) -> bool:
        seen: set[DocumentId] = set()
        while id_ is not None and id_ not in seen:
            if id_ in mails:
                return True
            seen.add(id_)
            id_ = parents.get(id_)
        return False

    return frozenset(filter(inside_mail, parents))


def find_finding(report: Report, prefix: str) -> Finding:
    """Return the finding whose fingerprint starts with `prefix`, in the first document that has it.

    Raises:
        InputError: the prefix is too short, unknown, or starts more than one fingerprint.
    """
    return find_findings(report, prefix)[0]


def find_findings(report: Report, prefix: str) -> tuple[Finding, ...]:
    """Return the finding whose fingerprint starts with `prefix`, given with or without its `mc1:`, by document.

    Raises:
        InputError: the prefix is too short, unknown, or starts more than one fingerprint.
    """
    digits = prefix.strip().lower().removeprefix(_TAG)
    if len(digits) < _MIN_PREFIX:
        raise InputError(
            f'"{prefix}" is too short for a finding.', hint=f"give at least {_MIN_PREFIX} digits of its fingerprint"
        )
    found = [finding for finding in report.findings if finding.fingerprint.removeprefix(_TAG).startswith(digits)]
    fitting = {finding.fingerprint for finding in found}
    if not fitting:
        raise InputError(
            f'No finding of this scan starts with "{prefix}".',
            hint="fingerprints stand in the JSON report; name another scan with --report FILE.json",
        )
    if len(fitting) > 1:
        raise InputError(f'{len(fitting)} findings start with "{prefix}".', hint="give more digits of the fingerprint")
    return tuple(found)
