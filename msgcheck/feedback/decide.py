"""Marketing's answer to a divergence, checked before anything is kept or written."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from msgcheck.codes import BY_CODE
from msgcheck.errors import InputError
from msgcheck.feedback.decision_words import as_sentence, decision_in_words
from msgcheck.feedback.messaging_change import target_of
from msgcheck.feedback.proposals import is_proposal
from msgcheck.feedback.standing import decision_on, standing_of
from msgcheck.identity import normalised
from msgcheck.in_words import day_in_words
from msgcheck.records import Answer, Decision, Divergence, Message, Messaging, NeverSay, Retired, Standing

FEWEST_DIGITS = 4
"""Hex digits of an id that name a divergence, where no other begins with them."""

_PREFIX = "div:"
_WITH_WORDING = frozenset({Answer.ADOPT, Answer.ADOPT_FOR, Answer.TEST})
_REWORDED = frozenset({"MC101", "MC102", "MC103", "MC104", "MC105", "MC403"})
"""Codes of another wording of a message; only these can become its wording."""
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories of what nobody sees in a sentence, and no messaging file should hold."""
_ENDS = (".", "!", "?", "…", ":", ";")
_LIST_THEM = "msgcheck divergences list shows all ids"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What marketing answers, as given."""

    answer: Answer
    reason: str = ""
    wording: str = ""
    """Empty takes the representative sentence of the divergence."""
    persona: str = ""
    segment: str = ""
    review_by: date | None = None
    approved_by: str = ""
    evidence: str = ""
    again: bool = False
    """Whether an answer that stands already may be replaced."""
    even_so: bool = False
    """Whether to adopt or test what too few sources say, or for readers the messaging does not name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How much has to come together for a proposal."""

    least_sources: int
    least_days: int


def find_divergence(name: str, divergences: Sequence[Divergence]) -> Divergence:
    """Return the divergence with this id; its first four hex digits or more will do, and so will an id merged into it.

    Raises:
        InputError: there is none, or several fit; the hint names the nearest.
    """
    wanted = name.strip().casefold().removeprefix(_PREFIX)
    if not re.fullmatch(rf"[0-9a-f]{{{FEWEST_DIGITS},}}", wanted):
        raise InputError(
            f'"{name}" is no id of a divergence.',
            hint=f"an id is div: and 12 hex digits, of which the first {FEWEST_DIGITS} will do; {_LIST_THEM}",
        )
    fitting = [
        divergence
        for divergence in divergences
        if any(_digits(one).startswith(wanted) for one in (divergence.id, *divergence.aliases))
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        ids = ", ".join(sorted(divergence.id for divergence in fitting))
        raise InputError(f'"{name}" may be several: {ids}.', hint="give more of the id")
    if not divergences:
        raise InputError("There is no divergence yet.", hint="scan a few documents first: msgcheck scan PATHS")
    near = difflib.get_close_matches(wanted, [_digits(one.id) for one in divergences], n=3, cutoff=0.5)
    nearest = f"the nearest: {', '.join(_PREFIX + one for one in near)}; " if near else ""
    raise InputError(f'There is no divergence "{name}".', hint=f"{nearest}{_LIST_THEM}")


def decide(
    divergence: Divergence,
    choice: Choice,
    *,
    decisions: Sequence[Decision],
    messaging: Messaging,
    today: date,
    rules: Rules,
    found_against: Collection[str] = (),
) -> Decision:
    """Return the decision that a choice comes to; nothing is kept or written.

    Args:
        divergence: what is decided on.
        choice: as given on the command line.
        decisions: all in force.
        messaging: as it is now.
        today: the day of the decision.
        rules: how much makes a proposal.
        found_against: approved lines that its findings were compared with; where the message says none of them any
            more, the messaging was changed since the last scan.

    Raises:
        InputError: the choice does not fit the divergence; the hint says what would.
    """
    choice = replace(
        choice,
        reason=_one_line(choice.reason),
        persona=_one_line(choice.persona),
        segment=_one_line(choice.segment),
        approved_by=_one_line(choice.approved_by),
        evidence=_one_line(choice.evidence),
    )
    _check_options(choice, today)
    _check_undecided(divergence, choice, decisions, messaging, today)
    wording = ""
    if choice.answer in _WITH_WORDING:
        message = _message_to_change(divergence, messaging)
        _check_unchanged(message, found_against)
        _check_is_proposal(divergence, choice, rules)
        _check_readers(choice, messaging)
        wording = _wording(divergence, choice, message, messaging)
    return Decision(
        divergence=divergence.id,
        message_id=divergence.message_id,
        code=divergence.code,
        change=divergence.change,
        answer=choice.answer,
        reason=choice.reason,
        wording=wording,
        persona=choice.persona,
        segment=choice.segment,
        decided_on=today,
        review_by=choice.review_by,
        approved_by=choice.approved_by,
        evidence=choice.evidence,
        sources=divergence.spread.sources,
        documents=divergence.spread.documents,
    )


def _digits(divergence_id: str) -> str:
    return divergence_id.casefold().removeprefix(_PREFIX)


def _check_options(choice: Choice, today: date) -> None:
    """Refuse options that are missing for an answer, or mean nothing with it."""
    answer = choice.answer
    if answer is Answer.REJECT and not choice.reason:
        raise InputError("Rejecting needs a reason.", hint='say why with --reason "...": the field will read it')
    if answer is Answer.ADOPT_FOR and not (choice.persona or choice.segment):
        raise InputError("adopt-for needs to know for whom.", hint="give --persona, --segment or both")
    if answer is Answer.ADOPT and (choice.persona or choice.segment):
        raise InputError("adopt holds for everybody.", hint="use adopt-for with --persona or --segment")
    if answer is Answer.TEST and choice.review_by is None:
        raise InputError("A test needs a day to look at it again.", hint="give it with --review-by YYYY-MM-DD")
    if choice.review_by is not None and choice.review_by < today:
        raise InputError(f"{choice.review_by.isoformat()} has passed.", hint="give a later day with --review-by")
    if answer not in _WITH_WORDING:
        for name in ("wording", "persona", "segment", "review_by", "approved_by", "evidence"):
            if getattr(choice, name):
                raise InputError(
                    f"--{name.replace('_', '-')} means nothing with {answer.value}.",
                    hint="it belongs to adopt, adopt-for and test",
                )


def _check_undecided(
    divergence: Divergence, choice: Choice, decisions: Sequence[Decision], messaging: Messaging, today: date
) -> None:
    """Refuse what is decided already, unless it is open again or shall be decided anew."""
    earlier = decision_on(divergence, decisions)
    if earlier is None or choice.again:
        return
    standing, earlier = standing_of(divergence, decisions, messaging, today=today)
    if earlier is not None and standing is not Standing.OPEN:
        raise InputError(
            as_sentence(f"{divergence.id} is decided: {decision_in_words(earlier)}"),
            hint="--again puts another answer in its place",
        )


def _message_to_change(divergence: Divergence, messaging: Messaging) -> Message:
    """Return the message whose wording is to change.

    Raises:
        InputError: there is none, or this is not about its wording.
    """
    message = messaging.message(divergence.message_id)
    if message is not None and divergence.code in _REWORDED:
        return message
    shown = BY_CODE[divergence.code].shown_as if divergence.code in BY_CODE else divergence.code
    ruled_out = {
        entry.id: entry.where
        for entries in (messaging.retired, messaging.never_say, messaging.internal_only)
        for entry in entries
    }
    if divergence.message_id in ruled_out:
        where = ruled_out[divergence.message_id]
        raise InputError(
            f'This cannot be adopted: it repeats "{divergence.message_id}" ({shown}).',
            where=f"{where.path}:{where.line}",
            hint="take that entry out of the messaging if it shall no longer hold; or answer reject or fix",
        )
    if divergence.message_id and message is None:
        raise InputError(
            f'The messaging was changed meanwhile: there is no message "{divergence.message_id}" any more.',
            hint="scan again; or answer watch, reject or fix",
        )
    raise InputError(
        f"This cannot be adopted: it is not another wording of a message ({shown}).",
        hint="write a message of its own into the messaging if it shall be approved; or answer watch, reject or fix",
    )


def _check_unchanged(message: Message, found_against: Collection[str]) -> None:
    """Refuse to change a message that says something else than what the field's wording was compared with."""
    entries = (message, *message.variants)
    says = {normalised(text) for entry in entries for text in (entry.text, *entry.same)}
    if found_against and not any(normalised(line) in says for line in found_against):
        line = min(found_against).removesuffix(".")
        raise InputError(
            f'The messaging was changed meanwhile: "{message.id}" no longer says "{line}".',
            where=f"{message.where.path}:{message.where.line}",
            hint="scan again, then decide on what is found against the line as it is now",
        )


