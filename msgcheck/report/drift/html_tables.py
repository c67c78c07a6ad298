"""The sections of the page that are tables and lists, each as (anchor, title, HTML)."""

from __future__ import annotations

from collections.abc import Sequence

from msgcheck.in_words import day_in_words, number_of
from msgcheck.records import Adoption, DriftReport, MessageDrift, VersionChange
from msgcheck.report.divergences.words import capital
from msgcheck.report.drift import sections as titles
from msgcheck.report.drift.html_parts import MAX_CHARACTERS, Section, more_of, quiet_table, section, short
from msgcheck.report.drift.listed import (
    adopted_messages,
    days_in_words,
    groups_in_words,
    material_rows,
    version_in_words,
)
from msgcheck.report.drift.method import judged_differently, method_lines
from msgcheck.report.drift.shares import parts_in_words, percent_in_words
from msgcheck.report.drift.words import families_in_words, family_count
from msgcheck.report.html_text import element, escaped
from msgcheck.report.plain_text import shortened

_MAX_ROWS = 100
_MAX_LISTED = 60
"""Decks and files named in the local view."""


def corrections_section(report: DriftReport) -> Section:
    """Return what customers should be told otherwise."""
    rows = [
        (short(capital(one.about)), f"{one.mails:,}", f"{one.documents:,}", "yes" if one.told else "not yet")
        for one in report.corrections[:_MAX_ROWS]
    ]
    heads = ("About", "Mails", "Other documents", "Writers told")
    return section(
        "corrections", titles.CORRECTIONS, titles.CORRECTIONS_INTRO, _tabled(heads, rows, titles.CORRECTIONS, 1, 2)
    )


def waiting_section(report: DriftReport) -> Section:
    """Return what waits for marketing."""
    if not report.waiting.proposals:
        return section("waiting", titles.WAITING, "", [])
    wordings = number_of(report.waiting.proposals, "wording")
    line = (
        f"{wordings} of the field, said by enough independent sources for long enough, without an answer; the oldest "
        f"for {number_of(report.waiting.oldest_days, 'day')}. msgcheck divergences list shows them."
    )
    return section("waiting", titles.WAITING, "", [element("p", line)])


def adoption_section(report: DriftReport) -> Section:
    """Return how the messages that were approved not long ago are taken up, launches first."""
    known = adopted_messages(report)
    rows = [_adoption_row(message, adoption) for message, adoption in known[:_MAX_ROWS]]
    heads = ("Message", "Approved", "Day", "Half after", "Four in five after", "Carry it on message")
    key, title, inside = section(
        "adoption", titles.ADOPTION, titles.ADOPTION_INTRO, _tabled(heads, rows, titles.ADOPTION, 2, css="adopted")
    )
    return key, title, inside + ("\n" + more_of(len(known) - _MAX_ROWS, "message") if len(known) > _MAX_ROWS else "")


def _adoption_row(message: MessageDrift, adoption: Adoption) -> tuple[str, ...]:
    families = ", ".join(
        f"{share.part:,} of {family_count(family, share.whole)}" for family, share in adoption.by_family
    )
    share = adoption.share
    said, kinds = parts_in_words(share.part, share.whole), element("span", families, css="then")
    return (
        f"{short(message.text)}{element('span', message.message_id, css='meaning')}",
        escaped(day_in_words(adoption.approved_on)),
        f"{adoption.days:,}",
        days_in_words(adoption.days_to_half),
        days_in_words(adoption.days_to_most),
        f"<b>{percent_in_words(share.part, share.whole)}</b> {element('span', said, css='of')}{kinds}",
    )


def endings_section(report: DriftReport) -> Section:
    """Return the messages that end within the look-ahead."""
    rows = [
        (
            f"{short(ending.text)}{element('span', ending.message_id, css='meaning')}",
            escaped(day_in_words(ending.last_day)),
            escaped(families_in_words(ending.families, 0)),
        )
        for ending in report.endings[:_MAX_ROWS]
    ]
    heads = ("Message", "Last day", "Carried now by")
    return section("endings", titles.ENDINGS, titles.ENDINGS_INTRO, _tabled(heads, rows, titles.ENDINGS))


def never_used_section(report: DriftReport) -> Section:
    """Return the messages that nobody has used for three months."""
    rows = [(short(message_id), short(text)) for message_id, text in report.never_used[:_MAX_ROWS]]
    heads = ("Message", "Approved line")
    key, title, inside = section(
        "never-used", titles.NEVER_USED, titles.NEVER_USED_INTRO, _tabled(heads, rows, titles.NEVER_USED)
    )
    more = len(report.never_used) - _MAX_ROWS
    return key, title, inside + ("\n" + more_of(more, "message") if more > 0 else "")


