"""The messages of a period as HTML: one table to compare them, and each over time with its plots."""

from __future__ import annotations

from collections.abc import Sequence

from msgcheck.in_words import day_in_words, number_of
from msgcheck.records import Call, DriftReport, Interval, MessageDrift, PeriodFigures
from msgcheck.report.divergences.words import capital
from msgcheck.report.drift import sections as titles
from msgcheck.report.drift.edit_words import EditWords
from msgcheck.report.drift.html_parts import MAX_CHARACTERS, Section, more_of, quiet_table, section, short
from msgcheck.report.drift.shares import (
    MIN_DOCUMENTS,
    interval_in_words,
    parts_in_words,
    percent_in_words,
    share_in_words,
)
from msgcheck.report.drift.svg_plot import Place, Plot, latest, svg
from msgcheck.report.drift.words import (
    called_in_row,
    called_in_words,
    day_near,
    is_called,
    kinds_in_words,
    period_in_words,
    period_mark,
    reported_figures,
    why_no_calls,
)
from msgcheck.report.html_text import element, escaped, table
from msgcheck.report.plain_text import shortened

_MAX_ROWS = 400
_ROW_CHARACTERS = 130
_CARRYING = "documents carrying it"
_SIGNS = {Call.DRIFTING: "▲", Call.RECOVERING: "▼", Call.FOLLOWING: "◇"}
"""Shapes beside the words, for print in black and white."""


def messages_section(report: DriftReport, max_plotted: int) -> Section:
    """Return all messages of the period in one table, beside the period they are compared with.

    Args:
        report: whose messages.
        max_plotted: messages that are plotted further down; the others have no link there.
    """
    plotted = {message.message_id: _anchor(index) for index, message in _chosen(report, max_plotted)}
    shown = report.messages[:_MAX_ROWS]
    rows = [_row(message, plotted.get(message.message_id, ""), report) for message in shown]
    then = period_in_words(report.compared_with)
    caption = f"Documents of {period_in_words(report.period)}; in grey beneath, those of {then}."
    parts = [table(("Message", "Carry it", "On message", "Otherwise", "What can be said"), rows, caption=caption)]
    if len(report.messages) > len(shown):
        parts.append(more_of(len(report.messages) - len(shown), "message"))
    inside = parts[0].replace('<div class="scroll">', '<div class="scroll figures">', 1)
    why = why_no_calls(report)
    lead = [element("p", why)] if why else []
    return section("messages", titles.MESSAGES, titles.MESSAGES_INTRO, [*lead, inside, *parts[1:]] if rows else [])


def _row(message: MessageDrift, anchor: str, report: DriftReport) -> tuple[str, ...]:
    now, then = reported_figures(message), message.compared
    kinds = kinds_in_words(now.by_code)
    line = escaped(shortened(message.text, _ROW_CHARACTERS))
    line = f'<a href="#{anchor}">{line}</a>' if anchor else line
    return (
        line + element("span", message.message_id, css="meaning"),
        _share_cell(now.carrying, now.eligible, then.carrying, then.eligible),
        _share_cell(now.on_message, now.carrying, then.on_message, then.carrying),
        _share_cell(now.drifting, now.carrying, then.drifting, then.carrying)
        + (element("span", shortened(kinds, _ROW_CHARACTERS), css="meaning") if kinds else ""),
        _call(message, report),
    )


def _share_cell(part: int, whole: int, part_then: int, whole_then: int) -> str:
    percent = f"<b>{percent_in_words(part, whole)}</b> " if whole >= MIN_DOCUMENTS else ""
    now = percent + element("span", parts_in_words(part, whole), css="of")
    if not whole and not whole_then:
        return now
    return now + element("span", share_in_words(part_then, whole_then), css="then")


def _call(message: MessageDrift, report: DriftReport) -> str:
    call = message.called.call
    sign = f'<span aria-hidden="true">{_SIGNS[call]}</span> ' if call in _SIGNS else ""
    css = f"call {call.name.lower()}"
    return f'<span class="{css}">{sign}{escaped(called_in_row(message, report))}</span>'