def _check_is_proposal(divergence: Divergence, choice: Choice, rules: Rules) -> None:
    """Refuse to take up what too few say, or only since yesterday."""
    enough = is_proposal(divergence, least_sources=rules.least_sources, least_days=rules.least_days)
    if enough or choice.even_so:
        return
    spread = divergence.spread
    sources = "1 source" if spread.sources == 1 else f"{spread.sources} independent sources"
    first, last = day_in_words(spread.first_seen), day_in_words(spread.last_seen)
    over = f"on {first} only" if first == last else f"from {first} to {last}"
    raise InputError(
        f"{divergence.id} is no proposal yet: {sources}, {over}; "
        f"it takes {rules.least_sources} sources and {rules.least_days} days.",
        hint="answer watch, or take it all the same with --even-so",
    )


def _check_readers(choice: Choice, messaging: Messaging) -> None:
    """Refuse a persona or segment that looks like a slip of one the messaging names."""
    if choice.even_so:
        return
    entries = [entry for message in messaging.messages for entry in (message, *message.variants)]
    for key in ("persona", "segment"):
        given = getattr(choice, key)
        known = {name.casefold(): name for entry in entries for name in getattr(entry, key)}
        near = difflib.get_close_matches(given.casefold(), known, n=1, cutoff=0.75)
        if given and given.casefold() not in known and near:
            raise InputError(
                f'The messaging names no {key} "{given}"; did you mean "{known[near[0]]}"?',
                hint=f"--even-so takes {given} as a new one",
            )


