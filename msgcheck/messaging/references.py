"""Checks over all files together: ids are unique, and what is referred to exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgcheck.errors import Mistake
from msgcheck.identity import never_say_id
from msgcheck.messaging.entries import Entry
from msgcheck.messaging.fields import did_you_mean
from msgcheck.messaging.schema import FILE_KEYS, WITH_IDS, Key, Kind, Names
from msgcheck.records import Origin


def check_unique(files: Sequence[Entry]) -> Iterator[Mistake]:
    """Yield a mistake for each id, pillar and product name that is given twice, naming both places."""
    yield from _repeated(_ids(files), "id")
    yield from _repeated(_named(files, "pillars", "id"), "pillar id")
    yield from _repeated(_named(files, "products", "name"), "product name")
    companies = [entry.place("company") for entry in files if entry.entries("company")]
    for where in companies[1:]:
        first = companies[0]
        yield _mistake(where, f"'company' stands in {first.path}:{first.line} already: keep it in one file")


def check_references(files: Sequence[Entry]) -> Iterator[Mistake]:
    """Yield a mistake for each reference to a message, pillar or product that does not exist."""
    known = {
        Names.MESSAGE: [name for name, _ in _named(files, "messages", "id")],
        Names.PILLAR: [name for name, _ in _named(files, "pillars", "id")],
        Names.PRODUCT: list(product_names(files)),
    }
    retired = {name for name, _ in _named(files, "retired", "id")}
    for entry, key, named in _references(files, FILE_KEYS):
        allowed = known[key.names] if key.names else []
        if key.names is Names.PILLAR and not allowed:
            continue  # pillars are optional as a whole
        case_counts = key.names is not Names.PRODUCT
        matching = set(allowed) if case_counts else {name.casefold() for name in allowed}
        for name in named:
            if (name if case_counts else name.casefold()) in matching:
                continue
            if key.names is Names.MESSAGE and name in retired:
                what = "is retired: name the message used now"
            else:
                what = _missing(key.names, name, allowed)
            yield _mistake(entry.place(key.name), f"'{key.name}': '{name}' {what}")


def product_names(files: Iterable[Entry]) -> Mapping[str, str]:
    """Return every right name of a product, aliases too, with the name it stands for."""
    names: dict[str, str] = {}
    for product in _all(files, "products"):
        name = product.single.get("name")
        if name is not None:
            names.setdefault(name, name)
            for alias in product.texts("aliases"):
                names.setdefault(alias, name)
    return names


def _missing(names: Names | None, name: str, allowed: Iterable[str]) -> str:
    match names:
        case Names.PRODUCT:
            what, fix = "is not the name of a product", ": add it under `products:` or leave the key out"
        case Names.PILLAR:
            what, fix = "is not the id of a pillar", ": add it under `pillars:` or leave the key out"
        case _:
            what, fix = "is not the id of a message", ": add that message or leave the key out"
    return what + (did_you_mean(name, allowed) or fix)


def _all(files: Iterable[Entry], section: str) -> Iterator[Entry]:
    for entry in files:
        yield from entry.entries(section)


def _named(files: Iterable[Entry], section: str, key: str) -> Iterator[tuple[str, Origin]]:
    for entry in _all(files, section):
        if key in entry.single:
            yield entry.single[key], entry.place(key)


def _ids(files: Sequence[Entry]) -> Iterator[tuple[str, Origin]]:
    for section in WITH_IDS:
        for entry in _all(files, section):
            if "id" in entry.single:
                yield entry.single["id"], entry.place("id")
            elif section == "never_say" and "text" in entry.single:
                yield never_say_id(entry.single["text"]), entry.where


def _repeated(named: Iterable[tuple[str, Origin]], called: str) -> Iterator[Mistake]:
    first: dict[str, Origin] = {}
    for name, where in named:
        if name in first:
            there = first[name]
            yield _mistake(
                where, f"the {called} '{name}' is given in {there.path}:{there.line} already: choose another one"
            )
        first.setdefault(name, where)


def _references(entries: Iterable[Entry], keys: tuple[Key, ...]) -> Iterator[tuple[Entry, Key, tuple[str, ...]]]:
    """Yield every key that refers to something, with its entry and the names it gives."""
    for entry in entries:
        for key in keys:
            if key.names is not None:
                single = entry.single.get(key.name)
                yield entry, key, entry.texts(key.name) or (() if single is None else (single,))
            elif key.kind in {Kind.ENTRIES, Kind.ENTRY}:
                yield from _references(entry.entries(key.name), key.keys)


def _mistake(where: Origin, what: str) -> Mistake:
    return Mistake(path=where.path, line=where.line, column=where.column, what=what)
