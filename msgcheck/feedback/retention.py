"""Forgets on this whole machine, not in the store alone: the last scan and the remembered vectors hold words too.

The last scan repeats the sentences of the decks and documents it found something in. The cache has a vector of their
statements, and a vector counts as text; which document it is from is not kept, so all go and are computed anew.
"""

from __future__ import annotations

from datetime import date

from msgcheck.assembly import cache_folder, open_store_for
from msgcheck.config import Settings
from msgcheck.embed.cache import forget_vectors
from msgcheck.errors import InputError
from msgcheck.feedback.span import HOW_TO_WRITE, parse_span
from msgcheck.findings.last_scan import forget_last_scan, forget_words_of_last_scan
from msgcheck.records import Erased, Pruned

KEEP = "18m"
"""How long is kept unless told otherwise."""


def first_day_kept(span: str, today: date) -> date:
    """Return the first day that is kept where the last days (`90d`), weeks (`26w`), months or years are.

    Raises:
        InputError: `span` is no length of time, or reaches back before there were calendars.
    """
    try:
        return parse_span(span).before(today)
    except OverflowError as err:
        raise InputError(f'"{span.strip()}" is longer than anything was kept.', hint=HOW_TO_WRITE) from err


def prune(settings: Settings, *, before: date, dry_run: bool = False) -> Pruned:
    """Remove what is from before a day from the store, forget its words everywhere, and return what went.

    Raises:
        StoreError: the store, or a file that holds words too, cannot be written.
    """
    with open_store_for(settings) as store:
        pruned = store.prune(before, dry_run=dry_run)
    if not dry_run:
        forget_words_of_last_scan(frozenset(pruned.places), before=before)
        if pruned.total:
            forget_vectors(cache_folder(settings))
    return pruned


def erase(
    settings: Settings, *, author: str | None = None, mailbox: str | None = None, dry_run: bool = False
) -> Erased:
    """Remove what stems from an author or mailbox, and return what went of the store.

    Raises:
        InputError: not exactly one of the two is given.
        StoreError: the store, or a file that holds words too, cannot be written.
    """
    with open_store_for(settings) as store:
        erased = store.erase(author=author, mailbox=mailbox, dry_run=dry_run)
    if not dry_run:
        # Whose words it holds is not kept, and a scan that was not to be kept left it too.
        forget_last_scan()
        forget_vectors(cache_folder(settings))
    return erased