def _wording(divergence: Divergence, choice: Choice, message: Message, messaging: Messaging) -> str:
    """Return the wording to adopt or test.

    Raises:
        InputError: there is none, or it cannot be taken.
    """
    wording = _one_line(choice.wording or divergence.said or "")
    if not wording:
        raise InputError(
            "No sentence of this divergence was kept, as with mail.",
            hint='give the one to approve with --wording "..."',
        )
    target, _ = target_of(divergence, message)
    if not choice.wording and target.text.endswith(".") and not wording.endswith(_ENDS):
        wording += "."  # a bullet of a deck has none, the approved line does
    given = normalised(wording)
    for_some = bool(choice.persona or choice.segment)
    if given == normalised(target.text) and not for_some:
        raise InputError("This is the approved line already.", hint='give another one with --wording "..."')
    if any(
        normalised(entry.text) == given and not entry.origin_field and not (for_some and _for_others(entry, choice))
        for entry in (message, *message.variants)
    ):
        raise InputError(f"{message.id} says this already, in its text or a variant.", hint=_MERGED_BY_HAND)
    if any(normalised(entry.text) == given for entry in messaging.internal_only):
        raise InputError("This wording must not leave the company.", hint="ask the owner of the internal line")
    ruled_out: tuple[Retired | NeverSay, ...] = (*messaging.retired, *messaging.never_say)
    for entry in ruled_out:
        if normalised(entry.text) == given:
            kind = "retired" if isinstance(entry, Retired) else "ruled out"
            raise InputError(
                f'This wording was {kind} as "{entry.id}".',
                where=f"{entry.where.path}:{entry.where.line}",
                hint="take that entry out of the messaging first",
            )
    return wording


_MERGED_BY_HAND = "scan again: documents with it are on message now"


def _for_others(entry: object, choice: Choice) -> bool:
    """Return whether an entry is approved for other readers than the chosen ones."""
    for key in ("persona", "segment"):
        given, names = getattr(choice, key), getattr(entry, key)
        if given and names and given.casefold() not in {name.casefold() for name in names}:
            return True
    return False


def _one_line(text: str) -> str:
    """Return a text on one line without what nobody sees."""
    spaced = " ".join(text.split())
    return "".join(letter for letter in spaced if unicodedata.category(letter) not in _HIDDEN)
