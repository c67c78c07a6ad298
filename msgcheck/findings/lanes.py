"""What happens with a finding: ask, suggest, note or nothing.

Only a high finding that is nearly certain may interrupt anybody. An offer to one customer within what a
seller may negotiate is a note, not drift.
"""

from __future__ import annotations

import re

from msgcheck.codes import Label, Lane, Severity
from msgcheck.config import Thresholds
from msgcheck.findings.figure_pairs import changed_figures
from msgcheck.records import Approved, Figure, Judgement, Limits, Messaging

_NEGOTIABLE = frozenset({"price", "term"})
_DAY_S = 86_400.0
_PERIOD_S = {
    "hour": 3_600.0,
    "day": _DAY_S,
    "week": 7 * _DAY_S,
    "month": 30.4375 * _DAY_S,
    "year": 365.25 * _DAY_S,
}
_AMOUNT = re.compile(r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_PERIOD = re.compile(r"(\d+(?:\.\d+)?)\s*(hour|day|week|month|year)s?\b", re.IGNORECASE)
_SLACK = 1e-9


def lane_of(*, probability: float, severity: Severity, thresholds: Thresholds) -> Lane:
    """Return the lane of a finding.

    Without calibration a probability is only a rank, so nothing goes beyond the note lane.
    """
    if probability < thresholds.note or severity is Severity.NONE:
        return Lane.SILENT
    if not thresholds.calibrated:
        return Lane.NOTE
    if severity is Severity.HIGH and probability >= thresholds.ask:
        return Lane.ASK
    return Lane.SUGGEST if probability >= thresholds.suggest else Lane.NOTE


def is_own_terms(judgement: Judgement, messaging: Messaging) -> bool:
    """Return whether a seller offers one customer another price, discount or term than the list says."""
    terms = _terms_of(judgement, messaging)
    return (
        terms is not None
        and judgement.statement.readings.offer
        and judgement.label is Label.FIGURE_CHANGED
        and bool(changed_figures(judgement))
    )


def within_limits(judgement: Judgement, messaging: Messaging) -> bool:
    """Return whether every changed figure stays within what a seller may negotiate; True where no limit is set."""
    terms = _terms_of(judgement, messaging)
    if terms is None or terms.limits is None:
        return True
    limits = terms.limits
    return all(_within(pair.approved, pair.found, limits) for pair in changed_figures(judgement))


def _terms_of(judgement: Judgement, messaging: Messaging) -> Approved | None:
    """Return the wording or message that says what may be negotiated, or None."""
    wording = judgement.match.wording.approved if judgement.match is not None else None
    message = messaging.message(judgement.message_id)
    for entry in (wording, message):
        if entry is not None and entry.kind in _NEGOTIABLE:
            if entry.limits is None and message is not None and message.kind in _NEGOTIABLE:
                return message
            return entry
    return None


def _within(approved: Figure, found: Figure, limits: Limits) -> bool:
    for name, written in limits.values:
        limit = _read_limit(written, found)
        if name == "max_discount":
            share = _amount(written) / 100
            if found.kind == "percent" and found.value > _amount(written) + _SLACK:
                return False
            if found.kind == "money" and found.value < approved.value * (1 - share) - _SLACK:
                return False
        elif limit is not None and (
            (name == "min" and found.value < limit - _SLACK) or (name == "max" and found.value > limit + _SLACK)
        ):
            return False
    return True


def _read_limit(written: str, found: Figure) -> float | None:
    """Return a limit in the unit of `found`, or None where it is about another kind of figure."""
    period = _PERIOD.search(written)
    if period is not None:
        return float(period[1]) * _PERIOD_S[period[2].lower()] if found.kind == "duration" else None
    if "%" in written:
        return _amount(written) if found.kind == "percent" else None
    return _amount(written) if found.kind not in {"percent", "duration"} else None


def _amount(written: str) -> float:
    match = _AMOUNT.search(written)
    return float(match[0].replace(",", "").replace(" ", "")) if match else 0.0
