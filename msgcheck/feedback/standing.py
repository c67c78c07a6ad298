"""How far a divergence has come: what was decided on it, and whether that is done.

An adopted wording is only settled when the messaging holds it, and where it touches a figure, a price and the like
(`sensitive`) when its entry also says who approved it and on what evidence. A rejected one comes back only when the
field insists: twice the independent sources, and at least three more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never

from msgcheck.feedback.sensitive import Read, touched
from msgcheck.identity import normalised
from msgcheck.records import Answer, Approved, Decision, Divergence, Messaging, Standing

PATCH_TO_BE_MERGED = "the patch to be merged"
APPROVED_BY = "approved_by"
EVIDENCE = "evidence"

_AGAIN_FACTOR = 2
_AGAIN_MORE = 3
"""A rejected divergence is open again at this many times, and this many more, independent sources."""
_FIELD_COUNT = re.compile(r"(?:^|; )field: [^;]*")
"""How often the field says it, which proves nothing about what it says; see `messaging_change.field_evidence`."""


def standing_of(
    divergence: Divergence,
    decisions: Sequence[Decision],
    messaging: Messaging,
    *,
    today: date,
    read: Read | None = None,
) -> tuple[Standing, Decision | None]:
    """Return how far a divergence has come, with the decision it comes from.

    Args:
        divergence: as clustered; its own `standing` and `decision` are not looked at.
        decisions: all decisions in force.
        messaging: the messaging as it is now.
        today: compared with review dates.
        read: what a segmenter reads from a text; without it plain words tell what an adopted wording touches.

    Returns:
        The decision has `waiting_for` filled in. Where it no longer holds (sources have doubled, the review date has
        passed) the standing is open, and the decision is still given, so that it can be told.
    """
    decision = decision_on(divergence, decisions)
    if decision is None:
        return Standing.OPEN, None
    match decision.answer:
        case Answer.ADOPT | Answer.ADOPT_FOR:
            waiting = waiting_for(decision, divergence, messaging, read=read)
            standing = Standing.PENDING if waiting else Standing.SETTLED
            if PATCH_TO_BE_MERGED in waiting and _given_up(decision, messaging):
                standing, waiting = Standing.OPEN, ()
            return standing, replace(decision, waiting_for=waiting)
        case Answer.TEST:
            is_over = decision.review_by is not None and today > decision.review_by
            return (Standing.OPEN if is_over else Standing.TESTING), decision
        case Answer.WATCH:
            return Standing.WATCHED, decision
        case Answer.FIX:
            return Standing.FIXING, decision
        case Answer.REJECT:
            return (Standing.OPEN if _insisted_on(divergence, decision) else Standing.SETTLED), decision
        case _:
            assert_never(decision.answer)


def decision_on(divergence: Divergence, decisions: Iterable[Decision]) -> Decision | None:
    """Return the decision in force on a divergence or on one merged into it, None where there is none.

    A decision on another change is none on this one; a divergence that was merged into this one made the same
    change, whatever its key.
    """
    names = {divergence.id, *divergence.aliases}
    fitting = [
        decision
        for decision in decisions
        if decision.divergence in names
        and (decision.divergence != divergence.id or decision.change == divergence.change)
    ]
    return max(fitting, key=lambda one: (one.decided_on, one.divergence == divergence.id), default=None)


def waiting_for(
    decision: Decision, divergence: Divergence, messaging: Messaging, *, read: Read | None = None
) -> tuple[str, ...]:
    """Return what an adopted wording still waits for; nothing where it is merged, approved and proved as it has to be.

    Args:
        decision: adopt or adopt-for.
        divergence: what it was decided on.
        messaging: the messaging as it is now.
        read: what a segmenter reads from a text.
    """
    entry = merged_entry(decision, messaging)
    waiting = [] if entry is not None else [PATCH_TO_BE_MERGED]
    matters = touched(
        before=_line_before(decision, divergence, messaging),
        after=decision.wording,
        message=messaging.message(decision.message_id),
        messaging=messaging,
        code=decision.code,
        change=decision.change,
        read=read,
    )
    if matters:
        approved_by = entry.approved_by if entry is not None else decision.approved_by
        evidence = entry.evidence if entry is not None else decision.evidence
        waiting += [APPROVED_BY] if not approved_by else []
        waiting += [EVIDENCE] if not proof_in(evidence or "") else []
    return tuple(waiting)


def merged_entry(decision: Decision, messaging: Messaging) -> Approved | None:
    """Return the message or variant that holds the adopted wording for its readers, None where none does."""
    message = messaging.message(decision.message_id)
    if message is None or not decision.wording:
        return None
    wanted = normalised(decision.wording)
    for entry in (message, *message.variants):
        readers = ((decision.persona, entry.persona), (decision.segment, entry.segment))
        if normalised(entry.text) == wanted and all(_is_for(one, several) for one, several in readers):
            return entry
    return None


def proof_in(evidence: str) -> str:
    """Return what `evidence` says beside how often the field says it."""
    return _FIELD_COUNT.sub("", evidence).strip("; ")


def _is_for(reader: str, readers: tuple[str, ...]) -> bool:
    return not reader or not readers or reader.casefold() in {name.casefold() for name in readers}


def _line_before(decision: Decision, divergence: Divergence, messaging: Messaging) -> str:
    """Return the approved line that the adopted one replaces.

    Once it is merged the divergence may show the new line as the approved one; then the retired one tells.
    """
    if normalised(divergence.approved) != normalised(decision.wording):
        return divergence.approved
    replaced = [entry.text for entry in messaging.retired if entry.replaced_by == decision.message_id]
    return replaced[-1] if replaced else ""


def _given_up(decision: Decision, messaging: Messaging) -> bool:
    """Return whether the adopted wording was retired since."""
    return normalised(decision.wording) in {normalised(entry.text) for entry in messaging.retired}


def _insisted_on(divergence: Divergence, decision: Decision) -> bool:
    now, then = divergence.spread.sources, decision.sources
    return now >= _AGAIN_FACTOR * then and now >= then + _AGAIN_MORE
