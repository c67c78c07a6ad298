"""The sections of the drift report, with the words that lead into them; the same in every format."""

from __future__ import annotations

from dataclasses import dataclass

from msgcheck.in_words import day_in_words
from msgcheck.records import DriftReport, EditCount
from msgcheck.report.divergences.words import LEFT_OUT, NO_APPROVED_LINE, TEXT_NOT_KEPT, capital
from msgcheck.report.drift.shown import INTERNAL_CODE
from msgcheck.report.drift.words import (
    families_in_words,
    period_in_words,
    segment_in_words,
    sources_in_words,
    why_no_growth,
    why_no_new,
)

MESSAGES = "Message by message"
MESSAGES_INTRO = (
    "Of the documents written or changed in the period that a message is for: how many carry it, and how many of these "
    "say it on message only, or otherwise. In the order of the messaging."
)
TRENDS = "Over time"
TRENDS_INTRO = (
    "Each document stands in the period of its own day, as it was judged when it was new. The bars show how exact a "
    "share is for its number of documents (95% interval); under five documents there is no point. The filled point is "
    "the period reported, the short line in its column the share that was to be expected."
)
ADOPTION = "New and reworded lines: how they are taken up"
ADOPTION_INTRO = (
    "Days from approval until half, and four in five, of the new documents carried the line on message, with at least "
    "ten documents since to show it; and how many have carried it since its approval."
)
ENDINGS = "Ending soon"
ENDINGS_INTRO = "Decks and documents of any month that carry a line about to end; sent mail is not among them."
NEVER_USED = "Used by nobody for three months"
NEVER_USED_INTRO = "Mend them, show the field when they help, or retire them."
RETIRED = "Retired lines still in use"
RETIRED_INTRO = "Decks and documents of any month that carry a retired wording now; sent mail is not among them."
CORRECTIONS = "Correct with customers"
CORRECTIONS_INTRO = "What left the house and should be told otherwise, by what it is about."
WAITING = "Waiting for marketing"
PHRASES = "New in the field's words"
PHRASES_INTRO = (
    "Terms and phrases that tell the field's text of this period from the approved text and from earlier periods."
)
VERSIONS = "Decks that changed"
VERSIONS_INTRO = "From one version of a deck to the next."
DISPUTED = "What the field said of our findings"
READ = "What was read, and what was not"
READ_INTRO = "What was not judged is not counted as on message, nor as anything else."
METHOD = "How this was counted"
_INTERNAL = "an internal note; its words are never shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditSection:
    """A section that holds edits."""

    key: str
    """Name for anchors."""
    title: str
    intro: str
    empty: str
    """What to say where there are none; "" leaves the section out."""
    then: str
    """What the earlier count of an edit is: "in October 2026"; "" where it has none."""
    edits: tuple[EditCount, ...]


def edit_sections(report: DriftReport) -> tuple[EditSection, EditSection, EditSection, EditSection, EditSection]:
    """Return new, growing, listed, from our own material, and settled, in this order."""
    then = f"in {period_in_words(report.compared_with)}"
    return (
        EditSection(
            key="new",
            title="New",
            intro="First seen in this period, those of most sources first.",
            empty=f"{capital(why_no_new(report) or 'no wording was first seen in this period')}.",
            then="",
            edits=report.new,
        ),
        EditSection(
            key="growing",
            title="Growing",
            intro="More than chance explains for the number of documents.",
            empty=f"{capital(why_no_growth(report) or 'nothing grows beyond chance')}.",
            then=then,
            edits=report.growing,
        ),
        EditSection(
            key="own",
            title="From our own material",
            intro="Stands in a document that marketing owns: one correction there, and the copies can follow.",
            empty="Nothing found that comes from marketing's own documents.",
            then="",
            edits=report.own_material,
        ),
        EditSection(
            key="settled",
            title="Settled",
            intro="Answered, and fewer now than when they were.",
            empty="Nothing has become rarer since it was answered.",
            then="when it was answered",
            edits=report.settled,
        ),
        EditSection(
            key="listed",
            title="Also seen",
            intro="Every other edit and retired line of the period. The counts do not tell a direction.",
            empty="",
            then=then,
            edits=report.counted,
        ),
    )


def no_approved_of(edit: EditCount) -> str:
    """Return why there is no approved line to show, in brackets."""
    return f"({_INTERNAL if edit.code == INTERNAL_CODE else NO_APPROVED_LINE})"


def said_of(edit: EditCount, *, shared: bool) -> str:
    """Return the sentence of the field, else why there is none, in brackets."""
    if edit.code == INTERNAL_CODE:
        return f"({_INTERNAL})"
    return edit.said or f"({LEFT_OUT if shared else TEXT_NOT_KEPT})"


def counts_in_words(edit: EditCount, then: str) -> str:
    """Return "14 decks, 6 sources, mostly retail; 9 in October; since 3 November 2026"."""
    segment = segment_in_words(edit.segment)
    spread = [families_in_words(edit.families, edit.documents), sources_in_words(edit.sources)]
    spread += [f"mostly {segment}"] if segment else []
    said = [", ".join(spread), *([f"{edit.before:,} {then}"] if then else [])]
    if edit.copies:
        said.append(f"{edit.copies:,} of {edit.documents:,} {'is a copy' if edit.copies == 1 else 'are copies'}")
    if edit.template:
        said.append(f"from {edit.template}")
    if edit.since is not None:
        said.append(f"since {day_in_words(edit.since)}")
    return f"{'; '.join(said)}."