def retired_section(report: DriftReport) -> Section:
    """Return the messages of which a retired wording is still about."""
    still = [message for message in report.messages if message.stock_retired]
    rows = [
        (
            f"{short(message.text)}{element('span', message.message_id, css='meaning')}",
            f"{message.stock_retired:,}",
            f"{message.stock:,}",
        )
        for message in still[:_MAX_ROWS]
    ]
    heads = ("Message", "With a retired wording", "Carry it at all")
    return section("retired", titles.RETIRED, titles.RETIRED_INTRO, _tabled(heads, rows, titles.RETIRED, 1, 2))


def phrases_section(report: DriftReport) -> Section:
    """Return the words that are new in the field's text; a shared report has none."""
    rows = [
        (short(one.phrase), f"{one.documents:,}", f"{one.sources:,}", f"{one.before:,}")
        for one in report.phrases[:_MAX_ROWS]
    ]
    heads = ("Words", "Documents", "Sources", "Documents of earlier periods")
    return section("phrases", titles.PHRASES, titles.PHRASES_INTRO, _tabled(heads, rows, titles.PHRASES, 1, 2, 3))


def versions_section(report: DriftReport) -> Section:
    """Return the decks that changed between two versions; for the local view only."""
    shown = [_version(version) for version in report.versions[:_MAX_LISTED]]
    if not shown:
        return section("versions", titles.VERSIONS, "", [])
    parts = [f'<ul class="versions">{"".join(shown)}</ul>']
    if len(report.versions) > _MAX_LISTED:
        parts.append(more_of(len(report.versions) - _MAX_LISTED, "deck"))
    return section("versions", titles.VERSIONS, titles.VERSIONS_INTRO, parts)


def _version(version: VersionChange) -> str:
    renamed = f", earlier {version.earlier_path}" if version.earlier_path != version.path else ""
    return f"<li>{short(version_in_words(version))} {element('span', f'{version.path}{renamed}', css='of')}</li>"


def disputed_section(report: DriftReport) -> Section:
    """Return what the field said of our findings."""
    disputed = report.disputed
    if not disputed.findings and not disputed.called_wrong:
        return section("disputed", titles.DISPUTED, "", [])
    held = max(0, disputed.called_wrong - disputed.upheld - disputed.open)
    rows = [
        ("Findings raised in documents of the period", f"{disputed.findings:,}"),
        ("Called wrong", f"{disputed.called_wrong:,}"),
        ("Of these, wrong indeed", f"{disputed.upheld:,}"),
        ("Of these, right after all", f"{held:,}"),
        ("Of these, not looked at yet", f"{disputed.open:,}"),
    ]
    return section("disputed", titles.DISPUTED, "", _tabled(("What", "Findings"), rows, titles.DISPUTED, 1))


def read_section(report: DriftReport) -> Section:
    """Return what was read and what was not, in numbers; in the local view by name, folded away."""
    material = report.material
    rows = [(what, f"{count:,}") for what, count in material_rows(report)]
    key, title, inside = section(
        "read", titles.READ, titles.READ_INTRO, _tabled(("What", "Documents"), rows, titles.READ, 1)
    )
    groups = [_groups("Segments", material.by_segment), _groups("Teams", material.by_team)]
    return key, title, "\n".join(part for part in (inside, *groups, _unreadable(report)) if part)


def _groups(name: str, groups: tuple[tuple[str, int], ...]) -> str:
    """Return the documents of groups that may be shown, by name: no ranking."""
    if not groups:
        return ""
    return element("p", f"{name}, by name: {shortened(groups_in_words(groups), MAX_CHARACTERS)}", css="soft")


def _unreadable(report: DriftReport) -> str:
    if not report.unreadable:
        return ""
    items = [f"<li>{short(f'{document}: {reason}')}</li>" for document, reason in report.unreadable[:_MAX_LISTED]]
    if len(report.unreadable) > _MAX_LISTED:
        items.append(f"<li>and {len(report.unreadable) - _MAX_LISTED:,} more, see the JSON</li>")
    summary = f"{number_of(len(report.unreadable), 'document')} by name, only in this local view"
    return f"<details><summary>{summary}</summary><ul>{''.join(items)}</ul></details>"


def method_section(report: DriftReport) -> Section:
    """Return how this was counted."""
    lines = method_lines(report)
    items = [f"<li>{short(line)}</li>" for line in lines]
    if judged_differently(report):
        items[-1] = f"<li><strong>{short(lines[-1])}</strong></li>"
    return section("method", titles.METHOD, "", [f'<ul class="method">{"".join(items)}</ul>'])


def _tabled(
    heads: Sequence[str], rows: Sequence[Sequence[str]], caption: str, *numbers: int, css: str = ""
) -> list[str]:
    """Return a table, nothing where it has no rows; `numbers` are the columns to set flush right."""
    return [quiet_table(heads, rows, f"{caption}.", numbers=frozenset(numbers), css=css)] if rows else []
