"""A half-hour agenda for the regular meeting of sales and marketing, as Markdown of one to two pages.

Three times ten minutes: the problem, the wordings to decide on, and what came of earlier decisions. It names numbers,
so that the meeting argues about wording and not about whether there is anything to argue about.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgcheck.in_words import and_list, day_in_words, number_of
from msgcheck.records import Decision, Divergence, DivergenceId, DivergenceReport, Entry, MessageUse, Standing, Told
from msgcheck.report.divergences.shown import shown_report
from msgcheck.report.divergences.words import (
    NO_APPROVED_LINE,
    answered,
    capital,
    conflict_title,
    coverage,
    headline_of,
    in_short,
    material,
    outcome_lines,
    parts_of,
    percent_of,
    title_of,
    told_answer,
    waits_for,
)
from msgcheck.report.interface import ReportOptions
from msgcheck.report.markdown_report import escaped
from msgcheck.report.plain_text import printable, shortened

MOST_ENTRIES = 3
"""Per part; ten minutes hold no more."""
MOST_SMALL = 4
"""One-line items of a list."""
MAX_CHARACTERS = 220
"""Of a sentence that is quoted."""


class DivergenceAgenda:
    """Prints the agenda in place of the report."""

    name = "agenda"
    suffixes: tuple[str, ...] = (".md",)

    def render(self, report: DivergenceReport, options: ReportOptions) -> str:  # noqa: ARG002 - it is always short
        """Return the agenda as Markdown, whatever the options."""
        return render_agenda(report)


def render_agenda(report: DivergenceReport) -> str:
    """Return the agenda as Markdown that ends with a line break.

    Args:
        report: whole or shared; of a shared one no sentence of the field is quoted.
    """
    report = shown_report(report)
    problems = _problems(report)
    wordings = [entry for entry in report.acting if entry.proposal][:MOST_ENTRIES]
    numbers = {
        entry.divergence.id: number for number, entry in enumerate(dict.fromkeys((*problems, *wordings)), start=1)
    }
    lines = [
        f"# {_text(report.company)}: half an hour of sales and marketing, {day_in_words(report.as_of)}",
        "",
        f"From {_text(material(report.totals))}",
        *_problem(report, problems, numbers),
        *_creative(report, wordings, numbers, shown={entry.divergence.id for entry in problems}),
        *_results(report),
    ]
    return "\n".join(lines) + "\n"


def _problems(report: DivergenceReport) -> list[Entry]:
    """Return the top divergences, one from our own material among them: that one is ours to mend."""
    own = list(report.own_material[:1])
    return [*report.acting[: MOST_ENTRIES - len(own)], *own]


def _problem(report: DivergenceReport, problems: Sequence[Entry], numbers: Mapping[DivergenceId, int]) -> list[str]:
    """Return the first ten minutes: where what is said and what is approved have parted."""
    lines = ["", "## Share the problem (10 minutes)", ""]
    if coverage(report.totals):
        lines.append(f"- {coverage(report.totals)}")
    audit = [
        f"{number.name} {percent_of(number.field)} ({parts_of(number.field)}; {number.field_band.value})"
        for number in report.audit
        if number.field.whole
    ]
    if audit:
        lines.append(f"- The field's documents: {'; '.join(audit)}.")
    counts = (
        number_of(len(report.acting), "divergence worth acting on", "divergences worth acting on"),
        number_of(len(report.own_material), "from our own material", "from our own material"),
        number_of(len(report.conflicts), "conflict"),
    )
    lines.append(f"- {capital(and_list(counts))}.")
    lines += [f"- {_text(_conflict(report))}"] if report.conflicts else []
    for entry in problems:
        lines += ["", *_both_sides(entry, numbers), f"   - Field: {_text(entry.to_field)}"]
        if not entry.proposal:
            lines.append(f"   - Marketing: {_text(entry.to_marketing)}")
    return lines


def _creative(
    report: DivergenceReport,
    wordings: Sequence[Entry],
    numbers: Mapping[DivergenceId, int],
    *,
    shown: Collection[DivergenceId],
) -> list[str]:
    """Return the second ten minutes: wordings of the field to adopt, test or reject, and lines nobody uses."""
    lines = ["", "## Share the creative (10 minutes)", ""]
    if wordings:
        lines.append("Decide on each of these wordings, with a reason the field can use:")
    else:
        lines.append("No wording of the field has come up often and long enough to decide on.")
    for entry in wordings:
        again = entry.divergence.id in shown
        lines += ["", *(_headline(entry, numbers, again=True) if again else _both_sides(entry, numbers))]
        if entry.outcome is not None:
            lines.append(f"   - Deals: {_text(' '.join(outcome_lines(entry.outcome)))}")
        lines.append(f"   - Marketing: {_text(entry.to_marketing)}")
    small = []
    if report.uncovered:
        themes = and_list(
            [f"{theme} ({number_of(claims, 'claim')})" for theme, claims in report.uncovered[:MOST_SMALL]]
        )
        small.append(f"- Claimed without an approved line: {_text(themes)}. Which of these gets one?")
    if report.never_used:
        unused = report.never_used
        names = and_list([_quoted_use(use) for use in unused[:2]])
        verb = "is" if len(unused) == 1 else "are"
        small.append(
            f"- {number_of(len(unused), 'approved message')} {verb} never used: {names}. Keep, change or drop?"
        )
    return [*lines, "", *small] if small else lines


def _results(report: DivergenceReport) -> list[str]:
    """Return the last ten minutes: what was decided, how far it came, what sellers told."""
    lines = ["", "## Share the results (10 minutes)", ""]
    pending = [_text(_under_way(entry)) for entry in report.decided if entry.divergence.decision is not None]
    done = [_text(_done(decision, report.faithful)) for decision in report.settled]
    for items in (pending, done):
        lines += [f"- {item}" for item in items[:MOST_SMALL]]
        if len(items) > MOST_SMALL:
            lines.append(f"- And {number_of(len(items) - MOST_SMALL, 'more decision', 'more decisions')}.")
    if not pending and not done:
        lines.append("- Nothing has been decided yet.")
    if report.faithful:
        best = report.faithful[0]
        where = number_of(best.on_message, "document")
        lines.append(
            f"- Said most faithfully: {_quoted_use(best)}, on message in {where}, otherwise in {best.diverging:,}."
        )
    if not report.told:
        return [*lines, "- No seller has told anything yet; msgcheck tell takes a minute."]
    open_count = sum(1 for told in report.told if not told.answer)
    heard = number_of(len(report.told), "word of sellers", "words of sellers")
    lines += ["", f"{capital(heard)}, {open_count:,} without an answer:", ""]
    return [*lines, *(f"- {_text(_told(told, report))}" for told in report.told[:MOST_SMALL])]


def _headline(entry: Entry, numbers: Mapping[DivergenceId, int], *, again: bool = False) -> list[str]:
    """Return the numbered line of a divergence: what changed, in which message, how often."""
    divergence = entry.divergence
    owner = f", owner {divergence.owner}" if divergence.owner else ""
    name = f"{numbers[divergence.id]}. **{_text(headline_of(divergence))}**"
    if again:
        return [f"{name} (as above{_text(owner)})"]
    return [f"{name} ({_text(title_of(divergence) + owner)}): {_text(in_short(divergence.spread))}."]


def _both_sides(entry: Entry, numbers: Mapping[DivergenceId, int]) -> list[str]:
    """Return the approved line and the one said, under their headline."""
    divergence = entry.divergence
    said = f"“{_quoted(divergence.said)}”" if divergence.said else _text(entry.changed)
    approved = f"“{_quoted(divergence.approved)}”" if divergence.approved else f"({NO_APPROVED_LINE})"
    return [
        *_headline(entry, numbers),
        f"   - Approved (ABC): {approved}",
        f"   - Said (XYZ): {said}",
        *_answered_before(divergence),
    ]


def _answered_before(divergence: Divergence) -> list[str]:
    """Return the answer that stood until the field insisted or the test was over, nothing where there was none."""
    decision = divergence.decision
    if decision is None or divergence.standing is not Standing.OPEN:
        return []
    reason = f": {decision.reason.removesuffix('.')}" if decision.reason else ""
    sources = f"{number_of(decision.sources, 'source')} then, {divergence.spread.sources:,} now"
    return [f"   - Answered before: {_text(f'{answered(decision)}{reason}; {sources}')}."]


def _under_way(entry: Entry) -> str:
    """Return a decision that is not done, with how far the wording spread since."""
    decision, spread = entry.divergence.decision, entry.divergence.spread
    if decision is None:
        return ""
    waiting = f"; waiting for {waits_for(decision)}" if decision.waiting_for else ""
    review = f"; to be reviewed by {day_in_words(decision.review_by)}" if decision.review_by is not None else ""
    return (
        f"{headline_of(entry.divergence)}: {answered(decision)}{waiting}{review}; "
        f"{number_of(decision.sources, 'source')} then, {spread.sources:,} now"
    )


def _done(decision: Decision, faithful: Sequence[MessageUse]) -> str:
    """Return a decision that is done, with its reason and, where it was adopted, how often it is said now."""
    said = next((use.on_message for use in faithful if use.message_id == decision.message_id), 0)
    waiting = f"; waiting for {waits_for(decision)}" if decision.waiting_for else ""
    spread = ""
    if decision.answer.value.startswith("adopt"):
        spread = f"; on message in {number_of(said, 'document')} now, {decision.documents:,} said it then"
    reason = f": {decision.reason.removesuffix('.')}" if decision.reason else ""
    return f"{decision.message_id or 'Not covered'}: {answered(decision)}{waiting}{spread}{reason}"


def _told(told: Told, report: DivergenceReport) -> str:
    """Return a seller's word without a name, with marketing's answer and its age."""
    text = f": “{shortened(told.text.strip().removesuffix('.'), MAX_CHARACTERS)}”" if told.text else ""
    age = ""
    if told.answer and told.answered_on is not None:
        age = f" It took {number_of(max(0, (told.answered_on - told.day).days), 'day')}."
    day = day_in_words(told.day)
    return f"{told.message_id}, {told.verdict.value} ({day}){text}. {told_answer(told, report.as_of)}{age}"


def _conflict(report: DivergenceReport) -> str:
    """Return the first conflict in one line: what disagrees with what."""
    conflict = report.conflicts[0]
    sides = and_list([side.says for side in conflict.sides if side.says])
    return f"We contradict ourselves: {conflict_title(conflict)}{f': {sides}' if sides else ''}."


def _quoted_use(use: MessageUse) -> str:
    return f"“{_quoted(use.text)}” ({_text(use.message_id)})"


def _quoted(text: str) -> str:
    """Return a sentence shortened for an agenda, without the stop that the line around it sets."""
    return _text(shortened(text.strip().removesuffix("."), MAX_CHARACTERS))


def _text(text: str) -> str:
    """Return text of documents as Markdown that shows it as it is."""
    return escaped(printable(text))
