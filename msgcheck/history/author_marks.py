"""Who wrote a document, as the store keeps it: keyed hashes by which one person stays one person.

A mail names its sender by name and address, a deck its author mostly by name. A mark begins with the hash by which the
document is known, of the address where it names one; the hash of the name beside an address follows. So what mails say
of names tells that the decks of "Kim Example" and the mails of kim@example.com are of one author.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgcheck.history.keyed_hashes import NAME_BYTES, KeyedHashes
from msgcheck.identity import normalised
from msgcheck.records import ScannedDocument

_NAME_AND_ADDRESS = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>@\s]+@[^<>@\s]+)>")
"""Not more than this: "Example, Kim" is one name and no list of two."""


def name_and_address(author: str) -> tuple[str, str]:
    """Return (name, address) of "Name <address>", normalised; both "" for anything else."""
    both = _NAME_AND_ADDRESS.fullmatch(author.strip())
    return (normalised(both["name"].strip().strip("\"'")), normalised(both["address"])) if both else ("", "")


def author_mark(document: ScannedDocument, hashes: KeyedHashes) -> bytes:
    """Return the mark of a document's author; nothing where the author is unknown."""
    name, address = name_and_address(document.author)
    known_as = address or normalised(document.author)
    name = name or normalised(document.author_name)
    # A name that is an address tells of no other one; neither does a name beside a name.
    tells = "@" in known_as and "@" not in name
    return hashes.name("author", known_as) + (hashes.name("author", name) if tells else b"")


def known_by(mark: bytes) -> bytes:
    """Return the hash by which the author of a document is known: of the address, else of the name."""
    return mark[:NAME_BYTES]


def addresses_of_names(marks: Iterable[bytes]) -> Mapping[bytes, bytes]:
    """Return the hash of the address for each name that stands beside one; not for a name that several have."""
    addresses: defaultdict[bytes, set[bytes]] = defaultdict(set)
    for mark in marks:
        if name := mark[NAME_BYTES:]:
            addresses[name].add(known_by(mark))
    return {name: min(known) for name, known in addresses.items() if len(known) == 1}
