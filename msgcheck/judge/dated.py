"""Which statements use wording that does not hold on their day or for their readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgcheck import validity
from msgcheck.codes import BY_LABEL, Label
from msgcheck.identity import normalised
from msgcheck.judge.comparison import Comparison, compare
from msgcheck.judge.interface import Case
from msgcheck.records import CURRENT, Audience, Judgement, Match, Messaging, Reason, Wording

NEARLY = 0.12
"""How much less near another wording may be and still count as what the writer meant."""

MIN_COVERS = 0.34
"""Share of the wording's content words that a statement has to say."""
FEWEST_WORDS = 5
"""Words of a line that are repeated by no chance."""
MIN_SHARED = 3
"""Content words, below which a statement only touches the theme of a longer wording."""


def last_day(wording: Wording, messaging: Messaging) -> date | None:
    """Return the last day a wording may be used, None where it has no end."""
    return validity.last_day(messaging.message(wording.id), wording.approved)


def in_force(wording: Wording, messaging: Messaging, day: date) -> bool:
    """Return whether a wording may be used on a day."""
    return validity.in_force(messaging.message(wording.id), wording.approved, day)


def meant_for(wording: Wording, audience: Audience) -> bool:
    """Return whether nothing known of the audience speaks against a wording."""
    return wording.approved is None or validity.meant_for(wording.approved, audience)


def candidates_of(case: Case) -> dict[int, tuple[Match, ...]]:
    """Return the candidates of each statement by the statement's ordinal."""
    return {
        statement.ordinal: candidates for statement, candidates in zip(case.statements, case.candidates, strict=True)
    }


def pairs_on_message(case: Case) -> Iterator[tuple[Judgement, Match, tuple[Match, ...]]]:
    """Yield each judgement that is about an approved wording, with its match and its other candidates.

    A long statement may repeat another line, too, to the letter: it is about that one as well.
    """
    candidates = candidates_of(case)
    for judgement in case.judgements:
        match = judgement.match
        if match is None or match.wording.source not in CURRENT:
            continue
        near = candidates[judgement.statement.ordinal]
        yield judgement, match, tuple(other for other in near if other.wording != match.wording)
        for repeated in _repeated_beside(match, near):
            same = (other for other in near if other.wording != repeated.wording)
            yield judgement, repeated, tuple(other for other in same if _line(repeated) in _line(other))


def _repeated_beside(match: Match, near: Iterable[Match]) -> Iterator[Match]:
    """Yield the approved lines of other messages that stand in a statement word for word."""
    text = normalised(match.statement.text)
    for other in near:
        is_other = other.wording.source in CURRENT and other.wording.id != match.wording.id
        if is_other and len(_line(other).split()) >= FEWEST_WORDS and _line(other) in text:
            yield other


def _line(match: Match) -> str:
    return normalised(match.wording.text).rstrip(".!")


def out_of_force(case: Case, *, label: Label, score: float, why: Callable[[Wording], str]) -> tuple[Judgement, ...]:
    """Return a judgement for each statement whose wording may not be used on the document's day.

    Args:
        case: the document.
        label: what the judgements say.
        score: how sure they are.
        why: why a wording may not be used, "" where this label does not speak of it.

    Returns:
        Nothing for a document without a day, nor for a line that another wording in force says as well.
    """
    day = case.audience.day
    if day is None:
        return ()
    found = []
    for judgement, match, others in pairs_on_message(case):
        what = why(match.wording)
        if not what or not says_it(match) or any(_serves(match, other, case.messaging, day) for other in others):
            continue
        found.append(
            Judgement(
                statement=judgement.statement,
                label=label,
                score=score,
                message_id=match.wording.id,
                match=match,
                reasons=(Reason(code=BY_LABEL[label].code, what=what, score=score),),
            )
        )
    return tuple(found)


def _serves(match: Match, other: Match, messaging: Messaging, day: date) -> bool:
    """Return whether another current wording in force says the same."""
    return other.wording.source in CURRENT and in_force(other.wording, messaging, day) and says_as_well(match, other)


def says_it(match: Match) -> bool:
    """Return whether a statement says a good part of the wording rather than name its theme or share a figure."""
    pair = compare(match)
    words = len(pair.shared) + len(pair.lost)
    enough = len(pair.shared) >= min(MIN_SHARED, words) or bool(pair.figures.equal)
    return enough and len(pair.shared) >= MIN_COVERS * words


def says_as_well(match: Match, other: Match) -> bool:
    """Return whether another wording would serve the statement as well: nearly as near, and no more figures differ."""
    if other.cosine < match.cosine - NEARLY:
        return False
    return _differing_figures(compare(other)) <= _differing_figures(compare(match))


def _differing_figures(comparison: Comparison) -> int:
    """Return how many figures of the statement the wording does not have."""
    return len(comparison.figures.value_changes) + len(comparison.figures.added)


def figures_differ(comparison: Comparison) -> bool:
    """Return whether the statement has a figure the wording has not."""
    return _differing_figures(comparison) > 0
