"""The sections that are lists of lines, in words for Markdown and the terminal."""

from __future__ import annotations

from dataclasses import dataclass

from msgcheck.in_words import and_list, day_in_words, number_of
from msgcheck.records import Adoption, DriftReport, MessageDrift, VersionChange
from msgcheck.report.divergences.words import capital
from msgcheck.report.drift import sections as titles
from msgcheck.report.drift.shares import parts_in_words
from msgcheck.report.drift.words import families_in_words

_MAX_PLACES = 6
"""Slides of one deck that are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One section as a list."""

    title: str
    intro: str
    lines: tuple[str, ...]


def listed_sections(report: DriftReport) -> tuple[Listed, ...]:
    """Return the sections that are lists, in their order; those without lines too."""
    return (
        Listed(title=titles.ADOPTION, intro=titles.ADOPTION_INTRO, lines=_adoptions(report)),
        Listed(title=titles.ENDINGS, intro=titles.ENDINGS_INTRO, lines=_endings(report)),
        Listed(
            title=titles.NEVER_USED,
            intro=titles.NEVER_USED_INTRO,
            lines=tuple(f"{message_id}: {text}" for message_id, text in report.never_used),
        ),
        Listed(title=titles.RETIRED, intro=titles.RETIRED_INTRO, lines=_retired(report)),
        Listed(
            title=titles.PHRASES,
            intro=titles.PHRASES_INTRO,
            lines=tuple(
                f"“{one.phrase}”: {number_of(one.documents, 'document')}, {number_of(one.sources, 'source')}, "
                f"{one.before:,} before"
                for one in report.phrases
            ),
        ),
        Listed(
            title=titles.VERSIONS,
            intro=titles.VERSIONS_INTRO,
            lines=tuple(f"{version_in_words(version)} {version.path}" for version in report.versions),
        ),
        Listed(title=titles.READ, intro=titles.READ_INTRO, lines=_read(report)),
    )


def adopted_messages(report: DriftReport) -> tuple[tuple[MessageDrift, Adoption], ...]:
    """Return the messages of which it is known when they were approved, launches first."""
    launched = {message.message_id for message in report.launches}
    others = [message for message in report.messages if message.message_id not in launched]
    return tuple((message, message.adoption) for message in (*report.launches, *others) if message.adoption is not None)


def days_in_words(days: int | None) -> str:
    """Return "9 days", "not yet" where it has not come to it."""
    return "not yet" if days is None else number_of(days, "day")


def version_in_words(version: VersionChange) -> str:
    """Return "Slide 3 changed; slide 9 was added, between 8 October 2026 and 12 November 2026."."""
    said = [
        f"{_places(places)} {verb if verb == 'changed' else f'{_was(places)} {verb}'}"
        for places, verb in ((version.changed, "changed"), (version.added, "added"), (version.removed, "removed"))
        if places
    ]
    between = f"between {day_in_words(version.earlier_day)} and {day_in_words(version.day)}"
    return f"{capital('; '.join(said) or 'nothing that we read changed')}, {between}."


def _was(places: tuple[str, ...]) -> str:
    return "was" if len(places) == 1 else "were"


def _places(places: tuple[str, ...]) -> str:
    more = [f"{len(places) - _MAX_PLACES:,} more"] if len(places) > _MAX_PLACES else []
    return and_list([*places[:_MAX_PLACES], *more])


def material_rows(report: DriftReport) -> tuple[tuple[str, int], ...]:
    """Return (what, documents) of what was read and what was not."""
    material = report.material
    return (
        ("Decks", material.decks),
        ("Mails", material.mails),
        ("Other documents", material.documents),
        ("Could not be read", material.unreadable),
        ("Not in English", material.other_language),
        ("Not judged for other reasons", material.not_judged),
        ("Judged in part", material.partly),
    )


def groups_in_words(groups: tuple[tuple[str, int], ...]) -> str:
    """Return "north 240, south 238": by name, which is no ranking."""
    return ", ".join(f"{group} {count:,}" for group, count in sorted(groups))


def _adoptions(report: DriftReport) -> tuple[str, ...]:
    return tuple(
        f"{message.message_id}: approved on {day_in_words(adoption.approved_on)}, day {adoption.days:,}; "
        f"half after: {days_in_words(adoption.days_to_half)}; "
        f"four in five after: {days_in_words(adoption.days_to_most)}; "
        f"on message in {parts_in_words(adoption.share.part, adoption.share.whole)}"
        for message, adoption in adopted_messages(report)
    )


def _endings(report: DriftReport) -> tuple[str, ...]:
    return tuple(
        f"{ending.message_id}, last day {day_in_words(ending.last_day)}: {families_in_words(ending.families, 0)}"
        for ending in report.endings
    )


def _retired(report: DriftReport) -> tuple[str, ...]:
    return tuple(
        f"{message.message_id}: {number_of(message.stock_retired, 'document')}"
        for message in report.messages
        if message.stock_retired
    )


def _read(report: DriftReport) -> tuple[str, ...]:
    groups = (("Segments, by name", report.material.by_segment), ("Teams, by name", report.material.by_team))
    return (
        *(f"{what}: {count:,}" for what, count in material_rows(report)),
        *(f"{name}: {groups_in_words(entries)}" for name, entries in groups if entries),
        *(f"{document}: {reason}" for document, reason in report.unreadable),
    )
