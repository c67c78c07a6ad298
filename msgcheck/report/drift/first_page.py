"""The first page: ten lines, in a fixed order, that a meeting can begin with.

They name no person, customer or file and rank nobody; they hold counts and the few words of an edit, never a whole
sentence of the field. A line without anything to say says so quietly: nothing found is no proof that nothing is there.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgcheck.in_words import and_list, number_of
from msgcheck.records import (
    Call,
    Called,
    Correction,
    DriftReport,
    EditCount,
    Ending,
    MessageDrift,
    Share,
)
from msgcheck.report.drift.edit_words import EditWords
from msgcheck.report.drift.quoting import is_place
from msgcheck.report.drift.shares import MIN_DOCUMENTS, parts_in_words
from msgcheck.report.drift.shown import shown_report
from msgcheck.report.drift.words import (
    day_near,
    families_in_words,
    family_count,
    is_judged_otherwise,
    is_running,
    knows_compared,
    material_in_words,
    period_near,
    reported_figures,
    segment_in_words,
    sources_in_words,
    why_no_growth,
    why_no_new,
)
from msgcheck.report.plain_text import printable, shortened

LINES = 10
_MAX_TEMPLATE = 40
_MAX_ABOUT = 3
"""Subjects of corrections named one by one; the others are counted."""
_MAX_PRODUCTS = 2
_LEADS = frozenset(
    (
        "Correct with customers",
        "Waiting for marketing",
        "New",
        "Growing",
        "From our own material",
        "Settled",
        "Launch",
        "Nobody used for three months",
    )
)


def first_page(report: DriftReport) -> tuple[str, ...]:
    """Return the ten lines of the first page, in their order."""
    report = shown_report(report)
    words = EditWords.of(report)
    lines = (
        _material(report),
        f"Correct with customers: {_corrections(report.corrections)}.",
        f"Waiting for marketing: {_waiting(report)}.",
        f"New: {_new(report, words)}.",
        f"Growing: {_growing(report, words)}.",
        f"From our own material: {_own_material(report.own_material, words)}.",
        f"Settled: {_settled(report, words)}.",
        f"Launch: {_launch(report, words)}.",
        f"Nobody used for three months: {_never_used(report)}. Ending: {_endings(report, words)}.",
        _disputed(report),
    )
    return tuple(printable(line) for line in lines)


def first_page_sections() -> tuple[str, ...]:
    """Return for each line the key of the section that says more, see `sections`."""
    return ("read", "corrections", "waiting", "new", "growing", "own", "settled", "adoption", "endings", "disputed")


def lead_of(line: str) -> tuple[str, str]:
    """Return (what a line is about, the rest): ("New", "'live in ..."); the first and the last line have no lead."""
    lead, colon, rest = line.partition(": ")
    return (lead, rest) if colon and lead in _LEADS else ("", line)


def _material(report: DriftReport) -> str:
    material = report.material
    kinds = material_in_words(material)
    when = f"{period_near(report.period, report.as_of)}{' so far' if is_running(report) else ''}"
    unread = [
        f"{count:,} {why}"
        for count, why in (
            (material.unreadable, "unreadable"),
            (material.other_language, "not in English"),
            (material.not_judged, "for other reasons"),
        )
        if count
    ]
    parts = [f"{kinds or 'No documents'} written or changed in {when}"]
    if unread:
        parts.append(f"{', '.join(unread)}: not judged")
    if material.partly:
        parts.append(f"{material.partly:,} judged in part")
    return f"{'; '.join(parts)}."


def _corrections(corrections: Sequence[Correction]) -> str:
    corrections = tuple(one for one in corrections if one.mails + one.documents)
    if not corrections:
        return "nothing known"
    named = [part for one in corrections[:_MAX_ABOUT] for part in _correction(one)]
    others = sum(one.mails + one.documents for one in corrections[_MAX_ABOUT:])
    if others:
        named.append(number_of(others, "other document"))
    total = sum(one.mails + one.documents for one in corrections)
    return f"{and_list(named)}; {_told(corrections, total)}"


def _correction(one: Correction) -> list[str]:
    about = f"'{one.about}'" if " " in one.about else one.about
    mails = number_of(one.mails, f"{about} mail") if one.mails else ""
    documents = number_of(one.documents, f"{about} document") if one.documents else ""
    return [part for part in (mails, documents) if part]


def _told(corrections: Sequence[Correction], total: int) -> str:
    told = [one for one in corrections if one.told]
    if len(told) == len(corrections):
        return "its writer was told" if total == 1 else "their writers were told"
    if not told:
        return "its writer is still to be told" if total == 1 else "their writers are still to be told"
    reached = sum(one.mails + one.documents for one in told)
    return f"the writers of {reached:,} were told, of {total - reached:,} not yet"


def _waiting(report: DriftReport) -> str:
    waiting = report.waiting
    if not waiting.proposals:
        return "nothing"
    days = number_of(waiting.oldest_days, "day") if waiting.oldest_days > 0 else "since today"
    if waiting.proposals == 1:
        return f"1 field wording, {f'for {days}' if waiting.oldest_days > 0 else days}"
    return f"{waiting.proposals:,} field wordings, the oldest {days}"


def _new(report: DriftReport, words: EditWords) -> str:
    if not report.new:
        return why_no_new(report) or "no wording that was not there before"
    first = report.new[0]
    segment = _segment(first.segment)
    spread = [
        families_in_words(first.families, first.documents),
        sources_in_words(first.sources),
        *([f"mostly {segment}"] if segment else []),
    ]
    return f"{words.told(first)}: {', '.join(spread)}{_more(len(report.new) - 1)}"


def _growing(report: DriftReport, words: EditWords) -> str:
    if report.growing:
        first = report.growing[0]
        segment = _most_clearly(first.called)
        return f"{words.told(first)}: {_growth(first, report)}{segment}{_more(len(report.growing) - 1)}"
    drifting = [message for message in report.messages if message.called.call is Call.DRIFTING]
    if drifting:
        # Those that also rose since the period compared with come first.
        clearest = min(drifting, key=lambda message: not _rose(message, report))
        name = words.name_of(clearest.message_id)
        return f"{name} line said otherwise{_drifting(clearest, report)}{_more(len(drifting) - 1)}"
    return why_no_growth(report) or "nothing beyond chance"


def _growth(edit: EditCount, report: DriftReport) -> str:
    """Return "9 -> 17", or only the last count where the period compared with is no measure."""
    if is_judged_otherwise(report):
        return f"-> {edit.documents:,} ({_compared(report)} was judged by another judge: not compared)"
    if not knows_compared(report):
        return f"-> {edit.documents:,} (nothing known of {_compared(report)})"
    return _change(edit)


def _drifting(message: MessageDrift, report: DriftReport) -> str:
    """Return how many documents drift; of a segment the report has no counts, and those of all are told as such."""
    now, then, called = reported_figures(message), message.compared, message.called
    parts = parts_in_words(now.drifting, now.carrying)
    change = f"{parts_in_words(then.drifting, then.carrying)} -> {parts}" if _rose(message, report) else ""
    if called.segment:
        return f"{_most_clearly(called)}{f'; all together {change}' if change else ''}"
    usual = f", {round(100 * called.before)}% was usual" if called.before is not None else ""
    return f": {change or f'{parts}{usual}'}"


def _rose(message: MessageDrift, report: DriftReport) -> bool:
    """Return whether the share of documents that drift is higher than in the period compared with."""
    now, then = reported_figures(message), message.compared
    is_measure = then.carrying > 0 and not is_judged_otherwise(report)
    return is_measure and now.drifting * then.carrying > then.drifting * now.carrying


def _compared(report: DriftReport) -> str:
    return period_near(report.compared_with, report.period.first)


def _own_material(own_material: Sequence[EditCount], words: EditWords) -> str:
    if not own_material:
        return "nothing found"
    first = own_material[0]
    template = shortened(words.quoting.title(first.template), _MAX_TEMPLATE)
    where = f" in {template}" if template else ""
    return f"{words.told(first)}{where}; {_copies(first)}{_more(len(own_material) - 1)}"


def _copies(edit: EditCount) -> str:
    uses = number_of(edit.documents, "use")
    if not edit.copies:
        return f"none of {uses} is a copy" if edit.documents > 1 else f"{uses}, no copy"
    return f"{edit.copies:,} of {uses} {'is a copy' if edit.copies == 1 else 'are copies'}"


def _settled(report: DriftReport, words: EditWords) -> str:
    if not report.settled:
        return "nothing that has become rarer since it was answered"
    first = report.settled[0]
    since = f" since the note of {day_near(first.since, report.period.first)}" if first.since is not None else ""
    return f"{words.told(first)} {_change(first)}{since}{_more(len(report.settled) - 1)}"


def _launch(report: DriftReport, words: EditWords) -> str:
    if not report.launches:
        return "none in the last three months"
    first = report.launches[0]
    name = words.name_of(first.message_id, first.text)
    day = f", day {first.adoption.days:,}" if first.adoption is not None else ""
    return f"{name} line in {_taken_up(first)}{_about_products(first)}{day}{_more(len(report.launches) - 1)}"


def _taken_up(message: MessageDrift) -> str:
    """Return "38 of 61 decks", of all documents where there are hardly any decks."""
    adoption = message.adoption
    if adoption is None:
        figures = reported_figures(message)
        return _of_documents(Share(part=figures.on_message, whole=figures.eligible), "document")
    decks = dict(adoption.by_family).get("deck")
    if decks is not None and decks.whole >= MIN_DOCUMENTS:
        return _of_documents(decks, "deck")
    return _of_documents(adoption.share, "document")


def _of_documents(share: Share, family: str) -> str:
    return f"{share.part:,} of {family_count(family, share.whole)}"


def _about_products(message: MessageDrift) -> str:
    if not message.products:
        return ""
    products = [shortened(printable(product), _MAX_TEMPLATE) for product in message.products[:_MAX_PRODUCTS]]
    return f" about {and_list(products)}{' and more' if len(message.products) > _MAX_PRODUCTS else ''}"


def _never_used(report: DriftReport) -> str:
    if report.never_used:
        return number_of(len(report.never_used), "line")
    return "no line" if report.never_used_known else "not known yet"


def _endings(report: DriftReport, words: EditWords) -> str:
    if not report.endings:
        return "nothing soon"
    first = report.endings[0]
    when = day_near(first.last_day, report.period.first)
    name = words.name_of(first.message_id, first.text)
    name = name if " " in name else f"{name} line"
    return f"{name}, {when}, {_carried_by(first)}{_more(len(report.endings) - 1)}"


def _carried_by(ending: Ending) -> str:
    if not any(count for _, count in ending.families):
        return "in no document"
    return families_in_words(ending.families, 0)


def _disputed(report: DriftReport) -> str:
    disputed = report.disputed
    if not disputed.findings and not disputed.called_wrong:
        return "The field called no finding wrong; none was raised."
    if not disputed.called_wrong:
        findings = "none of 1 finding" if disputed.findings == 1 else f"none of {disputed.findings:,} findings"
        return f"The field called {findings} wrong."
    called_wrong = f"{disputed.called_wrong:,} of {number_of(disputed.findings, 'finding')} wrong"
    return f"The field called {called_wrong}; {_upheld(disputed.called_wrong, disputed.upheld, disputed.open)}."


def _upheld(called_wrong: int, upheld: int, still_open: int) -> str:
    """Return how many of the findings called wrong were wrong: "5 were", "5 were, 1 not looked at yet"."""
    if still_open >= called_wrong:
        return "nobody has looked at it yet" if called_wrong == 1 else "nobody has looked at them yet"
    if called_wrong == 1:
        return "it was" if upheld else "it was not"
    were = f"{upheld:,} {'was' if upheld == 1 else 'were'}" if upheld else "none was"
    return f"{were}, {still_open:,} not looked at yet" if still_open else were


def _change(edit: EditCount) -> str:
    return f"{edit.before:,} -> {edit.documents:,}"


def _segment(segment: str) -> str:
    return "" if is_place(segment) else segment_in_words(segment)


def _most_clearly(called: Called) -> str:
    """Return ", most clearly in retail" where something holds for a segment, "" for all."""
    if not called.segment:
        return ""
    return f", most clearly in {_segment(called.segment) or 'one segment'}"


def _more(count: int) -> str:
    return f"; and {count:,} more" if count > 0 else ""
