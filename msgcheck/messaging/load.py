"""The way in: messaging files -> `Messaging`, or all their mistakes at once."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Sequence

from msgcheck.errors import MessagingError, Mistake
from msgcheck.messaging.build import build_messaging
from msgcheck.messaging.content import content_hash
from msgcheck.messaging.entries import Entry, read_file
from msgcheck.messaging.files import MessagingPath, find_messaging_files, read_files
from msgcheck.messaging.nodes import compose
from msgcheck.messaging.references import check_references, check_unique
from msgcheck.records import Messaging

logger = logging.getLogger(__name__)


def load_messaging(path: MessagingPath | Sequence[MessagingPath]) -> Messaging:
    """Return the messaging of one or several files and folders, merged.

    Args:
        path: a file, a folder that is searched at any depth, or several of them.

    Raises:
        InputError: nothing is there; the hint says how to start.
        MessagingError: the files hold mistakes; `mistakes` lists all of them, of all files.
    """
    paths = find_messaging_files(path)
    read = read_files(paths)
    entries: list[Entry] = []
    mistakes = list(read.mistakes)
    complete = not read.mistakes
    for source in read.sources:
        composed = compose(source)
        entry, found = read_file(composed)
        mistakes.extend(found)
        complete = complete and composed.complete
        if entry is not None:
            entries.append(entry)
    mistakes.extend(check_unique(entries))
    if complete:  # else a message may only seem to be missing
        mistakes.extend(check_references(entries))
        mistakes.extend(_check_whole(entries, str(paths[0])))
    if mistakes:
        order = {str(path): place for place, path in enumerate(paths)}
        raise MessagingError(sorted(dict.fromkeys(mistakes), key=lambda one: (order[one.path], one.line, one.column)))
    if read.unread:
        logger.warning("%d messaging file(s) may only be read by others and were left out", len(read.unread))
    messaging = build_messaging(entries)
    return dataclasses.replace(
        messaging,
        hash=content_hash(messaging),
        paths=tuple(source.path for source in read.sources),
        unread_paths=read.unread,
    )


def _check_whole(entries: Sequence[Entry], first_path: str) -> list[Mistake]:
    """Return what is missing from all files together."""
    mistakes = []
    if not any("company" in entry.places for entry in entries):
        what = "no file says who the company is: add `company:` with `name:` to one file"
        mistakes.append(Mistake(path=first_path, line=1, column=1, what=what))
    if not any(entry.places.get("messages") for entry in entries):
        what = "no file holds a message: add at least one under `messages:`"
        mistakes.append(Mistake(path=first_path, line=1, column=1, what=what))
    return mistakes
