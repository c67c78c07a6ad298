import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.codes import Lane, Severity
from msgcheck.differing import Word
from msgcheck.records import DocumentId, MessageId, NotJudged, Skipped, Status, Unread
from msgcheck.report.interface import ReportOptions
from msgcheck.report.plain_text import columns, marked_lines, printable, shortened
from msgcheck.report.terminal_report import MAX_LINES, TerminalReport
from tests.builders_findings import make_finding, make_report, make_summary, sample_report


def rendered(report, **options):
    return TerminalReport().render(report, ReportOptions(**options))


def crowded_report(messages=60):
    findings = tuple(
        make_finding(number % 3, message_id=MessageId(f"message-{number % messages}"), found=f"Wording {number} " * 30)
        for number in range(400)
    )
    skipped = tuple(Skipped(id=DocumentId(f"{n}.pptx"), format="pptx", reason="Broken. " * 40) for n in range(50))
    not_judged = tuple(NotJudged(document="a.pptx", location="slide 1", text="x", reason=f"why {n}") for n in range(50))
    unread = tuple(Unread(kind=f"kind {n}", found=9, read=1, reason="no") for n in range(30))
    documents = (make_summary(status=Status.PARTIAL, reason="some", unread=unread),)
    themes = tuple((f"theme {n}", n + 1) for n in range(30))
    return make_report(findings, skipped=skipped, not_judged=not_judged, documents=documents, uncovered=themes)


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("messages", [1, 2, 7, 60])
def test_summary_has_at_most_forty_lines(width, messages):
    assert rendered(crowded_report(messages), width=width).count("\n") <= MAX_LINES


def test_summary_says_how_many_messages_are_left_out():
    assert "more messages: --all lists everything" in rendered(crowded_report())


def test_summary_puts_the_worst_first():
    report = make_report(
        (
            make_finding(0, message_id=MessageId("minor"), severity=Severity.LOW, lane=Lane.SUGGEST),
            make_finding(1, message_id=MessageId("major")),
        )
    )
    text = rendered(report)
    assert text.index("major") < text.index("minor")


@given(st.integers(min_value=40, max_value=160), st.booleans())
def test_no_line_is_wider_than_the_terminal(width, show_all):
    for line in rendered(sample_report(), width=width, show_all=show_all).splitlines():
        assert columns(line) <= width


def test_differing_words_are_marked_without_colour():
    assert "by [up to 30%.]" in rendered(sample_report())


def test_no_escape_sequence_without_colour():
    assert "\033" not in rendered(sample_report())


def test_differing_words_are_bold_and_underlined_with_colour():
    assert "\033[1;4m30%.\033[0m" in rendered(sample_report(), color=True)


def test_approved_line_stands_above_found_line():
    text = rendered(sample_report())
    assert text.index("  ABC Harbourlight") < text.index("  XYZ Harbourlight")


def test_notes_are_counted_and_listed_only_with_everything():
    assert "1 note not listed" in rendered(sample_report())
    assert "may cut" not in rendered(sample_report())
    assert "may cut" in rendered(sample_report(), show_all=True)


def test_what_was_not_judged_and_not_read_is_said():
    text = rendered(sample_report())
    assert "4 not judged" in text
    assert "Not judged: 1 other language (de)" in text
    assert "Not read: 2 of 5 charts" in text
    assert "Skipped: decks/locked.pptx" in text


def test_everything_lists_every_place():
    text = rendered(sample_report(), show_all=True, width=120)
    assert "decks/autumn.pptx, slide 1 bullet 2" in text
    assert "decks/retail.pptx, slide 5 bullet 2" in text


def test_a_report_without_calibration_says_so():
    assert "Not calibrated" in rendered(make_report(calibrated=False))


def test_printable_takes_out_control_and_direction_characters():
    assert printable("a\u202eb\x1b[31m\u200b\n c") == "ab[31m c"


@given(st.text(max_size=80), st.integers(min_value=1, max_value=40))
def test_shortened_is_never_longer_than_allowed(text, size):
    assert len(shortened(text, size)) <= max(size, 1)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=30), max_size=12), st.integers(min_value=12, max_value=40))
def test_marked_lines_lose_no_letter(words, width):
    lines = marked_lines([Word(text=word) for word in words], width=width, first="> ", rest="  ")
    assert "".join(line[2:].replace(" ", "") for line in lines) == "".join(words)
