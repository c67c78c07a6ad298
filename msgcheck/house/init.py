"""Starts a messaging folder: from a commented example, from an exported workbook, or from existing copy."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from msgcheck.errors import InputError
from msgcheck.house.copy_import import Proposed, propose_from_document, propose_from_tables
from msgcheck.house.proposals import make_id
from msgcheck.house.sections import Sections
from msgcheck.house.tables import Table, read_csv, read_workbook
from msgcheck.house.workbook_import import is_export, sections_from
from msgcheck.house.yaml_writer import yaml_text
from msgcheck.identity import normalised

PLACEHOLDER_COMPANY = "Your company"
STARTER_COMPANY = "Example Ltd"
"""Who the commented example is about."""
_FILE_OF = {
    "messages": "messages.yaml",
    "retired": "retired.yaml",
    "never_say": "never_say.yaml",
    "internal_only": "internal.yaml",
}
_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm")
_TABLES = (".csv", ".tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What `init` has made."""

    written: tuple[Path, ...]
    messages: int
    """How many messages were proposed; 0 for the commented example."""
    notes: tuple[str, ...]
    """What was left out of the copy, and why."""


def init_folder(folder: Path, *, source: Path | None = None, company: str = "") -> Started:
    """Start a messaging folder; nothing that is there is ever changed.

    Args:
        folder: made where it does not exist.
        source: exported workbook, table or document with existing copy; None writes a commented example.
        company: name of the company; a placeholder where it is not known.

    Raises:
        InputError: a file to be written is there already, or cannot be written.
        DocumentError: the copy cannot be read, or holds no wording.
    """
    if source is None:
        files = {name: _starter(name) for name in ("company.yaml", "messages.yaml", *_EXTRA)}
        if company:
            named = yaml_text({"company": [{"name": company}]}).partition("name: ")[2].strip()
            files["company.yaml"] = files["company.yaml"].replace(STARTER_COMPANY, named, 1)
        return _write(folder, files)
    tables = _tables(source)
    if tables is not None and is_export(tables):
        sections, notes = sections_from(tables)
        return _write(folder, _files_of_export(sections, source), len(sections.get("messages", [])), notes)
    existing = _existing(folder)
    proposed = Proposed(taken=set(existing.ids), known=set(existing.texts))
    if tables is not None:
        propose_from_tables(tables, proposed, where=source)
    else:
        _propose_from_any_document(source, proposed)
    if not proposed.messages:
        raise InputError(
            "nothing in it reads like a message", where=str(source), hint="a message has four words or more"
        )
    files = _files_of_proposal(proposed, source, company, existing)
    return _write(folder, files, len(proposed.messages), tuple(proposed.notes))


_EXTRA = ("internal.yaml", "msgcheck.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Existing:
    """What a folder holds before copy is added to it."""

    ids: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    pillars: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    started: bool = False


def _existing(folder: Path) -> _Existing:
    from msgcheck.messaging.load import load_messaging

    if not folder.is_dir() or not any(folder.glob("*.y*ml")):
        return _Existing()
    messaging = load_messaging(folder)
    entries = [(message.id, message.text) for message in messaging.messages]
    entries += [(retired.id, retired.text) for retired in messaging.retired]
    entries += [(never.id, never.text) for never in messaging.never_say]
    entries += [(inside.id, inside.text) for inside in messaging.internal_only]
    return _Existing(
        ids=frozenset(entry_id for entry_id, _ in entries),
        texts=frozenset(normalised(text) for _, text in entries),
        pillars=frozenset(pillar.id for pillar in messaging.pillars),
        products=frozenset(name for product in messaging.products for name in (product.name, *product.aliases)),
        started=True,
    )


def _tables(source: Path) -> tuple[Table, ...] | None:
    """Return the tables of a workbook or CSV file, None for any other document."""
    suffix = source.suffix.lower()
    if suffix in _WORKBOOKS:
        return read_workbook(source)
    return (read_csv(source),) if suffix in _TABLES else None


def _propose_from_any_document(source: Path, proposed: Proposed) -> None:
    from msgcheck.reading.dispatch import read_paths
    from msgcheck.records import Skipped

    for result in read_paths([source]):
        if isinstance(result, Skipped):
            raise InputError(f"cannot be read: {result.reason}", where=str(source))
        propose_from_document(result, proposed)


def _files_of_export(sections: Sections, source: Path) -> dict[str, str]:
    """Return the files an exported workbook becomes: one for each of the larger sections."""
    comment = f"From {source.name}."
    about_us = {name: entries for name, entries in sections.items() if name not in _FILE_OF}
    files = {"company.yaml": yaml_text(about_us, comment=comment)}
    for section, name in _FILE_OF.items():
        if sections.get(section):
            files[name] = yaml_text({section: sections[section]}, comment=comment)
    return {**{name: _starter(name) for name in _EXTRA}, **files}


def _files_of_proposal(proposed: Proposed, source: Path, company: str, existing: _Existing) -> dict[str, str]:
    """Return the files for proposed messages; company and settings only where there is no messaging yet."""
    sections = proposed.sections()
    for section, key, known in (("products", "name", existing.products), ("pillars", "id", existing.pillars)):
        new = [entry for entry in sections.pop(section, []) if entry[key] not in known]
        if new:
            sections = {section: new, **sections}
    internal = sections.pop("internal_only", [])
    comment = f"Proposed from {source.name}: look through ids, types and owners, and delete what is not approved."
    if existing.started:
        if internal:
            sections["internal_only"] = internal
        return {f"{make_id(source.stem, ())}.yaml": yaml_text(sections, comment=comment)}
    files = {
        "company.yaml": yaml_text({"company": [{"name": company or PLACEHOLDER_COMPANY}]}, comment="Who we are."),
        "proposed.yaml": yaml_text(sections, comment=comment),
        **{name: _starter(name) for name in _EXTRA},
    }
    if internal:
        files["internal.yaml"] = yaml_text(
            {"internal_only": internal}, comment="Keep this where only its owners see it."
        )
    return files


def _starter(name: str) -> str:
    return resources.files("msgcheck.house").joinpath("starter", name).read_text(encoding="utf-8")


def _write(folder: Path, files: dict[str, str], messages: int = 0, notes: tuple[str, ...] = ()) -> Started:
    """Write all files or none."""
    there = [folder / name for name in files if (folder / name).exists()]
    if there:
        raise InputError(
            f"there already: {', '.join(map(str, there))}; nothing was written",
            hint="choose another folder, or move the file away",
        )
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                written.append(folder / name)
                file.write(text)
    except OSError as err:
        for path in written:
            with contextlib.suppress(OSError):
                path.unlink()
        raise InputError(f"cannot be written: {err.strerror}", where=str(folder)) from err
    return Started(written=tuple(written), messages=messages, notes=notes)
