"""Which figure gives an old line away: one that the line in its place does not say any more."""

from __future__ import annotations

import re
from dataclasses import replace

from msgcheck.codes import Label
from msgcheck.findings.figure_pairs import same_figure
from msgcheck.findings.wordings import retired_entry
from msgcheck.identity import normalised
from msgcheck.records import Judgement, Messaging, Reason


def told_by_old_figure(judgement: Judgement, messaging: Messaging) -> Judgement:
    """Return the judgement with reasons that name only figures the current line lacks; others are left as they are.

    The judge sees the retired line alone, so it may name a figure that holds to this day.
    """
    retired = retired_entry(judgement, messaging) if judgement.label is Label.OUTDATED else None
    current = messaging.message(retired.replaced_by) if retired is not None else None
    if current is None or judgement.match is None:
        return judgement
    text = normalised(current.text)
    kept = [
        figure
        for figure in judgement.statement.readings.figures
        if not _says(text, figure.text)
        and any(same_figure(figure, old) for old in judgement.match.wording.readings.figures)
    ]

    def told(reason: Reason) -> Reason:
        named = reason.found is not None and _says(text, judgement.statement.text[slice(*reason.found)])
        if not named:
            return reason
        if not kept:
            return replace(reason, what="it repeats a retired line", found=None)
        figure = kept[0]
        return replace(reason, what=f'"{figure.text}" is from a retired line', found=(figure.start, figure.end))

    return replace(judgement, reasons=tuple(map(told, judgement.reasons)))


def _says(text: str, figure: str) -> bool:
    """Return whether a line says a figure as it is written, not as part of a longer one."""
    return re.search(rf"(?<![\w.,]){re.escape(normalised(figure))}(?!\w|[.,]\d)", text) is not None
