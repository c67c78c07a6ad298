"""A table of deals, as a CRM exports it -> `Deal`s, or all its mistakes at once.

Which column is which is told by its name, by the usual names of CRM systems, or by the person who imports it. A file
is taken whole or not at all: half a table of deals would compare wordings by whatever half it was.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from msgcheck.errors import InputError, Mistake, TableError
from msgcheck.reading.text_encoding import decoded
from msgcheck.records import Deal, Result

FIELDS = ("id", "account", "domain", "folder", "documents", "stage", "result", "segment", "closed_on")
MAX_BYTES = 50_000_000
MAX_MISTAKES = 50
"""Shown of one file; whoever has more made the same one on every line."""

_JOINS = ("account", "domain", "folder", "documents")
"""Fields by which a deal is joined to documents; a deal needs one of them."""
_NAMES = {
    "id": ("id", "deal id", "opportunity id", "record id", "deal", "opportunity"),
    "account": ("account", "account name", "company", "company name", "customer", "organisation", "organization"),
    "domain": ("domain", "domains", "company domain", "email domain", "website"),
    "folder": ("folder", "deal folder", "documents folder"),
    "documents": ("documents", "document", "document ids", "files"),
    "stage": ("stage", "deal stage", "sales stage", "opportunity stage", "stage name"),
    "result": ("result", "outcome", "status", "deal status"),
    "segment": ("segment", "market segment", "industry", "vertical"),
    "closed_on": ("closed on", "close date", "closed date", "closed at", "date closed"),
}  # fmt: skip
"""Names of the columns in common exports, by field, the surest first."""
_RESULTS = {
    **dict.fromkeys(("won", "win", "closed won", "closedwon", "deal won", "sold", "successful"), Result.WON),
    **dict.fromkeys(
        ("lost", "loss", "closed lost", "closedlost", "deal lost", "no decision", "abandoned", "cancelled", "canceled"),
        Result.LOST,
    ),
    **dict.fromkeys(("open", "in progress", "active", "pending", "ongoing", "pipeline"), Result.OPEN),
}
_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*\Z")
_SEPARATORS = (",", ";", "\t", "|")
_NAMED_SEPARATOR = re.compile(r"\Asep=(.)\r?\n?\Z", re.IGNORECASE)
"""The first line by which Excel tells the separator."""
_OTHERS = re.compile(r"[;|,\n]")
_LEADING_NUMBER = re.compile(r"\A\d+ ")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One line of the table below its head."""

    line: int
    cells: Mapping[str, str]
    """By field, trimmed; "" where there is nothing."""


@dataclass(slots=True, kw_only=True)
class _Mistakes:
    """Collects what is wrong with one file."""

    path: str
    found: list[Mistake] = field(default_factory=list)

    def note(self, line: int, what: str) -> None:
        self.found.append(Mistake(path=self.path, line=line, column=0, what=what))

    def refuse(self) -> None:
        """Do nothing, unless there are mistakes.

        Raises:
            TableError: there are; the message lists them by line.
        """
        if not self.found:
            return
        ordered = sorted(self.found, key=lambda one: one.line)
        left = len(ordered) - MAX_MISTAKES
        if left > 0:
            more = Mistake(
                path=self.path, line=ordered[MAX_MISTAKES].line, column=0, what=f"and {left:,} more like these"
            )
            ordered = [*ordered[:MAX_MISTAKES], more]
        raise TableError(ordered)


def read_deals(path: Path, columns: Mapping[str, str]) -> tuple[Deal, ...]:
    """Return the deals of a table, in its order.

    Args:
        path: a table with one deal a line, its first line naming the columns.
        columns: field by name of the column, for columns that are not called as usual.

    Raises:
        InputError: there is no such file, or it is no table.
        TableError: it holds mistakes; the message lists all of them as `path:line: what, and the fix`.
    """
    return deals_of(_text(path), columns, path=str(path))


def mapped_columns(pairs: Sequence[str]) -> dict[str, str]:
    """Return the field of each column from texts like `Account Name=account`.

    Raises:
        InputError: a text has no equals sign, names no field, or a field or column is named twice.
    """
    columns: dict[str, str] = {}
    for pair in pairs:
        column, sign, name = (part.strip() for part in pair.rpartition("="))
        chosen = name.casefold()
        if not sign or not column or chosen not in FIELDS:
            raise InputError(f'"{pair}" maps no column', hint=f"write COLUMN=FIELD; the fields are {', '.join(FIELDS)}")
        if column in columns or chosen in columns.values():
            raise InputError(f'"{pair}" maps a column or field a second time', hint="keep one of them")
        columns[column] = chosen
    return columns


