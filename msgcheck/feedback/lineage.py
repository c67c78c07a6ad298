"""What changed from one version of a deck or PDF to the next: which slides say something else, came or went.

Slides are compared by keyed hashes of what stands on them, so that no word is needed and mail attachments can be
compared too. A slide that was only moved has not changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgcheck.history.interface import Store
from msgcheck.records import Period, SlideKeys, StoredDocument, VersionChange

_Slides = dict[int, SlideKeys]
"""Slides of one version that have no fellow yet, by position."""
_Candidate = tuple[int, int, int]
"""What speaks for it, position in the earlier version, position in the later one."""


class SlideChanges(NamedTuple):
    """What tells two versions apart."""

    changed: tuple[str, ...]
    """Slides or pages of the later one that say something else: "slide 3"."""
    added: tuple[str, ...]
    removed: tuple[str, ...]
    """Slides or pages of the earlier one that the later one lacks."""


def version_changes(store: Store, documents: Sequence[StoredDocument], *, period: Period) -> tuple[VersionChange, ...]:
    """Return what changed in each deck or PDF of a period since the version before it, by day and key.

    A version with the same slides in another order, one whose version before is dated after it, and one of which the
    store does not know the slides of both, are left out.

    Args:
        store: knows the slides.
        documents: all that are stored.
        period: the days of the later versions.

    Raises:
        StoreError: the store cannot be read.
    """
    by_key = {document.key: document for document in documents}
    pairs = [
        (document, by_key[document.version_of])
        for document in sorted(documents, key=lambda document: (document.day, document.key))
        if period.holds(document.day) and document.version_of in by_key
    ]
    slides = store.slides(sorted({document.key for pair in pairs for document in pair}))
    found = [
        (later, earlier, slide_changes(slides[earlier.key], slides[later.key]))
        for later, earlier in pairs
        if earlier.day <= later.day and slides.get(earlier.key) and slides.get(later.key)
    ]
    return tuple(_version_change(later, earlier, changes) for later, earlier, changes in found if any(changes))


def slide_changes(earlier: Sequence[SlideKeys], later: Sequence[SlideKeys]) -> SlideChanges:
    """Return which slides say something else in a later version, which were added and which are gone.

    Slides that say the same belong together wherever they stand; then those that share most of what stands on no
    other slide of their version; then, of what is left, those at the same place. A slide without a fellow was added
    or removed. With the two versions swapped, added and removed are swapped too.

    Args:
        earlier: the slides or pages of the version before, in order.
        later: those of the version after it.
    """
    left, right = dict(enumerate(earlier)), dict(enumerate(later))
    _without_pairs(_equal(left, right), left, right)
    telling = _standing_once(earlier) & _standing_once(later)
    changed = _without_pairs(_alike(left, right, telling), left, right)
    changed += _without_pairs(_at_one_place(left, right), left, right)
    return SlideChanges(
        changed=tuple(later[at].place for at in sorted(changed)),
        added=tuple(slide.place for slide in right.values()),
        removed=tuple(slide.place for slide in left.values()),
    )


def _without_pairs(candidates: Iterable[_Candidate], left: _Slides, right: _Slides) -> list[int]:
    """Take slides that belong together out of both versions, and return the positions of the later ones.

    What most speaks for goes first, then what was moved least. The last part of the order tells apart what was moved
    as far up as down, the same way seen from either version.
    """
    taken: list[int] = []
    for _, i, j in sorted(candidates, key=lambda pair: (-pair[0], abs(pair[1] - pair[2]), pair[1] + pair[2])):
        if i in left and j in right:
            del left[i], right[j]
            taken.append(j)
    return taken


def _equal(left: _Slides, right: _Slides) -> Iterator[_Candidate]:
    """Yield slides that say the same."""
    places: dict[frozenset[int], list[int]] = defaultdict(list)
    for j, slide in right.items():
        places[slide.statements].append(j)
    for i, slide in left.items():
        yield from ((0, i, j) for j in places[slide.statements])


def _alike(left: _Slides, right: _Slides, telling: frozenset[int]) -> Iterator[_Candidate]:
    """Yield slides with the number of statements they share, of those that tell slides apart."""
    place = {key: j for j, slide in right.items() for key in slide.statements & telling}
    for i, slide in left.items():
        shared = Counter(place[key] for key in slide.statements & telling)
        yield from ((count, i, j) for j, count in shared.items())


def _standing_once(slides: Sequence[SlideKeys]) -> frozenset[int]:
    """Return what stands on one slide only: what stands on many tells none from another."""
    counts = Counter(key for slide in slides for key in slide.statements)
    return frozenset(key for key, count in counts.items() if count == 1)


def _at_one_place(left: _Slides, right: _Slides) -> Iterator[_Candidate]:
    """Yield slides with the same number."""
    places = {slide.place: j for j, slide in right.items()}
    yield from ((0, i, places[slide.place]) for i, slide in left.items() if slide.place in places)


def _version_change(later: StoredDocument, earlier: StoredDocument, changes: SlideChanges) -> VersionChange:
    return VersionChange(
        document=later.key,
        earlier=earlier.key,
        path=later.path,
        earlier_path=earlier.path,
        day=later.day,
        earlier_day=earlier.day,
        changed=changes.changed,
        added=changes.added,
        removed=changes.removed,
    )
