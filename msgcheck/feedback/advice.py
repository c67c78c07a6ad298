"""What changed, what marketing does about it and what the field does, in one sentence each.

The code says what was done to the message, the mover who has to move back: a figure the field made up, a line
marketing changed without telling anybody and a slip in our own template ask for different things. At most 30 words,
in plain words, and about wording only, never about people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from msgcheck.feedback.what_changed import what_changed
from msgcheck.records import Divergence, Mover

MAX_WORDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What one code asks of both sides."""

    does: str
    """What the wording does, after "The field ..."; `says` and `uses` become `say` and `use` for many."""
    marketing: str
    """What marketing does."""
    field: str
    """What the field does."""
    may_be_adopted: bool = False
    """Whether the field's wording could become an approved one, so that a few sources are too few to act on."""
    names_words: bool = True
    """Whether the words that changed may be named."""


_ANSWERS: dict[str, _Answer] = {
    "MC101": _Answer(
        does="says the opposite of the approved line",
        marketing="Find out which of the two is true; correct ours, or reject the other with a reason.",
        field="Use the approved line; tell marketing what speaks against it.",
        may_be_adopted=True,
    ),
    "MC102": _Answer(
        does="says another figure than is approved",
        marketing="Ask where the field's figure comes from; adopt it with evidence, or say why ours holds.",
        field="Use the approved figure, or send marketing the source of yours.",
        may_be_adopted=True,
    ),
    "MC103": _Answer(
        does="says more than is approved",
        marketing="Say whether the larger promise can be backed; adopt it with evidence, or reject it with a reason.",
        field="Say it as approved, with its conditions; tell marketing if customers need more.",
        may_be_adopted=True,
    ),
    "MC104": _Answer(
        does="says less than is approved",
        marketing="Ask why the field says less; soften the line, or give proof that can be shown.",
        field="You may use the full line; tell marketing where customers doubt it.",
        may_be_adopted=True,
    ),
    "MC105": _Answer(
        does="says something other than the approved line",
        marketing="Decide whether the field's point lands better; adopt it for its readers, test it, or reject it.",
        field="Make the approved point first; tell marketing what customers ask instead.",
        may_be_adopted=True,
    ),
    "MC201": _Answer(
        does="uses a line that was retired",
        marketing="Say again that the line was retired and why, and put the current one where people look.",
        field="Use the current line in place of the retired one.",
    ),
    "MC202": _Answer(
        does="says what we must never say",
        marketing="Offer a line that may be said instead, and repeat why this one may not.",
        field="Take it out, and ask marketing for a line you may use.",
    ),
    "MC203": _Answer(
        does="uses a note that must not leave the company",
        marketing="Warn the owner of the note, and offer a line that customers may see.",
        field="Take it out before the document leaves the company.",
        names_words=False,
    ),
    "MC204": _Answer(
        does="uses a line before the day it may be used",
        marketing="Say again from which day the line may be used, and check that the day still holds.",
        field="Keep the line back until the day it may be used.",
    ),
    "MC205": _Answer(
        does="uses a line that is no longer valid",
        marketing="Renew the line with fresh evidence, or offer one that holds now.",
        field="Take the line out, or ask marketing for the current one.",
    ),
    "MC301": _Answer(
        does="says something no approved line backs",
        marketing="Write an approved line for it, or say why we cannot claim it.",
        field="Leave it out of new documents, or send marketing its source.",
        may_be_adopted=True,
    ),
    "MC302": _Answer(
        does="says more about a customer than it has cleared",
        marketing="Ask the customer for permission, or offer a reference that is cleared.",
        field="Leave the customer out until it has given permission.",
        names_words=False,
    ),
    "MC303": _Answer(
        does="says something about a competitor that is not approved",
        marketing="Approve a comparison with its source, or offer a line about our own strengths.",
        field="Leave it out, or say whose view it is.",
        may_be_adopted=True,
    ),
    "MC401": _Answer(
        does="uses a name we replaced",
        marketing="Make the right name known, and check that our templates use it.",
        field="Use the right name throughout.",
    ),
    "MC402": _Answer(
        does="leaves out a line that has to be there",
        marketing="Put the line into the templates, so that nobody has to remember it.",
        field="Add the approved line.",
    ),
    "MC403": _Answer(
        does="uses wording meant for other readers",
        marketing="Offer a line for these readers, or widen whom this one is for.",
        field="Use the line approved for your readers.",
        may_be_adopted=True,
    ),
}
_OTHER = _Answer(
    does="says something other than is approved",
    marketing="Look at both wordings and decide which one holds.",
    field="Use the approved line, or tell marketing why yours serves customers better.",
    may_be_adopted=True,
)
"""For codes of plugins."""
_PLURAL = {"says": "say", "uses": "use", "leaves": "leave"}


