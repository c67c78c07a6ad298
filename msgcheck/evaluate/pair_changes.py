"""What the readings see changed where a sentence nearly repeats a passage.

The judge weighs these signs, too, but for documents, where a line may leave out what it likes. Here a figure, a
standard or a superlative that is gone from a near copy is a change, unless another sentence of the same text has it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from msgcheck.codes import Label
from msgcheck.judge.comparison import Comparison
from msgcheck.records import Comparator, Cue, Figure

NEAR_COPY = 0.5
"""Share of words in common (F1) from which a sentence nearly repeats a passage."""
_CERTIFICATION = "certification:"
_UNCOUNTED = frozenset({"ordinal"})
_CEILINGS = frozenset({Comparator.AT_MOST, Comparator.LESS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What stands anywhere in the two texts of a row."""

    premise_figures: tuple[Figure, ...]
    premise_cues: frozenset[str]
    """Base forms of standards, superlatives and absolutes."""
    said_figures: tuple[Figure, ...]
    said_cues: frozenset[str]


class ChangeKind(StrEnum):
    """What was changed."""

    FIGURE = "figure"
    STANDARD = "standard"
    BOUND = "bound"
    FIGURE_LOST_OR_NEW = "figure lost or new"
    STRENGTH = "strength"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that was changed."""

    kind: ChangeKind
    label: Label
    what: str
    """In words that can be shown."""


def alike(pair: Comparison) -> float:
    """Return the F1 of the content words that both sides have."""
    shared = 2 * len(pair.shared)
    return shared / max(1, shared + len(pair.lost) + len(pair.added))


def known(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Return whether a number stands among figures, whatever it counts there."""
    values = {round(value, 6) for value in (figure.value, figure.as_written[0])}
    return any(
        round(value, 6) in values
        for other in figures
        for value in (other.value, other.value_max, other.as_written[0])
        if value is not None
    )


def surest_change(pairs: Sequence[Comparison], texts: Texts) -> Change | None:
    """Return the surest change of a sentence beside the passage it nearly repeats.

    Args:
        pairs: the sentence beside each passage, the most alike first.
        texts: what stands elsewhere in the two texts.

    Returns:
        None where it repeats no passage, or one of them without a change: the others then speak of something else.
    """
    changes = [_change(pair, texts) for pair in pairs if alike(pair) >= NEAR_COPY]
    return None if not changes or None in changes else changes[0]


def _change(pair: Comparison, texts: Texts) -> Change | None:
    return next((change for looks in _CHECKS if (change := looks(pair, texts)) is not None), None)


def _figure_changed(pair: Comparison, _: Texts) -> Change | None:
    changes = pair.figures.value_changes
    return Change(kind=ChangeKind.FIGURE, label=Label.FIGURE_CHANGED, what=changes[0].what) if changes else None


def _standard_changed(pair: Comparison, texts: Texts) -> Change | None:
    names = pair.cues["names"]
    lost = [cue for cue in names.dropped if _is_standard(cue) and cue.lemma not in texts.said_cues]
    new = [cue for cue in names.added if _is_standard(cue) and cue.lemma not in texts.premise_cues]
    if lost and new:
        return Change(kind=ChangeKind.STANDARD, label=Label.CONTRADICTS, what=f"{lost[0].text} became {new[0].text}")
    if lost:
        return Change(kind=ChangeKind.STANDARD, label=Label.UNDERSTATED, what=f'"{lost[0].text}" is missing')
    return Change(kind=ChangeKind.STANDARD, label=Label.OVERSTATED, what=f'"{new[0].text}" was added') if new else None


def _bound_changed(pair: Comparison, _: Texts) -> Change | None:
    for change in pair.figures.bound_changes:
        ceiling = change.found.comparator in _CEILINGS
        return Change(kind=ChangeKind.BOUND, label=Label.UNDERSTATED if ceiling else Label.OVERSTATED, what=change.what)
    return None


def _figure_lost_or_new(pair: Comparison, texts: Texts) -> Change | None:
    for figure in pair.figures.missing:
        if figure.kind not in _UNCOUNTED and not known(figure, texts.said_figures):
            return Change(
                kind=ChangeKind.FIGURE_LOST_OR_NEW, label=Label.UNDERSTATED, what=f'"{figure.text}" is missing'
            )
    for figure in pair.figures.added:
        if figure.kind not in _UNCOUNTED and not known(figure, texts.premise_figures):
            return Change(kind=ChangeKind.FIGURE_LOST_OR_NEW, label=Label.OVERSTATED, what=f'"{figure.text}" was added')
    return None


def _strength_changed(pair: Comparison, texts: Texts) -> Change | None:
    for group in ("superlatives", "absolutes"):
        cues = pair.cues[group]
        for cue in cues.dropped:
            if cue.lemma not in texts.said_cues:
                return Change(kind=ChangeKind.STRENGTH, label=Label.UNDERSTATED, what=f'"{cue.text}" is missing')
        for cue in cues.added:
            if cue.lemma not in texts.premise_cues:
                return Change(kind=ChangeKind.STRENGTH, label=Label.OVERSTATED, what=f'"{cue.text}" was added')
    return None


def _is_standard(cue: Cue) -> bool:
    return cue.lemma.startswith(_CERTIFICATION)


_CHECKS: tuple[Callable[[Comparison, Texts], Change | None], ...] = (
    _figure_changed,
    _standard_changed,
    _bound_changed,
    _figure_lost_or_new,
    _strength_changed,
)
"""Surest first."""
