"""The report on accuracy for people, in Markdown: figures beside judges that know nothing, and failures shown."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgcheck.codes import STATEMENT_LABELS, Severity
from msgcheck.evaluate.accuracy import Accuracy
from msgcheck.evaluate.document_report import document_sections
from msgcheck.evaluate.failures import Failure, Failures
from msgcheck.evaluate.figures import FIGURES
from msgcheck.evaluate.figures_report import distance_section, figure_cell, figures_section, halves_section
from msgcheck.evaluate.markdown_parts import number, percent, quoted, share, table, words
from msgcheck.evaluate.rates import DRIFT_SHARES, BarRate
from msgcheck.report.markdown_report import escaped

JUDGE_LINE = "| judge | `{name}` |"
"""How the report names the judge it was made with; a test holds the name against the packaged judge."""


def accuracy_to_markdown(accuracy: Accuracy) -> str:
    """Return a report on accuracy as Markdown that ends with a line break."""
    sections = [
        _head(accuracy),
        figures_section(accuracy),
        distance_section(accuracy),
        _real_mail(accuracy),
        _calibration(accuracy),
        _labels(accuracy),
        _confusion(accuracy),
        _severity(accuracy),
        *_parts(accuracy),
        halves_section(accuracy),
        *document_sections(accuracy),
        _failures("False alarms shown", accuracy.false_alarms, _ALARMS_ABOUT),
        _failures("Misses shown", accuracy.missed, _MISSES_ABOUT),
        _not_judged(accuracy),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


_ALARMS_ABOUT = "Clean statements that were raised, those the judge was surest of first."
_MISSES_ABOUT = "Drifted statements that were passed over, those the judge was surest of first."


def _head(accuracy: Accuracy) -> str:
    """Return title, how the report was made, the set and the models."""
    clean = accuracy.statements - accuracy.drifted
    models = [(what, f"`{name}`") for what, name in accuracy.models]
    about = [
        *models,
        ("set", f"{escaped(accuracy.set_name)}: {accuracy.companies} companies, {accuracy.statements} statements"),
        ("of these", f"{accuracy.drifted} have drifted, {clean} are clean"),
        ("not judged", f"{len(accuracy.unjudged)}, counted as claiming nothing"),
        ("day", f"{accuracy.day.isoformat()}: whole decks are judged by the messaging of this day, mail by its own"),
    ]
    calibrated = "" if accuracy.calibrated else "\n\n**Not calibrated for these models: nothing goes beyond a note.**"
    return (
        "# Accuracy\n\n"
        f"Written by `msgcheck evaluate` over {escaped(accuracy.set_name)}, not by hand; the same set, weights and day"
        " give the same page. Every statement of the set carries a label: what it does with the approved messaging. The"
        " judge sees the statement and the messaging, never the label.\n\n"
        f"{table(('what', 'which'), about, text_columns=2)}{calibrated}"
    )


def _real_mail(accuracy: Accuracy) -> str:
    """Return the precision to expect where drift is as rare as it is."""
    rows = [
        [
            rate.name,
            "-" if rate.bar is None else number(rate.bar),
            share(rate.found, rate.drifted),
            share(rate.disturbed, rate.clean),
            *(number(precision, digits=2) for _, precision in rate.precision),
        ]
        for rate in accuracy.rates
    ]
    heads = (
        "bar",
        "from",
        "drift found",
        "clean disturbed",
        *(f"precision at {percent(drift)}" for drift in DRIFT_SHARES),
    )
    return (
        "## Where drift is rare\n\n"
        f"In this set {percent(accuracy.drifted / max(1, accuracy.statements))} of the statements have drifted; in real"
        " decks and mail it may be one in ten, or one in thirty. The last columns say how much of what is raised has"
        " then really drifted, given the shares of drifted and of clean statements that pass each bar. The clean"
        " statements of this set were written to be hard; ordinary clean sentences are disturbed less.\n\n"
        f"{table(heads, rows)}\n\n"
        f"Raise is what gets a label worth raising; the other bars are those of the lanes, and only high severity asks."
        f"{_too_few(accuracy.rates)}{_fixed_on_held_out(accuracy)} Recall at 95 % precision, in the set as it is:"
        f" {number(accuracy.judge.scores.recall_at_p95)}."
    )


def _fixed_on_held_out(accuracy: Accuracy) -> str:
    """Return the bars that were fixed on held-out companies, "" where they are not known."""
    if not accuracy.held_out or not accuracy.held_out.bars:
        return ""
    bars = ", ".join(f"{escaped(name)} {number(value)}" for name, value in sorted(accuracy.held_out.bars.items()))
    return f" Fixed on held-out training companies: {bars}."


def _too_few(rates: Sequence[BarRate]) -> str:
    """Return what a count of no false alarm leaves open (the rule of three), "" where it does not arise."""
    if not any(rate.clean and not rate.disturbed and rate.found for rate in rates):
        return ""
    most = 3 / rates[0].clean
    return f" Where no clean statement is disturbed, up to {percent(most, digits=1)} may still be, given so few."


def _calibration(accuracy: Accuracy) -> str:
    """Return the calibration curve as a table of ten bins."""
    curve = accuracy.curve
    rows = [
        [
            f"{entry.low:.1f} to {entry.high:.1f}",
            str(entry.count),
            number(entry.mean_score),
            number(entry.drifted),
            _bar(entry.drifted),
        ]
        for entry in curve.bins
    ]
    held_out = ""
    if accuracy.held_out and not math.isnan(accuracy.held_out.calibration_error):
        held_out = f" On held-out training companies it is {number(accuracy.held_out.calibration_error)}."
    heads = ("score", "statements", "mean score", "really drifted", "")
    return (
        "## Calibration\n\nOf statements with a score of 0.7, seven in ten should have drifted.\n\n"
        f"{table(heads, rows)}\n\nExpected calibration error: {number(curve.error)}.{held_out}"
    )


def _bar(value: float) -> str:
    """Return a share as a bar of at most ten blocks."""
    return "" if math.isnan(value) else "█" * round(value * 10)


def _labels(accuracy: Accuracy) -> str:
    """Return precision, recall and F1 of each label."""
    rows = [
        [words(entry.label), f"`{entry.label}`", str(entry.statements), str(entry.said)]
        + [number(value, digits=2) for value in (entry.precision, entry.recall, entry.f1)]
        for entry in accuracy.labels
    ]
    heads = ("what it does", "label", "in the set", "said", "precision", "recall", "F1")
    return f"## By label\n\n{table(heads, rows, text_columns=2)}"


def _confusion(accuracy: Accuracy) -> str:
    """Return what each label was taken for."""
    counts = {(gold, said): count for gold, said, count in accuracy.judge.scores.confusion}
    rows = [
        [words(gold), *(_count(counts.get((gold, said), 0), diagonal=gold is said) for said in STATEMENT_LABELS)]
        for gold in STATEMENT_LABELS
    ]
    heads = ("labelled / said", *(words(label) for label in STATEMENT_LABELS))
    return f"## What was taken for what\n\nRows as labelled, columns as said.\n\n{table(heads, rows)}"


def _severity(accuracy: Accuracy) -> str:
    """Return labelled against said severity of what was rightly raised."""
    counts = {(gold, said): count for gold, said, count in accuracy.severities}
    rows = [
        [gold.value, *(_count(counts.get((gold, said), 0), diagonal=gold is said) for said in Severity)]
        for gold in Severity
        if gold is not Severity.NONE
    ]
    right = sum(count for gold, said, count in accuracy.severities if gold is said)
    heads = ("labelled / said", *(said.value for said in Severity))
    return (
        "## Severity\n\nOf what was rightly raised, rows as labelled, columns as said:"
        f" {share(right, sum(counts.values()))} agree.\n\n"
        f"{table(heads, rows)}"
    )


def _count(count: int, *, diagonal: bool) -> str:
    """Return a count of a square table, the right ones bold."""
    return f"**{count}**" if diagonal else str(count or ".")


def _parts(accuracy: Accuracy) -> Iterator[str]:
    """Yield the figures by channel, by form where the set has forms, and by company."""
    for grouping, grouped in groupby(accuracy.parts, key=lambda part: part.grouping):
        rows = [
            [
                escaped(part.name.replace("_", " ") or "-"),
                str(part.scores.n),
                *(figure_cell(part.scores, figure) for figure in FIGURES),
            ]
            for part in grouped
        ]
        yield f"## By {grouping}\n\n{table((grouping, 'statements', *(figure.title for figure in FIGURES)), rows)}"


def _failures(title: str, failures: Failures, about: str) -> str:
    """Return failures as a table, chosen by score alone."""
    if not failures.shown:
        return f"## {title}\n\n{about} There are none."
    heads = ("score", "labelled", "said", "approved line", "statement", "where")
    chosen = f"{len(failures.shown)} of {failures.total}, by score alone; none was picked or left out."
    return f"## {title}\n\n{about} {chosen}\n\n{table(heads, map(_failure, failures.shown), text_columns=len(heads))}"


def _failure(failure: Failure) -> tuple[str, ...]:
    """Return one failure as cells."""
    labelled = words(failure.gold)
    if failure.severity is not Severity.NONE:
        labelled = f"{labelled}, {failure.severity.value}"
    statement = quoted(failure.statement)
    if failure.context:
        statement = f"*{quoted(failure.context)}* {statement}"
    where = escaped(failure.id if failure.company in failure.id else f"{failure.company} {failure.id}")
    return f"{failure.score:.2f}", labelled, words(failure.said), quoted(failure.approved), statement, where


def _not_judged(accuracy: Accuracy) -> str:
    """Return the statements that could not be judged."""
    if not accuracy.unjudged:
        return "## Not judged\n\nEvery statement was judged."
    rows = [(escaped(entry.company), escaped(entry.id), quoted(entry.statement)) for entry in accuracy.unjudged]
    return (
        "## Not judged\n\nIn the figures above these count as claiming nothing.\n\n"
        f"{table(('company', 'id', 'statement'), rows, text_columns=3)}"
    )