def changed_sentence(divergence: Divergence) -> str:
    """Return what changed, in one sentence of at most 30 words."""
    answer = _ANSWERS.get(divergence.code, _OTHER)
    change = _who_does(divergence.mover, answer.does)
    what = divergence.what.strip().rstrip(".") if answer.names_words else ""
    # What is said of the code in general would only be said twice.
    if what and what != what_changed(divergence.code, ""):
        change = _within(f"{change}: {what}", MAX_WORDS)
    return change if change.endswith("…") else f"{change}."


def may_be_adopted(divergence: Divergence) -> bool:
    """Return whether the field's wording could become an approved one: a secret or a missing line could not."""
    return _ANSWERS.get(divergence.code, _OTHER).may_be_adopted and divergence.mover is not Mover.OWN_MATERIAL


def to_marketing(divergence: Divergence, *, proposal: bool) -> str:
    """Return what marketing does about a divergence, in one sentence of at most 30 words.

    Args:
        divergence: what is said instead of the approved line, and who moved.
        proposal: whether there are enough sources over enough time to change the message for it.
    """
    answer = _ANSWERS.get(divergence.code, _OTHER)
    match divergence.mover:
        case Mover.OWN_MATERIAL:
            others = divergence.spread.documents - 1
            if others < 1:
                return "Correct our own document before anybody copies it."
            repeat = "other document repeats" if others == 1 else "other documents repeat"
            return f"Correct our own document, then hand it out anew: {others} {repeat} it."
        case Mover.MARKETING:
            return (
                "Our message changed after most of these documents were written: "
                "tell the field, and say until when the old wording may stand."
            )
        case Mover.FIELD:
            if answer.may_be_adopted and not proposal:
                return "Watch it: so far too few sources, or too short a time, to change the message for it."
            return answer.marketing
        case Mover.BOTH:
            return f"Our message changed too: say what holds now, then {_lower(answer.marketing)}"
        case _:
            assert_never(divergence.mover)


def to_field(divergence: Divergence) -> str:
    """Return what the field does about a divergence, in one sentence of at most 30 words."""
    answer = _ANSWERS.get(divergence.code, _OTHER)
    match divergence.mover:
        case Mover.OWN_MATERIAL:
            return f"This came with our own material, which will be corrected; meanwhile, {_lower(answer.field)}"
        case Mover.MARKETING | Mover.BOTH:
            return f"The message has changed since: {_lower(answer.field)}"
        case Mover.FIELD:
            return answer.field
        case _:
            assert_never(divergence.mover)


def _who_does(mover: Mover, does: str) -> str:
    """Return the subject with its verb: "The field says ...", "Older documents say ..."."""
    verb, rest = does.split(" ", 1)
    match mover:
        case Mover.FIELD:
            return f"The field {does}"
        case Mover.MARKETING:
            return f"Documents older than our change {_PLURAL[verb]} {rest}"
        case Mover.BOTH:
            return f"Our message changed, and the field {does}"
        case Mover.OWN_MATERIAL:
            return f"Our own material {does}"
        case _:
            assert_never(mover)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _within(text: str, max_words: int) -> str:
    """Return the text, cut to a number of words."""
    words = text.split()
    return " ".join(words) if len(words) <= max_words else " ".join(words[: max_words - 1]) + " …"
