"""Words of the drift report that every format shares: periods, days, counts, and what the numbers allow to be said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgcheck.codes import BY_CODE
from msgcheck.in_words import and_list, day_in_words, month_in_words, number_of
from msgcheck.records import Call, Called, DriftReport, Material, MessageDrift, Period, PeriodFigures, PeriodKind
from msgcheck.report.plain_text import printable, shortened

LOCAL_VIEW = "Local view: not to be passed on."
SHARED_VIEW = "Shared view: counts and marketing's own words only."
_NO_HISTORY = "cannot be told; nothing is known of earlier periods"
_ORDINALS = ("first", "second", "third", "fourth")
_FAMILIES = {"deck": ("deck", "decks"), "email": ("mail", "mails"), "document": ("document", "documents")}
_MAX_SEGMENT = 24
_MAX_COMPANY = 80


def period_in_words(period: Period) -> str:
    """Return "November 2026" or "the fourth quarter of 2026"."""
    if period.kind is PeriodKind.MONTH:
        return month_in_words(period.first)
    return f"the {_quarter(period)} quarter of {period.first.year}"


def period_near(period: Period, near: date) -> str:
    """Return "November" or "the fourth quarter", with the year where it is not that of `near`."""
    if period.first.year != near.year:
        return period_in_words(period)
    if period.kind is PeriodKind.MONTH:
        return month_in_words(period.first).split()[0]
    return f"the {_quarter(period)} quarter"


def period_mark(period: Period) -> str:
    """Return "Nov" or "Q4", for the axis of a plot."""
    return month_in_words(period.first)[:3] if period.kind is PeriodKind.MONTH else f"Q{_quarter_number(period)}"


def _quarter(period: Period) -> str:
    return _ORDINALS[_quarter_number(period) - 1]


def _quarter_number(period: Period) -> int:
    return (period.first.month - 1) // 3 + 1


def day_near(day: date, near: date) -> str:
    """Return "4 November", with the year where it is not that of `near`."""
    words = day_in_words(day)
    return words.removesuffix(f" {day.year}") if day.year == near.year else words


def family_count(family: str, count: int) -> str:
    """Return "3 decks", "1 mail"; what is neither is a document."""
    return number_of(count, *_FAMILIES.get(family, _FAMILIES["document"]))


def families_in_words(families: Sequence[tuple[str, int]], documents: int) -> str:
    """Return "9 decks and 5 mails", the number of documents where nothing more is known."""
    kinds = and_list([family_count(family, count) for family, count in families if count])
    return kinds or number_of(documents, "document")


def material_in_words(material: Material) -> str:
    """Return "61 decks, 412 mails and 5 other documents", "" for none."""
    other = ("other document", "other documents") if material.decks or material.mails else ("document", "documents")
    counts = (
        (material.decks, _FAMILIES["deck"]),
        (material.mails, _FAMILIES["email"]),
        (material.documents, other),
    )
    return and_list([number_of(count, *names) for count, names in counts if count])


def sources_in_words(sources: int) -> str:
    """Return "6 sources"."""
    return number_of(sources, "source")


def kind_in_words(code: str) -> str:
    """Return the words for what was found: "figure changed"; never the code."""
    return BY_CODE[code].shown_as if code in BY_CODE else "said differently"


def kinds_in_words(by_code: Sequence[tuple[str, int]]) -> str:
    """Return "figure changed 3, old line 2"; kinds with the same words are counted together."""
    counts: dict[str, int] = {}
    for code, count in by_code:
        counts[kind_in_words(code)] = counts.get(kind_in_words(code), 0) + count
    return ", ".join(f"{kind} {count:,}" for kind, count in counts.items() if count)


def segment_in_words(segment: str) -> str:
    """Return a segment's name on one line, cut where it is long."""
    return shortened(printable(segment).strip(), _MAX_SEGMENT)


def called_in_words(called: Called) -> str:
    """Return "drifting more in retail"."""
    segment = segment_in_words(called.segment)
    return f"{called.call.value} in {segment}" if segment else called.call.value


def reported_figures(message: MessageDrift) -> PeriodFigures:
    """Return the figures of the period reported: the last ones, or those compared with where there are no others."""
    return message.periods[-1] if message.periods else message.compared


def title_of(report: DriftReport) -> str:
    """Return "What the field said in November 2026"."""
    return f"What the field said in {period_in_words(report.period)}"


def headed(report: DriftReport) -> str:
    """Return "Marlowick: what the field said in November 2026"."""
    title, company = title_of(report), shortened(printable(report.company), _MAX_COMPANY)
    return f"{company}: {title[0].lower()}{title[1:]}" if company else title


def compared_in_words(report: DriftReport) -> str:
    """Return "Compared with October 2026."; of a period that is not over also until when it was counted."""
    so_far = f" Not over yet: counted until {day_in_words(report.as_of)}." if is_running(report) else ""
    return f"Compared with {period_in_words(report.compared_with)}.{so_far}"


def why_no_new(report: DriftReport) -> str:
    """Return why nothing can be called new, "" where it can."""
    if report.new_known:
        return ""
    earlier = [period for period in report.other_judge if period < report.period]
    if not earlier:
        return _NO_HISTORY
    return f"cannot be told; judged by another judge than {period_near(earlier[-1], report.period.first)}"


def why_no_growth(report: DriftReport) -> str:
    """Return why nothing can be said to grow, "" where it can."""
    calls = {message.called.call for message in report.messages}
    other_judge = _other_judge(report)
    if other_judge and calls <= {Call.INSUFFICIENT, Call.FOLLOWING}:
        return other_judge
    return "insufficient signal, too few documents to tell" if calls == {Call.INSUFFICIENT} else ""


def _other_judge(report: DriftReport) -> str:
    """Return that another judge judged what this period is held against, "" where none did."""
    for period in (report.compared_with, report.period.before()):
        if period in report.other_judge:
            return f"judged by another judge than {period_near(period, report.period.first)}: not compared"
    return ""


def is_called(report: DriftReport) -> bool:
    """Return whether the numbers allow to say anything of any message."""
    return any(message.called.call is not Call.INSUFFICIENT for message in report.messages)


def called_in_row(message: MessageDrift, report: DriftReport) -> str:
    """Return what is said of a message in its row; a dash where `why_no_calls` says it once for all rows."""
    return called_in_words(message.called) if is_called(report) else "–"


def why_no_calls(report: DriftReport) -> str:
    """Return the sentence above the messages of a report that can say nothing of any; "" where it can."""
    if is_called(report) or not report.messages:
        return ""
    why = _other_judge(report)
    if not why and not knows_compared(report):
        why = f"nothing is known of {period_near(report.compared_with, report.period.first)}"
    if not why:
        unit = "month" if report.period.kind is PeriodKind.MONTH else "quarter"
        why = f"too few documents a {unit} to tell changes from chance"
    return f"{why[:1].upper()}{why[1:]}; counts are shown as they are."


def knows_compared(report: DriftReport) -> bool:
    """Return whether anything is known of the period compared with; a report without messages does not say."""
    return not report.messages or any(message.compared.eligible for message in report.messages)


def is_judged_otherwise(report: DriftReport) -> bool:
    """Return whether another judge judged the period compared with."""
    return report.compared_with in report.other_judge


def is_running(report: DriftReport) -> bool:
    """Return whether the period was not over yet on the day of the report."""
    return report.as_of < report.period.last


def view_in_words(report: DriftReport) -> str:
    """Return who may read the report."""
    return SHARED_VIEW if report.shared else LOCAL_VIEW