def deals_of(text: str, columns: Mapping[str, str], *, path: str) -> tuple[Deal, ...]:
    """Return the deals in the text of a table; the arguments and errors are those of `read_deals`."""
    mistakes = _Mistakes(path=path)
    rows = _rows(text, columns, mistakes)
    mistakes.refuse()
    _check_dates(rows, mistakes)
    _check_doubles(rows, mistakes)
    deals = [deal for row in rows if (deal := _deal(row, mistakes)) is not None]
    mistakes.refuse()
    return tuple(deals)


def _text(path: Path) -> str:
    """Return the text of a file, however it is encoded.

    Raises:
        InputError: it cannot be read, is empty, too large or no text.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as err:
        raise InputError(f"cannot be read: {err.strerror}", where=str(path), hint="name a table in CSV") from err
    if size > MAX_BYTES:
        raise InputError(
            f"larger than {MAX_BYTES // 1_000_000} MB", where=str(path), hint="export fewer columns or deals"
        )
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise InputError("this is a workbook, not a CSV file", where=str(path), hint="save the sheet as CSV (UTF-8)")
    text = decoded(data)
    if _CONTROL.search(text):
        raise InputError("this is no text", where=str(path), hint="export the deals as CSV (UTF-8)")
    if not text.strip():
        raise InputError(
            "the file is empty", where=str(path), hint="export the deals as CSV with a line of column names"
        )
    return text


def _rows(text: str, columns: Mapping[str, str], mistakes: _Mistakes) -> list[_Row]:
    """Return the lines of a table by field; what is wrong with its columns or its form is noted."""
    lines = text.splitlines(keepends=True)
    named = _NAMED_SEPARATOR.match(lines[0])
    skipped = 1 if named else 0
    separator = named[1] if named else _separator(lines[0], columns)
    read = _numbered(lines[skipped:], separator, mistakes, first=skipped + 1)
    head_line, head = next(read, (1, []))
    places = _places(head, columns, mistakes, line=head_line)
    rows = []
    for line, cells in read:
        if len(cells) > len(head) and any(cell.strip() for cell in cells[len(head) :]):
            mistakes.note(line, f"{len(cells)} cells under {len(head)} columns: quote texts that hold {separator!r}")
        values = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
        if any(cell.strip() for cell in cells):
            rows.append(_Row(line=line, cells=values))
    if places and not rows and not mistakes.found:
        mistakes.note(head_line, "there is no deal below the names of the columns")
    return rows


def _numbered(
    lines: Sequence[str], separator: str, mistakes: _Mistakes, *, first: int
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it begins on; a cell may run over several lines."""
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True)
    while True:
        line = reader.line_num + first
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as err:
            mistakes.note(line, f"the quotes cannot be followed ({err}): write a quote inside a text twice")
            return
        if cells:
            yield line, cells


def _separator(head: str, columns: Mapping[str, str]) -> str:
    """Return the separator under which the first line names most fields, the comma where none is better."""

    def names(separator: str) -> tuple[int, int]:
        cells = next(csv.reader([head], delimiter=separator, skipinitialspace=True), [])
        return sum(bool(_field_of(cell, columns)) for cell in cells), len(cells)

    return max(_SEPARATORS, key=names)


def _places(head: Sequence[str], columns: Mapping[str, str], mistakes: _Mistakes, *, line: int) -> dict[str, int]:
    """Return the place of the column of each field; what is missing or could be two is noted."""
    written = [cell.strip() for cell in head]
    for column in columns:
        if not any(_plain(column) == _plain(name) for name in written):
            mistakes.note(line, f'there is no column "{column}"; there are {", ".join(filter(None, written))}')
    places: dict[str, int] = {}
    for name in FIELDS:
        fitting = [place for place, cell in enumerate(written) if _field_of(cell, columns) == name]
        best = _surest(fitting, written, name, columns)
        if len(best) > 1:
            doubtful = " and ".join(f'"{written[place]}"' for place in best)
            mistakes.note(line, f'{doubtful} could both be {name}: say which with --map "COLUMN={name}"')
        if best:
            places[name] = best[0]
    if not places.keys() & set(_JOINS):
        mistakes.note(
            line, f'no column says whose deal it is: name one {", ".join(_JOINS)}, or use --map "COLUMN=account"'
        )
    if not places.keys() & {"result", "stage"}:
        mistakes.note(line, 'no column says how the deal ended: name one result, or use --map "COLUMN=result"')
    return places


