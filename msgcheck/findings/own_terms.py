"""What a seller offers one customer: terms of their own, and whether they stay within what may be negotiated.

"For you €17 if you sign by Friday" differs from the list on purpose. Beside a line in force the readings give the
list's figures; beside a retired line they are looked up in the text of the line that replaced it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from msgcheck.codes import Label
from msgcheck.findings.figure_pairs import FigurePair, changed_figures, same_figure
from msgcheck.findings.wordings import retired_entry
from msgcheck.records import Approved, Figure, Judgement, Limits, Message, Messaging

_NEGOTIABLE = frozenset({"price", "term"})
_DAY_S = 86_400.0
_PERIOD_S = {
    "hour": 3_600.0,
    "day": _DAY_S,
    "week": 7 * _DAY_S,
    "month": 30.4375 * _DAY_S,
    "year": 365.25 * _DAY_S,
}
_AMOUNT = re.compile(r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?")
_GROUPED = re.compile(
    r"[1-9]\d{0,2}(?P<mark>[.,'’ \u00a0\u202f])\d{3}(?:(?P=mark)\d{3})*(?:(?P<point>(?!(?P=mark))[.,])\d{1,2})?"
)
_CURRENCIES = {"€": "eur", "£": "gbp", "$": "usd", "eur": "eur", "gbp": "gbp", "usd": "usd", "chf": "chf"}
_MONEY = re.compile(
    rf"(?P<before>[€£$]|\b(?:EUR|GBP|USD|CHF))\s?(?:{_AMOUNT.pattern})"
    rf"|(?:{_AMOUNT.pattern})\s?(?P<after>[€£$]|(?:EUR|GBP|USD|CHF)\b)"
)
_PERIOD = re.compile(r"(\d+(?:[.,]\d+)?)[\s-]*(hour|day|week|month|year)s?\b", re.IGNORECASE)
_SLACK = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTerms:
    """An offer to one customer that differs from the list."""

    listed: tuple[str, ...]
    """The list's figures, as written there."""
    broken: tuple[str, str] | None = None
    """Name and figure of the limit the offer passes, as in the messaging; None within what may be negotiated."""
    owner: str | None = None
    """Who may allow more."""


def own_terms(judgement: Judgement, messaging: Messaging) -> OwnTerms | None:
    """Return a seller's own terms, None where a statement is no offer of another price or term than the list's."""
    if not judgement.statement.readings.offer:
        return None
    terms = _terms_of(judgement, messaging)
    pairs = _pairs(judgement, terms) if terms is not None else ()
    if terms is None or not pairs:
        return None
    limits = terms.limits or Limits()
    broken = next((limit for pair in pairs if (limit := _broken(pair, limits)) is not None), None)
    message = _list_message(judgement, messaging)
    return OwnTerms(
        listed=tuple(dict.fromkeys(pair.approved.text for pair in pairs)),
        broken=broken,
        owner=terms.owner or (message.owner if message is not None else None),
    )


def read_amount(written: str) -> float:
    """Return the first amount in a text, 0.0 where there is none: 1200 for "€1.200" and "1,200", 16.5 for "16,50 €".

    One mark before exactly three digits groups thousands; else it is the decimal point.
    """
    found = _AMOUNT.search(written)
    if found is None:
        return 0.0
    grouped = _GROUPED.fullmatch(found[0])
    if grouped is None:
        return float(found[0].replace(",", "."))
    point = grouped["point"]
    whole, _, rest = found[0].rpartition(point) if point else (found[0], "", "")
    return float(re.sub(r"\D", "", whole) + (f".{rest}" if rest else ""))


def _list_message(judgement: Judgement, messaging: Messaging) -> Message | None:
    """Return the message that holds the list's price or term: of a retired line the one that replaced it."""
    match judgement.label:
        case Label.FIGURE_CHANGED:
            return messaging.message(judgement.message_id)
        case Label.OUTDATED:
            retired = retired_entry(judgement, messaging)
            return messaging.message(retired.replaced_by) if retired is not None else None
        case _:
            return None


def _terms_of(judgement: Judgement, messaging: Messaging) -> Approved | None:
    """Return the wording or message that says what may be negotiated, or None."""
    message = _list_message(judgement, messaging)
    if message is None:
        return None
    wording = judgement.match.wording.approved if judgement.match is not None else None
    for entry in (wording, message):
        if entry is not None and entry.kind in _NEGOTIABLE:
            return message if entry.limits is None and message.kind in _NEGOTIABLE else entry
    return None


def _pairs(judgement: Judgement, terms: Approved) -> tuple[FigurePair, ...]:
    """Return the list's figures with those that are offered instead."""
    if judgement.label is Label.FIGURE_CHANGED:
        return changed_figures(judgement)
    listed = [*_money_in(terms.text), *_periods_in(terms.text)]
    offered = [
        figure
        for figure in judgement.statement.readings.figures
        if not any(same_figure(_bare(figure), one) for one in listed)
    ]
    pairs = []
    for figure in offered:
        rivals = [one for one in listed if (one.kind, one.unit) == (figure.kind, figure.unit)]
        if rivals:
            nearest = min(rivals, key=lambda one: abs(one.value - figure.value))
            pairs.append(FigurePair(approved=nearest, found=figure))
    return tuple(pairs)


def _bare(figure: Figure) -> Figure:
    """Return a figure without what it is counted per, which the list's text is not read for."""
    return Figure(
        start=figure.start,
        end=figure.end,
        text=figure.text,
        kind=figure.kind,
        value=figure.value,
        value_max=figure.value_max,
        unit=figure.unit,
    )


def _money_in(text: str) -> list[Figure]:
    """Return the sums of money in a text."""
    return [
        Figure(
            start=found.start(),
            end=found.end(),
            text=found[0],
            kind="money",
            value=read_amount(found[0]),
            unit=_CURRENCIES[(found["before"] or found["after"]).lower()],
        )
        for found in _MONEY.finditer(text)
    ]


def _periods_in(text: str) -> list[Figure]:
    """Return the spans of time in a text, in seconds."""
    return [
        Figure(
            start=found.start(),
            end=found.end(),
            text=found[0],
            kind="duration",
            value=read_amount(found[1]) * _PERIOD_S[found[2].lower()],
            unit="second",
        )
        for found in _PERIOD.finditer(text)
    ]


def _broken(pair: FigurePair, limits: Limits) -> tuple[str, str] | None:
    """Return name and figure of a limit that an offered figure passes, a sum before a share; None if none."""
    found = pair.found
    for name, written in sorted(limits.values, key=lambda limit: limit[0] == "max_discount"):
        limit = _read_limit(written, found)
        if name == "max_discount":
            most = read_amount(written)
            off_list = found.kind == "money" and found.value < pair.approved.value * (1 - most / 100) - _SLACK
            if off_list or (found.kind == "percent" and found.value > most + _SLACK):
                return name, written
        elif limit is not None and (
            (name == "min" and found.value < limit - _SLACK) or (name == "max" and found.value > limit + _SLACK)
        ):
            return name, written
    return None


def _read_limit(written: str, found: Figure) -> float | None:
    """Return a limit in the unit of `found`, or None where it is about another kind of figure."""
    period = _PERIOD.search(written)
    if period is not None:
        return read_amount(period[1]) * _PERIOD_S[period[2].lower()] if found.kind == "duration" else None
    if "%" in written:
        return read_amount(written) if found.kind == "percent" else None
    return read_amount(written) if found.kind not in {"percent", "duration"} else None
