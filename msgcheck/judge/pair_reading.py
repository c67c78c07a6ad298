"""Which pairs of a statement the pair model reads, and what it made of them.

The model costs more than all readings together, so it reads only what can change the verdict: the wording the
statement seems to be about and the nearest retired and never_say lines unless they are far away; then, unless the
statement is plainly not about that message, another wording of it and the next message if it is nearly as near. Of a
mail, small talk for the most part, that leaves out four pairs of ten.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from msgcheck.pairs.interface import NEVER, PAIR_LABELS, Pair, PairKind, PairLabel, PairModel
from msgcheck.pairs.said import said
from msgcheck.records import Match, Source

if TYPE_CHECKING:
    from msgcheck.judge.features import Picture

RIVAL_BEHIND = 0.12
"""How far the next message may lie behind the nearest by cosine and still be read."""
LEAST_COSINE = {Source.RETIRED: 0.45, Source.NEVER_SAY: 0.35}
"""Cosine from which a retired or never_say line is read."""
UNRELATED_FROM = 0.9
"""Probability from which a statement is plainly not about the message it is nearest to."""

_SECOND = frozenset({"sibling", "rival"})
_UNRELATED = PAIR_LABELS.index(PairLabel.UNRELATED)
_KINDS = {Source.RETIRED: PairKind.RETIRED, Source.NEVER_SAY: PairKind.NEVER_SAY}

Row = tuple[float, ...]
"""Log-probabilities in the order of PAIR_LABELS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRows:
    """What the pair model made of a statement beside each wording it read; None where it read none."""

    current: Row | None = None
    sibling: Row | None = None
    rival: Row | None = None
    retired: Row | None = None
    never_say: Row | None = None


def worth_reading(seen: Picture) -> dict[str, Match]:
    """Return the pairs worth reading by their place in PairRows."""
    found: dict[str, Match] = {}
    if seen.current is not None:
        found["current"] = seen.current.match
        if seen.siblings:
            found["sibling"] = seen.siblings[0].match
        if seen.rival is not None and seen.current.match.cosine - seen.rival.cosine <= RIVAL_BEHIND:
            found["rival"] = seen.rival
    for place, other in (("retired", seen.retired), ("never_say", seen.never_say)):
        if other is not None and other.match.cosine >= LEAST_COSINE[other.match.wording.source]:
            found[place] = other.match
    return found


def with_pairs_read(pictures: Sequence[Picture], model: PairModel) -> list[Picture]:
    """Return the pictures with what the model made of their pairs, read in two rounds."""
    wanted = [worth_reading(seen) for seen in pictures]
    first = _read([_only(matches, lambda place: place not in _SECOND) for matches in wanted], model)
    second = _read(
        [
            {} if _is_elsewhere(rows) else _only(matches, lambda place: place in _SECOND)
            for matches, rows in zip(wanted, first, strict=True)
        ],
        model,
    )
    return [
        replace(seen, pairs=PairRows(**early, **late))
        for seen, early, late in zip(pictures, first, second, strict=True)
    ]


def _only(matches: Mapping[str, Match], is_wanted: Callable[[str], bool]) -> dict[str, Match]:
    return {place: match for place, match in matches.items() if is_wanted(place)}


def _read(wanted: Sequence[Mapping[str, Match]], model: PairModel) -> list[dict[str, Row]]:
    """Return what the model makes of the pairs of each statement, all of them read at once."""
    pairs = [_pair(match) for matches in wanted for match in matches.values()]
    rows = iter(model.read(pairs).tolist() if pairs else ())
    return [{place: tuple(next(rows)) for place in matches} for matches in wanted]


def _is_elsewhere(rows: Mapping[str, Row]) -> bool:
    """Return whether a statement is plainly not about the message it is nearest to.

    Only a model that knows all labels says so: to one of "follows", "neutral" and "contradicts", most of what is said
    in addition is as unrelated.
    """
    if "current" not in rows or NEVER in rows["current"]:
        return False
    return math.exp(rows["current"][_UNRELATED]) >= UNRELATED_FROM


def _pair(match: Match) -> Pair:
    """Return a match as a pair."""
    kind = _KINDS.get(match.wording.source, PairKind.CURRENT)
    return Pair(approved=match.wording.text, said=said(match.statement), kind=kind)


PLACES = tuple(field.name for field in fields(PairRows))
