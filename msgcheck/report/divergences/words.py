"""The words of the report, the same in every format: how often, where, since when, who moved, what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from msgcheck.codes import BY_CODE
from msgcheck.in_words import and_list, day_in_words, number_of
from msgcheck.records import (
    Answer,
    Band,
    Conflict,
    ConflictSide,
    Decision,
    Divergence,
    Mover,
    OutcomeComparison,
    OutcomeCount,
    Share,
    Spread,
    Told,
    Totals,
)

TEXT_NOT_KEPT = "text not kept"
LEFT_OUT = "sentences are left out of a shared report"
NO_APPROVED_LINE = "no approved line"
_KINDS = {"deck": ("deck", "decks"), "email": ("mail", "mails"), "document": ("other document", "other documents")}
_WAITING = {"approved_by": "an approval", "evidence": "evidence"}
MOVERS = {
    Mover.FIELD: "the field: the approved line is older than these documents",
    Mover.MARKETING: "marketing: the line changed after most of these were written",
    Mover.BOTH: "both the field and marketing",
    Mover.OWN_MATERIAL: "our own material: it was copied from a document that marketing owns",
}


def days_in_words(first: date | None, last: date | None) -> str:
    """Return "4 May to 17 November 2026", one day for two equal ones, "" where either is unknown."""
    if first is None or last is None:
        return ""
    if first == last:
        return day_in_words(first)
    start = day_in_words(first)
    return f"{start.removesuffix(f' {last.year}')} to {day_in_words(last)}"


def kind_of(divergence: Divergence) -> str:
    """Return the words for what was found: "figure changed"."""
    return BY_CODE[divergence.code].shown_as if divergence.code in BY_CODE else "said differently"


def title_of(divergence: Divergence) -> str:
    """Return the message's id, else the words for what was found."""
    return divergence.message_id or capital(kind_of(divergence))


def headline_of(divergence: Divergence) -> str:
    """Return what changed as a heading: "35% became 50%", else the words for what was found."""
    return capital(divergence.what or kind_of(divergence))


def said_of(divergence: Divergence, *, shared: bool) -> str:
    """Return the sentence said in the field, else why there is none, in brackets."""
    if divergence.said:
        return divergence.said
    return f"({LEFT_OUT if shared else TEXT_NOT_KEPT})"


def approved_of(divergence: Divergence) -> str:
    """Return the approved line, else in brackets that there is none to show."""
    return divergence.approved or f"({NO_APPROVED_LINE})"


def capital(text: str) -> str:
    """Return `text` with a capital first letter and the rest as it was."""
    return f"{text[:1].upper()}{text[1:]}"


def kind_count(kind: str, count: int) -> str:
    """Return "3 decks", "1 mail"."""
    singular, plural = _KINDS.get(kind, (kind, f"{kind}s"))
    return number_of(count, singular, plural)


def how_often(spread: Spread) -> str:
    """Return "7 independent sources, 23 documents: 16 decks, 7 mails; 5 of them copies"."""
    said = [number_of(spread.sources, "independent source"), number_of(spread.documents, "document")]
    kinds = ", ".join(kind_count(kind, count) for kind, count in spread.by_kind)
    copies = f"; {spread.copies:,} of them {'a copy' if spread.copies == 1 else 'copies'}" if spread.copies else ""
    return f"{', '.join(said)}{f': {kinds}' if kinds else ''}{copies}"


def in_short(spread: Spread) -> str:
    """Return "7 sources, 16 decks and 7 mails, since 3 June 2026"."""
    kinds = and_list([kind_count(kind, count) for kind, count in spread.by_kind])
    documents = kinds or number_of(spread.documents, "document")
    return f"{number_of(spread.sources, 'source')}, {documents}, since {day_in_words(spread.first_seen)}"


def in_brief(spread: Spread) -> str:
    """Return "7 sources since 3 June 2026"."""
    return f"{number_of(spread.sources, 'source')} since {day_in_words(spread.first_seen)}"


def who_moved(divergence: Divergence) -> str:
    """Return who moved and how that is known, "" where there is no approved line to move from."""
    return MOVERS[divergence.mover] if divergence.approved or divergence.message_id else ""


def counted(groups: Sequence[tuple[str, int]], *, at_most: int) -> str:
    """Return "slide 3 title (11), body line 5 (5) and 3 more"; the order is kept."""
    shown = ", ".join(f"{name} ({count:,})" for name, count in groups[:at_most])
    more = len(groups) - at_most
    return f"{shown} and {more:,} more" if more > 0 else shown


def since_when(spread: Spread) -> str:
    """Return "3 June 2026, last on 17 November 2026"."""
    if spread.first_seen == spread.last_seen:
        return day_in_words(spread.first_seen)
    return f"{day_in_words(spread.first_seen)}, last on {day_in_words(spread.last_seen)}"


def percent_of(share: Share) -> str:
    """Return "85%", "–" where there is nothing to share."""
    return "–" if share.percent is None else f"{share.percent}%"


