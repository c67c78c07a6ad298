"""Existing copy -> proposed messages, for somebody to look through.

From a table, each row is a message, or a variant of the row above it with the same id. From any other
document, each paragraph and bullet of some length is a message, and headings say to which theme it belongs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgcheck.errors import DocumentError
from msgcheck.house.copy_columns import find_heads
from msgcheck.house.proposals import guess_type, is_proposal, make_id, named_type, unused
from msgcheck.house.sections import Entry, Plain, Sections
from msgcheck.house.tables import Row, Table
from msgcheck.identity import normalised
from msgcheck.records import BlockKind, Document, Role

_AUDIENCE = ("persona", "segment", "region", "channel", "stage")
_TEXT_KEYS = ("evidence", "owner", "approved_by", "use_when")
_CHANNELS = frozenset({"slide", "email", "short"})
_SPLIT = re.compile(r"\s*[;\n]\s*")
_SECTION_SIGNS = (
    ("internal_only", re.compile(r"\binternal(?:[ _-]only)?\b|\bconfidential\b", re.IGNORECASE)),
    (
        "never_say",
        re.compile(
            r"\bnever[ _-]?say\b|\bdo not (?:say|use)\b|\bdon[’']t (?:say|use)\b|\bforbidden\b|\bbanned\b",
            re.IGNORECASE,
        ),
    ),
    ("retired", re.compile(r"\bretired\b|\bobsolete\b|\boutdated\b|\bold (?:claims|messages|copy)\b", re.IGNORECASE)),
)
_SAID_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.LINE, BlockKind.TABLE_CELL})
_HEAD_KINDS = frozenset({BlockKind.HEADING, BlockKind.TITLE})


@dataclass(slots=True, kw_only=True)
class Proposed:
    """Proposed entries while they are gathered."""

    taken: set[str] = field(default_factory=set)
    """Ids that are in use."""
    messages: list[Entry] = field(default_factory=list)
    retired: list[Entry] = field(default_factory=list)
    never_say: list[Entry] = field(default_factory=list)
    internal_only: list[Entry] = field(default_factory=list)
    products: list[str] = field(default_factory=list)
    pillars: dict[str, str] = field(default_factory=dict)
    """Title -> id."""
    notes: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    """Normalised wordings that are in the messaging or were proposed already."""

    def is_new(self, text: str) -> bool:
        """Return whether this text is not known yet, and take note of it."""
        plain = normalised(text)
        new = plain not in self.known
        self.known.add(plain)
        return new

    def new_id(self, wanted: str, text: str) -> str:
        """Return an unused id: the wanted one if it can be an id, else one made from the text."""
        given = _as_id(wanted)
        made = unused(given, self.taken) if given else make_id(text, self.taken)
        self.taken.add(made)
        return made

    def pillar(self, title: str) -> str:
        """Return the id of a theme, new or known."""
        if title not in self.pillars:
            self.pillars[title] = make_id(title, self.pillars.values())
        return self.pillars[title]

    def sections(self) -> Sections:
        """Return what was gathered as sections of a messaging file; pillars and products first."""
        sections: Sections = {
            "products": [{"name": name} for name in self.products],
            "pillars": [{"id": pillar_id, "title": title} for title, pillar_id in self.pillars.items()],
            "messages": self.messages,
            "retired": self.retired,
            "never_say": self.never_say,
            "internal_only": self.internal_only,
        }
        return {name: entries for name, entries in sections.items() if entries}


def propose_from_tables(tables: Iterable[Table], proposed: Proposed, *, where: Path) -> None:
    """Add the rows of all tables that have a column of wordings.

    Raises:
        DocumentError: no table has such a column; the message names the heads that were found.
    """
    heads_seen: list[str] = []
    found_any = False
    for table in tables:
        found = find_heads(table.rows)
        rows: Sequence[Row]
        if found is not None:
            place, columns = found
            rows = table.rows[place + 1 :]
        elif table.rows and len(table.rows[0]) == 1:
            place, columns, rows = -1, {0: "text"}, table.rows  # one column without a head: it can only be the copy
        else:
            heads_seen.extend(head for head in (table.rows[0] if table.rows else ()) if head)
            continue
        found_any = True
        for number, row in enumerate(rows, place + 2):
            cells = {key: row[column] for column, key in columns.items() if row[column]}
            _add_row(cells, proposed, called=f"{table.name} row {number}")
    if not found_any:
        seen = ", ".join(heads_seen[:12]) or "none"
        raise DocumentError(
            f"no column holds the wording (heads found: {seen})",
            where=str(where),
            hint="head that column `text`, `claim` or `message`",
        )


def propose_from_document(document: Document, proposed: Proposed) -> None:
    """Add the paragraphs and bullets of a document; headings are themes, or say "never say" and the like."""
    section, theme = "messages", ""
    for block in document.blocks:
        text = " ".join(block.text.split())
        if block.role not in {None, Role.OWN} or block.hidden or not text:
            continue
        if block.kind in _HEAD_KINDS:
            section = _section(text)
            theme = text if section == "messages" and block.kind is BlockKind.HEADING else ""
        elif block.kind in _SAID_KINDS and is_proposal(text):
            cells = {"text": text, "status": section.replace("_", " ") if section != "messages" else ""}
            _add_row({**cells, "pillar": theme}, proposed, called=block.location)


def _section(written: str) -> str:
    """Return the section that a heading or a status speaks of, `messages` for all others."""
    return next((section for section, sign in _SECTION_SIGNS if sign.search(written)), "messages")


def _add_row(cells: Mapping[str, str], proposed: Proposed, *, called: str) -> None:
    text = cells.get("text", "")
    last = proposed.messages[-1] if proposed.messages else None
    same_id = last is not None and cells.get("id", "") != "" and _as_id(cells["id"]) == last["id"]
    if last is not None and (same_id or (not text and not cells.get("id"))):
        _add_variants(last, {**cells, "variant": "\n".join(filter(None, (text, cells.get("variant", ""))))})
        return
    if not text:
        if any(cells.values()):
            proposed.notes.append(f"{called}: left out, it has no wording")
        return
    if not proposed.is_new(text):
        proposed.notes.append(f"{called}: left out, this wording is there already")
        return
    section = _section(f"{cells.get('status', '')} {cells.get('type', '')}")
    if section == "messages":
        _add_message(cells, proposed, called)
    else:
        _add_ruled_out(section, cells, proposed, called)


def _add_message(cells: Mapping[str, str], proposed: Proposed, called: str) -> None:
    text = cells["text"]
    written_type = cells.get("type", "")
    message_type = named_type(written_type) if written_type else None
    if written_type and message_type is None:
        proposed.notes.append(f"{called}: type '{written_type}' is not known, guessed '{guess_type(text)}'")
    entry: Entry = {
        "id": proposed.new_id(cells.get("id", ""), text),
        "type": str(message_type or guess_type(text)),
        "text": text,
    }
    if cells.get("pillar"):
        entry["pillar"] = proposed.pillar(cells["pillar"])
    entry.update({key: cells[key] for key in _TEXT_KEYS if cells.get(key)})
    for key in ("valid_from", "valid_until"):
        _put_day(entry, key, cells, proposed, called)
    products = _several(cells.get("applies_to", ""))
    if products:
        proposed.products.extend(name for name in products if name not in proposed.products)
        entry["applies_to"] = [*products]
    if not any(key.startswith("variant") for key in cells):
        entry.update(_audience(cells))
    proposed.messages.append(entry)
    _add_variants(entry, cells)


def _add_variants(entry: Entry, cells: Mapping[str, str]) -> None:
    """Add the variants of a row to its message; persona, segment and region of the row are theirs."""
    written = (text.strip() for text in cells.get("variant", "").split("\n"))
    variants: list[Plain] = [{"text": text, **_audience(cells)} for text in written if text and text != entry["text"]]
    variants += [
        {"text": text, "persona": key.removeprefix("variant:")}
        for key, text in cells.items()
        if key.startswith("variant:") and text
    ]
    if variants:
        known = entry.setdefault("variants", [])
        if isinstance(known, list):
            known.extend(variant for variant in variants if variant not in known)


def _add_ruled_out(section: str, cells: Mapping[str, str], proposed: Proposed, called: str) -> None:
    entry: Entry = {"id": proposed.new_id(cells.get("id", ""), cells["text"]), "text": cells["text"]}
    if section == "retired":
        _put_day(entry, "retired_on", cells, proposed, called)
    if cells.get("because"):
        entry["because"] = cells["because"]
    if section == "internal_only" and cells.get("owner"):
        entry["owner"] = cells["owner"]
    for key in ("replaced_by", "instead"):
        if cells.get(key):
            proposed.notes.append(f"{called}: '{key}' left out, add it once the ids are settled")
    getattr(proposed, section).append(entry)


def _audience(cells: Mapping[str, str]) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    for key in _AUDIENCE:
        values = _several(cells.get(key, ""))
        if key == "channel":
            values = [value.lower() for value in values if value.lower() in _CHANNELS]
        if values:
            found[key] = [*values]
    return found


def _several(written: str) -> list[str]:
    return [value for value in _SPLIT.split(written) if value.strip()]


def _as_id(written: str) -> str:
    return re.sub(r"[^\w.-]+", "-", written).strip("-.")


def _put_day(entry: Entry, key: str, cells: Mapping[str, str], proposed: Proposed, called: str) -> None:
    """Put a day into the entry if it can be read without guessing which figure is the month."""
    written = cells.get(key, "").strip()
    if not written:
        return
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", written)
    dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", written)
    if iso:
        entry[key] = iso.group()
    elif dotted:
        entry[key] = f"{dotted[3]}-{int(dotted[2]):02}-{int(dotted[1]):02}"
    else:
        proposed.notes.append(f"{called}: '{key}' left out, write '{written}' as YYYY-MM-DD")