def trends_section(report: DriftReport, words: EditWords, max_messages: int) -> Section:
    """Return the messages over time, at most `max_messages`: of more, first those of which a change can be said."""
    chosen = _chosen(report, max_messages)
    shown = [_trend(message, _anchor(index), report, words) for index, message in chosen]
    left_out = sum(map(_can_be_plotted, report.messages)) - len(chosen)
    if left_out:
        shown.append(more_of(left_out, "message"))
    scarce = len(report.messages) - len(chosen) - left_out
    if scarce:
        why = f"Not plotted, for too few documents: {number_of(scarce, 'message')}."
        shown.append(element("p", why, css="soft"))
    return section("trends", titles.TRENDS, titles.TRENDS_INTRO, shown)


def _anchor(index: int) -> str:
    return f"trend-{index}"


def _can_be_plotted(message: MessageDrift) -> bool:
    """Return whether a message has several periods, and enough documents for a share in one of them."""
    return len(message.periods) > 1 and any(figures.eligible >= MIN_DOCUMENTS for figures in message.periods)


def _chosen(report: DriftReport, at_most: int) -> list[tuple[int, MessageDrift]]:
    """Return (number, message) of those to plot, in the order of the messaging."""
    numbered = [one for one in enumerate(report.messages) if _can_be_plotted(one[1])]
    told = [one for one in numbered if one[1].called.call in _SIGNS]
    used = [one for one in numbered if one not in told and reported_figures(one[1]).carrying]
    rest = [one for one in numbered if one not in told and one not in used]
    return sorted([*told, *used, *rest][:at_most], key=lambda one: one[0])


def _trend(message: MessageDrift, anchor: str, report: DriftReport, words: EditWords) -> str:
    name = capital(words.name_of(message.message_id, message.text))
    owner = f" · Owner: {message.owner}" if message.owner else ""
    said = f"{message.message_id}{owner}"
    parts = [
        f'<article class="trend" aria-labelledby="{anchor}">',
        f'<header><h3 id="{anchor}">{short(name)}</h3>{element("p", said, css="soft")}</header>',
        '<div class="wording">',
        f'<p class="approved-line">{short(message.text)}</p>',
        element("p", called_sentence(message), css="changed") if is_called(report) else "",
        _plots(message, name, anchor, report),
        _facts(message),
        _behind(message, name),
        "</div>",
        "</article>",
    ]
    return "\n".join(part for part in parts if part)


def called_sentence(message: MessageDrift) -> str:
    """Return what the numbers allow to be said, with the share and the one to be expected."""
    now = reported_figures(message)
    if message.called.call is Call.INSUFFICIENT:
        return f"{capital(called_in_words(message.called))}: too little to tell a change from chance."
    before, segment = message.called.before, message.called.segment
    expected = f"{round(100 * before)}% was to be expected from earlier periods" if before is not None else ""
    counts = f"{parts_in_words(now.drifting, now.carrying)} say it otherwise"
    told = [part for part in (expected, f"all together, {counts}") if part] if segment else [counts, expected]
    return f"{capital(called_in_words(message.called))}: {'; '.join(part for part in told if part)}."


def _plots(message: MessageDrift, name: str, anchor: str, report: DriftReport) -> str:
    unit = "month" if report.period.kind.months == 1 else "quarter"
    carrying = [_place(figures, figures.carrying, figures.eligible) for figures in message.periods]
    drifting = [_place(figures, figures.drifting, figures.carrying) for figures in message.periods]
    places = latest(carrying)
    mark = _mark(message, len(places))
    expected = message.called.before if not message.called.segment else None
    mark_label = f"our change, {day_near(message.changed_on, report.period.first)}" if message.changed_on else ""
    series = [(places, "carry", "Documents that carry it", "% of documents carrying it", "documents it is for")]
    if any(place.part for place in drifting):
        other = (latest(drifting), "other", "Of these, say it otherwise", "% of these saying it otherwise", _CARRYING)
        series.append(other)
    figures = [
        _figure(
            Plot(
                anchor=f"{anchor}-{css}",
                title=f"{shortened(name, 60)}: {title[0].lower()}{title[1:]}",
                description=_described(shown, message),
                value_axis=unit_words,
                time_axis=f"{unit}, {_span(shown)}; beneath it, {counted}",
                places=shown,
                css=css,
                square=css == "other",
                mark=mark,
                mark_label=mark_label,
                expected=expected if css == "other" else None,
            ),
            title,
        )
        for shown, css, title, unit_words, counted in series
    ]
    return f'<div class="plots">{"".join(figures)}</div>'


