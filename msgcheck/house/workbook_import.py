"""A workbook written by `messaging export` -> the sections it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgcheck.house.sections import Entry, Plain, Sections
from msgcheck.house.sheets import Sheet, cell_value, sheets
from msgcheck.house.tables import Table


def is_export(tables: Iterable[Table]) -> bool:
    """Return whether a workbook has the sheets and heads that an export has."""
    by_name = {table.name: table for table in tables}
    messages = by_name.get("messages")
    if messages is None or "company" not in by_name or not messages.rows:
        return False
    return {"id", "type", "text"} <= set(messages.rows[0])


def sections_from(tables: Iterable[Table]) -> tuple[Sections, tuple[str, ...]]:
    """Return the sections of an exported workbook, and notes on what was left out."""
    by_name = {table.name: table for table in tables}
    sections: Sections = {}
    notes: list[str] = []
    for sheet in sheets():
        table = by_name.pop(sheet.name, None)
        if table is None or len(table.rows) < 2:
            continue
        heads = table.rows[0]
        known = {column.head for column in sheet.columns} | {sheet.parent}
        notes.extend(
            f"sheet '{sheet.name}': column '{head}' is not known" for head in heads if head not in known | {""}
        )
        for row in table.rows[1:]:
            cells = dict(zip(heads, row, strict=True))
            entry = _entry(cells, sheet)
            if not sheet.inner:
                sections.setdefault(sheet.section, []).append(entry)
            elif not _put_inside(sections.get(sheet.section, []), cells, entry, sheet):
                notes.append(f"sheet '{sheet.name}': there is no {sheet.parent} '{cells.get(sheet.parent, '')}'")
    notes.extend(f"sheet '{name}' is not known" for name in by_name)
    return sections, tuple(notes)


def _entry(cells: Mapping[str, str], sheet: Sheet) -> Entry:
    entry: Entry = {}
    for column in sheet.columns:
        text = cells.get(column.head, "")
        if not text:
            continue
        inside = entry
        *path, name = column.head.split(".")
        for part in path:
            deeper = inside.setdefault(part, {})
            inside = deeper if isinstance(deeper, dict) else {}
        inside[name] = cell_value(text, column.key)
    return entry


def _put_inside(entries: Sequence[Entry], cells: Mapping[str, str], inner: Entry, sheet: Sheet) -> bool:
    """Put an entry into the one it belongs to; return whether that one was found."""
    for entry in entries:
        if entry.get(sheet.parent_key) == cells.get(sheet.parent):
            inside: Plain = entry.setdefault(sheet.inner, [])
            if isinstance(inside, list):
                inside.append(inner)
            return True
    return False
