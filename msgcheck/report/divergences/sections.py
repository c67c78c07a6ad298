"""The sections of the report in their order, with the words that lead into them; the same in every format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgcheck.records import DivergenceReport, Entry
from msgcheck.report.divergences.words import title_of

UNCOVERED = "Not covered by our messaging"
NEVER_USED = "Messages nobody uses"
NEVER_USED_INTRO = (
    "Approved, and said in none of the documents: the sample case that never leaves the boot of the car. "
    "Mend them, show the field when they help, or retire them."
)
FAITHFUL = "Most faithfully used"
FAITHFUL_INTRO = "What the field says as it was approved. Worth keeping as it is."
ABSENT = "Required but absent"
ABSENT_INTRO = "Lines that have to stand in some documents, and do not."
CONFLICTS = "Conflicts"
CONFLICTS_INTRO = "Two of our own lines that cannot both be right, whichever of them is approved."
DECIDED = "Decided and waiting"
SETTLED = "Settled"
SETTLED_INTRO = "Decided and no longer raised. A rejected wording returns once twice as many sources say it."
TOLD = "What sellers told us"
NOT_JUDGED = "Not judged"
NOT_JUDGED_INTRO = "Could not be read or judged. Not counted as on message."
NO_AUDIT = "No audit numbers yet."
NOTHING_WAITS = "Nothing waits for marketing."


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySection:
    """A section that holds divergences."""

    key: str
    """Name for anchors and for the CSV."""
    title: str
    intro: str
    empty: str
    """What to say where there are none; "" leaves the section out."""
    entries: tuple[Entry, ...]


def entry_sections(report: DivergenceReport) -> tuple[EntrySection, EntrySection, EntrySection, EntrySection]:
    """Return worth acting on, from our own material, single cases, and decided, in this order."""
    return (
        EntrySection(
            key="acting",
            title="Worth acting on",
            intro="Said by several independent sources: what the field found it had to change.",
            empty="Nothing is said differently by several independent sources.",
            entries=report.acting,
        ),
        EntrySection(
            key="own",
            title="From our own material",
            intro="Stands in a document that marketing owns: one correction there, and the copies can follow.",
            empty="Nothing that differs comes from marketing's own documents.",
            entries=report.own_material,
        ),
        EntrySection(
            key="single",
            title="Single cases",
            intro="Too few sources to be a proposal; kept in view.",
            empty="",
            entries=report.single,
        ),
        EntrySection(
            key="decided",
            title=DECIDED,
            intro="Answered by marketing, and still to be seen until it is in force or reviewed.",
            empty="",
            entries=report.decided,
        ),
    )


def by_message(entries: Sequence[Entry]) -> tuple[tuple[str, tuple[tuple[int, Entry], ...]], ...]:
    """Return (title, (place in `entries`, entry)...) of each message, in the order each is first met."""
    groups: dict[str, list[tuple[int, Entry]]] = {}
    for index, entry in enumerate(entries):
        groups.setdefault(title_of(entry.divergence), []).append((index, entry))
    return tuple((title, tuple(members)) for title, members in groups.items())
