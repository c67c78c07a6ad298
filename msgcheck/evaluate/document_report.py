"""The part of a report on accuracy that is about whole documents: planted divergences found, and false alarms."""

from __future__ import annotations

from collections.abc import Iterator

from msgcheck.codes import BY_CODE, Lane
from msgcheck.evaluate.accuracy import Accuracy
from msgcheck.evaluate.markdown_parts import number, quoted, share, table, words
from msgcheck.report.markdown_report import escaped

_MOST_WRONG = 40


def document_sections(accuracy: Accuracy) -> Iterator[str]:
    """Yield what was found in the documents of the set; one line where it has none."""
    if not accuracy.documents:
        yield "## Whole documents\n\nThe set has no documents."
        return
    yield _totals(accuracy)
    yield _by_label(accuracy)
    yield _missed(accuracy)
    yield _wrong(accuracy)


def _totals(accuracy: Accuracy) -> str:
    """Return the sums over mails, decks and all documents."""
    rows = [
        [
            name,
            str(total.documents),
            share(total.found, total.planted),
            share(total.right_code, total.planted),
            str(total.noted),
            str(total.false_alarms),
            number(total.false_alarms / total.documents, digits=2),
            str(total.not_judged),
            str(total.skipped),
        ]
        for name, total in accuracy.document_totals
    ]
    heads = (
        "documents",
        "number",
        "found",
        "right code",
        "only noted",
        "false alarms",
        "a document",
        "not judged",
        "skipped",
    )
    return (
        "## Whole documents\n\nDecks are built as .pptx and mail is read as it is, then scanned whole; divergences were"
        " planted in them at known places. *Found* has a finding at that place that a scan lists by default, of any"
        " code; *right code* has one of the labelled kind; *only noted* shows with `--all` alone. A *false alarm* is a"
        " listed finding where nothing was planted. *Not judged* counts statements, *skipped* documents.\n\n"
        f"{table(heads, rows)}"
    )


def _by_label(accuracy: Accuracy) -> str:
    """Return what became of what was planted, by label."""
    rows = [
        [
            words(entry.label),
            str(entry.planted),
            share(entry.found, entry.planted),
            share(entry.right_code, entry.planted),
            str(entry.noted),
        ]
        for entry in accuracy.planted
    ]
    return f"### Planted, by label\n\n{table(('label', 'planted', 'found', 'right code', 'only noted'), rows)}"


def _missed(accuracy: Accuracy) -> str:
    """Return everything planted that is not listed, by label."""
    order = {entry.label: place for place, entry in enumerate(accuracy.planted)}
    missed = [
        (order[outcome.planted.label], item, outcome)
        for item in accuracy.documents
        for outcome in item.outcomes
        if not outcome.found
    ]
    if not missed:
        return "### Planted and missed\n\nNothing was missed."
    missed.sort(key=lambda entry: entry[0])
    rows = [
        (
            words(outcome.planted.label),
            outcome.planted.severity.value,
            quoted(outcome.planted.text),
            escaped(f"{item.company}/{item.document}, {outcome.planted.location}"),
            "noted" if outcome.lane is Lane.NOTE else "",
        )
        for _, item, outcome in missed
    ]
    heads = ("label", "severity", "statement", "where", "")
    return f"### Planted and missed\n\nAll {len(missed)} of them.\n\n{table(heads, rows, text_columns=len(heads))}"


def _wrong(accuracy: Accuracy) -> str:
    """Return the findings where nothing was planted, the surest first."""
    wrong = sorted(
        ((item, finding) for item in accuracy.documents for finding in item.wrong),
        key=lambda entry: (-entry[1].probability, entry[0].company, entry[0].document, entry[1].location),
    )
    if not wrong:
        return "### False alarms in documents\n\nThere are none."
    rows = [
        (
            f"{finding.probability:.2f}",
            BY_CODE[finding.code].shown_as,
            quoted(finding.approved),
            quoted(finding.found),
            escaped(f"{item.company}/{item.document}, {finding.location}"),
        )
        for item, finding in wrong[:_MOST_WRONG]
    ]
    heads = ("score", "said", "approved line", "statement", "where")
    shown = f"The surest {len(rows)} of {len(wrong)}." if len(rows) < len(wrong) else f"All {len(wrong)} of them."
    return f"### False alarms in documents\n\n{shown}\n\n{table(heads, rows, text_columns=len(heads))}"