def _span(places: Sequence[Place]) -> str:
    """Return "Jun to Nov 2026", "Dec 2025 to Nov 2026"."""
    first, last = places[0], places[-1]
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.label}{year} to {last.label} {last.year}"


def _figure(plot: Plot, title: str) -> str:
    return f"<figure>{element('figcaption', title)}\n{svg(plot)}</figure>"


def _place(figures: PeriodFigures, part: int, whole: int) -> Place:
    first = figures.period.first
    return Place(label=period_mark(figures.period), year=first.year, part=part, whole=whole)


def _mark(message: MessageDrift, shown: int) -> float | None:
    """Return where on the time axis the message was changed last, None where that is not on it."""
    day = message.changed_on
    if day is None:
        return None
    for index, figures in enumerate(message.periods[-shown:]):
        period = figures.period
        if period.holds(day):
            return index + (day - period.first).days / ((period.last - period.first).days + 1)
    return None


def _described(places: Sequence[Place], message: MessageDrift) -> str:
    """Return the plot in words: each period with its share."""
    said = "; ".join(
        f"{place.label} {place.year}: {percent_in_words(place.part, place.whole)}, "
        f"{parts_in_words(place.part, place.whole)}"
        for place in places
    )
    changed = f" The line was approved or reworded on {day_in_words(message.changed_on)}." if message.changed_on else ""
    return f"{said}.{changed}"


def _facts(message: MessageDrift) -> str:
    now = reported_figures(message)
    facts = (
        ("Kinds of drift", kinds_in_words(now.by_code)),
        ("Independent sources", f"{now.sources:,}" if now.drifting else ""),
        ("Old wording this period", number_of(now.retired, "document") if now.retired else ""),
        ("Decks and documents in use now", _stock(message)),
        ("Distance from the approved wording", distance_in_words(now.distance)),
    )
    cells = "".join(f"<div>{element('dt', name)}<dd>{short(value)}</dd></div>" for name, value in facts if value)
    return f'<dl class="spread">{cells}</dl>' if cells else ""


def _stock(message: MessageDrift) -> str:
    if not message.stock and not message.stock_retired:
        return ""
    old = f"; a retired wording of it: {message.stock_retired:,}" if message.stock_retired else ""
    return f"carry it: {message.stock:,}{old}"


def distance_in_words(distance: Interval | None) -> str:
    """Return "0.27 (0.24 to 0.31, 52 documents)", "" where it is not known."""
    if distance is None:
        return ""
    return f"{distance.mean:.2f} ({distance.low:.2f} to {distance.high:.2f}, {number_of(distance.count, 'document')})"


def _behind(message: MessageDrift, name: str) -> str:
    """Return the table behind the plots."""
    rows = [
        (
            escaped(capital(period_in_words(figures.period))),
            share_in_words(figures.carrying, figures.eligible),
            interval_in_words(figures.carrying, figures.eligible),
            f"{figures.on_message:,}",
            share_in_words(figures.drifting, figures.carrying),
            interval_in_words(figures.drifting, figures.carrying),
            f"{figures.retired:,}",
            f"{figures.sources:,}",
            _distance_cell(figures.distance),
        )
        for figures in message.periods
    ]
    heads = (
        "Period",
        "Carry it",
        "95% interval",
        "On message",
        "Otherwise",
        "95% interval",
        "Old wording",
        "Sources drifting",
        "Distance",
    )
    caption = f"{shortened(name, MAX_CHARACTERS)}: documents by period"
    inside = quiet_table(heads, rows, caption, numbers=frozenset(range(1, len(heads))), css="behind")
    return f"<details><summary>The figures behind the plots</summary>{inside}</details>"


def _distance_cell(distance: Interval | None) -> str:
    return f"{distance.mean:.2f} ({distance.low:.2f} to {distance.high:.2f})" if distance is not None else "–"
