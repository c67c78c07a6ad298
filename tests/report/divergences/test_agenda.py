"""The agenda of the meeting of sales and marketing."""

from dataclasses import replace
from datetime import date

import pytest

from msgcheck.records import Answer, Told, Verdict
from msgcheck.report.divergences.agenda import MAX_CHARACTERS, MOST_ENTRIES, MOST_SMALL, DivergenceAgenda, render_agenda
from msgcheck.report.interface import ReportOptions
from tests.builders_divergences import PRIVATE, make_decision, make_entry, make_report, make_spread, sample_report

LONG = "Shippers cut excursions, " * 200


def part(text, title):
    """The lines under a heading."""
    _, _, rest = text.partition(f"## {title}")
    return rest.partition("\n## ")[0]


def proposals(report, count):
    """The report with its first divergences worth acting on put to a decision."""
    acting = tuple(replace(entry, proposal=index < count) for index, entry in enumerate(report.acting))
    return replace(report, acting=acting)


def full_report():
    """A report with more of everything than an agenda has room for."""
    report = sample_report()
    entries = tuple(
        make_entry(number, said=LONG, approved=LONG, proposal=number % 2 == 0, outcome=report.acting[0].outcome)
        for number in range(1, 60)
    )
    return replace(
        report,
        acting=entries,
        own_material=entries,
        conflicts=report.conflicts * 30,
        uncovered=tuple((f"theme{number}", 90 - number) for number in range(60)),
        never_used=report.never_used * 20,
        decided=report.decided * 20,
        settled=report.settled * 20,
        told=report.told * 20,
    )


def test_agenda_has_three_parts_of_ten_minutes_in_order():
    headings = [line for line in render_agenda(sample_report()).splitlines() if line.startswith("## ")]
    assert headings == [f"## Share the {what} (10 minutes)" for what in ("problem", "creative", "results")]


def test_agenda_names_the_figures_of_the_problem():
    text = part(render_agenda(sample_report()), "Share the problem")
    assert "38%" in text
    assert "309 of 812" in text
    assert "unique value 46% (44 of 96; decide)" in text
    assert "3 divergences worth acting on, 1 from our own material and 2 conflicts" in text


def test_agenda_sets_both_sides_of_the_top_divergences():
    text = part(render_agenda(sample_report()), "Share the problem")
    assert "Approved (ABC): “Shippers cut temperature excursions by up to 35%" in text
    assert "Said (XYZ): “Shippers cut temperature excursions by 50%" in text
    assert "7 sources, 16 decks and 7 mails" in text


def test_agenda_keeps_a_place_for_our_own_material():
    report = replace(sample_report(), acting=tuple(make_entry(number) for number in range(1, 9)))
    assert "8 weeks became 6" in part(render_agenda(report), "Share the problem")


def test_agenda_puts_proposals_to_a_decision_with_their_deals():
    text = part(render_agenda(proposals(sample_report(), 1)), "Share the creative")
    assert "1. **35% became 50%** (as above" in text
    assert "14 won and 11 lost" in text
    assert "signal” was dropped" not in text


def test_agenda_shows_both_sides_of_a_proposal_that_is_no_top_divergence():
    entries = tuple(make_entry(number, what=f"{number}0% became 90%", proposal=number == 7) for number in range(1, 8))
    text = part(render_agenda(make_report(entries)), "Share the creative")
    assert "4. **70% became 90%** (vp-excursions" in text
    assert "Approved (ABC)" in text


def test_agenda_without_proposals_says_so():
    assert "No wording of the field has come up often" in render_agenda(sample_report())


def test_agenda_asks_what_to_do_with_lines_nobody_uses_and_themes_without_a_line():
    text = part(render_agenda(sample_report()), "Share the creative")
    assert "2 approved messages are never used" in text
    assert "delivery and returns (41 claims)" in text


def test_agenda_tells_how_a_decided_wording_spread():
    text = part(render_agenda(sample_report()), "Share the results")
    assert "adopted for food on 2 November 2026" in text
    assert "6 sources then, 7 now" in text


def test_agenda_tells_how_an_adopted_line_is_used_by_now():
    report = make_report(
        settled=(make_decision(1, Answer.ADOPT, message_id="claim-security", documents=11),),
        faithful=sample_report().faithful,
    )
    assert "on message in 37 documents now, 11 said it then" in render_agenda(report)


def test_agenda_tells_why_a_wording_was_rejected():
    assert "rejected on 5 October 2026: The network needs up to five minutes" in render_agenda(sample_report())


def test_agenda_leaves_out_the_full_stop_of_a_reason():
    report = make_report(settled=(make_decision(1, Answer.REJECT, reason="No study backs it."),))
    assert "No study backs it.." not in render_agenda(report)
    assert "No study backs it" in render_agenda(report)


def test_agenda_says_that_a_divergence_was_answered_before():
    report = make_report((make_entry(1, decision=make_decision(1, sources=3)),))
    text = part(render_agenda(report), "Share the problem")
    assert "Answered before: rejected on 5 October 2026: The network needs up to five minutes" in text
    assert "3 sources then, 7 now" in text


def test_agenda_gives_the_age_of_an_answer_and_of_a_question_without_one():
    text = part(render_agenda(sample_report()), "Share the results")
    assert "2 words of sellers, 1 without an answer" in text
    assert "No answer yet, for 51 days." in text
    assert "It took 8 days." in text


def test_agenda_names_no_seller():
    assert "Okonkwo" not in render_agenda(sample_report())


def test_agenda_of_a_shared_report_quotes_nobody():
    text = render_agenda(replace(sample_report(), shared=True))
    assert not [word for word in PRIVATE if word in text]
    assert "Shippers cut temperature excursions by 50%" not in text
    assert "Half the excursions" not in text


def test_agenda_fits_two_pages_whatever_there_is():
    lines = render_agenda(full_report()).splitlines()
    assert len([line for line in lines if line.strip()]) <= 70
    assert sum(len(line) // 100 + 1 for line in lines) <= 120


def test_agenda_shortens_what_it_quotes():
    assert all(len(line) < 3 * MAX_CHARACTERS for line in render_agenda(full_report()).splitlines())


def test_agenda_counts_what_it_has_no_room_for():
    text = render_agenda(full_report())
    assert f"And {40 - MOST_SMALL} more decisions." in text
    assert text.count("Said (XYZ)") <= 2 * MOST_ENTRIES


def test_agenda_of_an_empty_report_says_what_is_missing():
    text = render_agenda(make_report())
    assert "Nothing has been decided yet." in text
    assert "No seller has told anything yet" in text
    assert text.endswith("\n")


@pytest.mark.parametrize(
    "foreign", ["<script>alert(1)</script>", "a | b", "**bold** [x](http://x)", "one\ntwo\x1b[31m"]
)
def test_agenda_shows_foreign_text_as_it_is(foreign):
    told = Told(message_id="quay", verdict=Verdict.WORKS, text=foreign, day=date(2026, 11, 1))
    text = render_agenda(make_report((make_entry(said=foreign, spread=make_spread(3)),), told=(told,)))
    assert foreign not in text
    assert "\x1b" not in text


def test_agenda_renderer_prints_the_same_whatever_the_options():
    report = sample_report()
    assert DivergenceAgenda().render(report, ReportOptions(color=True, show_all=True)) == render_agenda(report)