def parts_of(share: Share) -> str:
    """Return "71 of 84", "no documents" where there are none."""
    return f"{share.part:,} of {share.whole:,}" if share.whole else "no documents"


def has_color(band: Band) -> bool:
    """Return whether a band may be coloured: not while it is too early, nor where there are too few documents."""
    return band in {Band.ON_TRACK, Band.SLIPPING, Band.DECIDE}


def coverage(totals: Totals) -> str:
    """Return how much of what was claimed an approved line is about, "" where nothing was claimed."""
    share = Share(part=totals.covered, whole=totals.claims)
    if share.percent is None:
        return ""
    return f"We have an approved line for {share.percent}% of what was claimed ({parts_of(share)} claims)."


def material(totals: Totals) -> str:
    """Return what the report is made of: "41 decks, 43 mails and 12 other documents of 4 May to ...; 6 scans."."""
    pairs = (("deck", totals.decks), ("email", totals.mails), ("document", totals.documents))
    kinds = and_list([kind_count(kind, count) for kind, count in pairs if count])
    days = days_in_words(totals.first_day, totals.last_day)
    read = f"{kinds or 'No documents'}{f', {days}' if days else ''}"
    return f"{read}; {number_of(totals.scans, 'scan')}."


def answered(decision: Decision) -> str:
    """Return marketing's answer as a clause: "adopted for food on 2 November 2026"."""
    return f"{_answer_words(decision)} on {day_in_words(decision.decided_on)}"


def _answer_words(decision: Decision) -> str:
    match decision.answer:
        case Answer.ADOPT:
            return "adopted"
        case Answer.ADOPT_FOR:
            whom = and_list([part for part in (decision.persona, decision.segment) if part])
            return f"adopted for {whom or 'a part of the field'}"
        case Answer.TEST:
            return "put to the test"
        case Answer.WATCH:
            return "put under watch"
        case Answer.REJECT:
            return "rejected"
        case Answer.FIX:
            return "to be fixed in the field: decided"
        case _:
            assert_never(decision.answer)


def waits_for(decision: Decision) -> str:
    """Return what a decision still waits for: "the patch to be merged and evidence", "" for nothing."""
    return and_list([_WAITING.get(what, what) for what in decision.waiting_for])


def decision_lines(decision: Decision) -> tuple[str, ...]:
    """Return what was decided, why, with which wording, what it waits for, and when it is looked at again."""
    lines = [f"{capital(answered(decision))}, at {number_of(decision.sources, 'independent source')}."]
    if decision.wording:
        lines.append(f"New wording: {decision.wording}")
    if decision.reason:
        lines.append(f"Reason: {decision.reason}")
    if decision.waiting_for:
        lines.append(f"Waiting for {waits_for(decision)}.")
    if decision.review_by is not None:
        lines.append(f"To be reviewed by {day_in_words(decision.review_by)}.")
    return tuple(lines)


def outcome_lines(outcome: OutcomeComparison) -> tuple[str, ...]:
    """Return the closed deals with either wording; counts only, nothing about causes."""
    lines = [
        f"With this wording: {_deals(outcome.field, with_interval=outcome.sufficient)}.",
        f"With the approved line: {_deals(outcome.approved, with_interval=outcome.sufficient)}.",
    ]
    if not outcome.sufficient:
        lines.append("Insufficient signal: fewer than 20 closed deals on one side or both.")
    if outcome.open_deals:
        lines.append(f"{capital(number_of(outcome.open_deals, 'deal'))} still open.")
    return (*lines, "These are counts; they do not say why a deal was won or lost.")


def _deals(count: OutcomeCount, *, with_interval: bool) -> str:
    won = f"{count.won:,} won and {count.lost:,} lost"
    if not with_interval or not count.closed:
        return won
    share = Share(part=count.won, whole=count.closed).percent
    return f"{won}, {share}% won (95% interval {round(100 * count.low)}% to {round(100 * count.high)}%)"


def told_line(told: Told) -> str:
    """Return a seller's word: verdict, day, text, and the name where the seller gave it."""
    by = f", {told.name}" if told.name else ""
    text = f": {told.text}" if told.text else ""
    return f"{capital(told.verdict.value)} ({day_in_words(told.day)}{by}){text}"


def told_answer(told: Told, as_of: date) -> str:
    """Return marketing's answer, else since how many days one is waited for."""
    if told.answer:
        on = f" ({day_in_words(told.answered_on)})" if told.answered_on is not None else ""
        return f"Marketing{on}: {told.answer}"
    return f"No answer yet, for {number_of(max(0, (as_of - told.day).days), 'day')}."


def conflict_title(conflict: Conflict) -> str:
    """Return what the statements disagree on, and within what: "temperature excursions, within one deck"."""
    subject = conflict.subject or conflict.message_id or "the same subject"
    return f"{capital(subject)}, within one {conflict.scope}"


def side_place(side: ConflictSide) -> str:
    """Return document, location and day of one side, as far as they are known."""
    day = day_in_words(side.day) if side.day is not None else ""
    return ", ".join(part for part in (side.document, side.location, day) if part)