def _surest(fitting: Sequence[int], written: Sequence[str], name: str, columns: Mapping[str, str]) -> list[int]:
    """Return of the columns that fit a field those with the surest name."""

    def doubt(place: int) -> int:
        plain = _plain(written[place])
        return -1 if _mapped(plain, columns) else _NAMES[name].index(plain)

    least = min(map(doubt, fitting), default=0)
    return [place for place in fitting if doubt(place) == least]


def _field_of(column: str, columns: Mapping[str, str]) -> str:
    """Return the field a column holds, "" where it holds none."""
    plain = _plain(column)
    mapped = _mapped(plain, columns)
    if mapped:
        return mapped
    found = next((name for name, names in _NAMES.items() if plain in names), "")
    return "" if found in columns.values() else found


def _mapped(plain: str, columns: Mapping[str, str]) -> str:
    return next((name for column, name in columns.items() if _plain(column) == plain), "")


def _plain(written: str) -> str:
    """Return a name by which spellings agree: `Close_Date`, `close date`."""
    return " ".join(re.sub(r"[\W_]+", " ", written).casefold().split())


def _deal(row: _Row, mistakes: _Mistakes) -> Deal | None:
    """Return the deal of a row, None where something is wrong with it, which is noted."""
    cells = row.cells
    domain, documents = _domain(cells.get("domain", "")), _documents(cells.get("documents", ""))
    if not (cells.get("account") or domain or cells.get("folder") or documents):
        mistakes.note(row.line, f"the deal names none of {', '.join(_JOINS)}: fill one in, or leave the line out")
    if domain and ("." not in domain or " " in domain):
        mistakes.note(row.line, f'"{domain}" is no domain: write it as customer.example')
    result = _result(row, mistakes)
    if result is None:
        return None
    return Deal(
        account=cells.get("account", ""),
        result=result,
        domain=domain,
        folder=cells.get("folder", ""),
        documents=documents,
        stage=cells.get("stage", ""),
        segment=cells.get("segment", ""),
    )


def _result(row: _Row, mistakes: _Mistakes) -> Result | None:
    """Return how a deal ended; where only its stage is known, one that is not closed is open."""
    if "result" in row.cells:
        written = row.cells["result"]
        found = _RESULTS.get(_LEADING_NUMBER.sub("", _plain(written)))
        if found is None:
            what = f'"{written}" is no result' if written else "the result is missing"
            mistakes.note(row.line, f"{what}: write won, lost or open")
        return found
    return _RESULTS.get(_LEADING_NUMBER.sub("", _plain(row.cells["stage"])), Result.OPEN)


def _domain(written: str) -> str:
    """Return the domain in an address of a website or of mail."""
    bare = re.sub(r"\A[a-z]+://", "", written.strip().casefold()).rpartition("@")[2]
    return bare.partition("/")[0].removeprefix("www.")


def _documents(written: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in _OTHERS.split(written) if name.strip()))


def _check_doubles(rows: Sequence[_Row], mistakes: _Mistakes) -> None:
    """Note deals that stand twice: by their id, by a document, or by everything that names them."""
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        names = [("id", row.cells["id"].casefold())] if row.cells.get("id") else []
        names += [("document", name) for name in _documents(row.cells.get("documents", ""))]
        if not names:
            names = [("account", "\n".join(row.cells.get(name, "").casefold() for name in _JOINS))]
        for what, name in names:
            first = seen.setdefault((what, name), row.line)
            if first != row.line:
                shown = row.cells.get("account") or row.cells.get("domain") or row.cells.get("folder", "")
                mistakes.note(row.line, _double(what, shown if what == "account" else name, first))


def _double(what: str, name: str, first: int) -> str:
    """Return what is wrong with a deal that stood there before, and how to mend it."""
    match what:
        case "id":
            return f'the id "{name}" stands in line {first} already: keep one of the lines'
        case "document":
            return f'the document "{name}" belongs to the deal in line {first} already: name it once'
        case _:
            return f'"{name}" stands in line {first} already: keep one of the lines, or add a column id'


def _check_dates(rows: Sequence[_Row], mistakes: _Mistakes) -> None:
    """Note the dates that are not written like most of the others."""
    written = [(row.line, _TIME.sub("", row.cells["closed_on"])) for row in rows if row.cells.get("closed_on")]
    if not written:
        return
    fitting = {form: sum(_is_date(text, form) for _, text in written) for form in _DATES}
    form = max(_DATES, key=lambda one: fitting[one])
    example = next((text for _, text in written if _is_date(text, form)), "2026-11-16")
    for line, text in written:
        if not _is_date(text, form):
            mistakes.note(line, f'"{text}" is not written like the other dates ("{example}"): write all of them alike')


def _is_date(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return False
    return True
