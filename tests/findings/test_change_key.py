"""The key of what was changed: equal for equal edits of different writers, and without their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.codes import Label
from msgcheck.config import Thresholds
from msgcheck.findings.build import build_findings
from msgcheck.findings.change_key import NOT_NAMED, change_key, wording_key
from msgcheck.findings.figure_key import figure_change_key, figure_key
from msgcheck.judge.comparison import compare
from msgcheck.judge.rules import pair_rules
from msgcheck.records import Audience, Figure, Judgement, Readings, Reason, Source
from msgcheck.segment.interface import Vocabulary
from msgcheck.segment.plain_segmenter import PlainSegmenter
from tests.builders_findings import MESSAGING, make_cue, make_document, make_judgement
from tests.builders_judge import matched

RULES = {rule.label: rule for rule in pair_rules()}


def figures_in(text):
    (readings,) = PlainSegmenter().read_texts([text], Vocabulary())
    return readings.figures


def key_of(figure_text):
    (figure,) = figures_in(figure_text)
    return figure_key(figure)


def judged(label, approved, found):
    """Return what the rule of a label says of a statement beside an approved line."""
    match = matched(found, approved)
    reason = RULES[label].judge(compare(match))
    return Judgement(
        statement=match.statement, label=label, score=0.9, message_id=match.wording.id, match=match, reasons=(reason,)
    )


def key(label, approved, found):
    return change_key(judged(label, approved, found), MESSAGING)


# --- figures ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["by 30 %", "by 30%", "by 30 percent", "three in ten"], "30 percent"),
        (["half of it", "50 per cent"], "50 percent"),
        (["a third of it", "33 %"], "33 percent"),
        (["€19 per month", "19 euros a month", "EUR 19 per month"], "19 eur per month"),
        (["90 minutes", "1.5 hours"], "90 minute"),
        (["48 hours", "2 days"], "2 day"),
        (["90 days", "3 months", "three months"], "3 month"),
        (["24 months", "two years"], "2 year"),
        (["18 months"], "18 month"),
        (["on 1 October 2026", "on October 1, 2026", "on 2026-10-01"], "2026-10-01"),
        (["in October 2026"], "2026-10"),
        (["3x faster", "three times faster"], "3 times"),
        (["20 to 30 %", "between 20 and 30 %"], "20-30 percent"),
        (["ISO 27001"], "iso 27001"),
        (["$1.2 million"], "1200000 usd"),
    ],
)
def test_figure_has_one_key_however_it_is_written(texts, expected):
    assert {key_of(text) for text in texts} == {expected}


def test_figure_takes_from_the_approved_one_what_the_writer_left_out():
    (approved,), (found,) = figures_in("€19 per user per month"), figures_in("for €25")
    assert figure_change_key(approved, found) == "19 eur per user per month > 25 eur per user per month"


def test_date_takes_the_year_of_the_approved_one():
    (approved,), (found,) = figures_in("from 1 October 2026"), figures_in("from 1 November")
    assert figure_change_key(approved, found) == "2026-10-01 > 2026-11-01"


def test_figures_that_are_nearly_a_month_are_told_apart():
    (approved,), (found,) = figures_in("30 days"), figures_in("31 days")
    assert figure_change_key(approved, found) == "30 day > 31 day"


def test_what_the_writer_counts_is_not_in_the_key():
    (approved,), (found,) = figures_in("112 customers"), figures_in("140 submariners")
    assert figure_change_key(approved, found) == "112 customer > 140"


@given(value=st.integers(1, 99))
def test_share_and_percentage_have_one_key(value):
    share = Figure(start=0, end=1, text="", kind="ratio", value=value / 100)
    percentage = Figure(start=0, end=1, text="", kind="percent", value=float(value), unit="percent")
    assert figure_key(share) == figure_key(percentage) == f"{value} percent"


@given(minutes=st.integers(1, 40_000), hours=st.booleans())
def test_duration_has_one_key_in_whatever_unit_it_is_written(minutes, hours):
    written = (minutes / 60, "hour") if hours else (float(minutes), "minute")
    figure = Figure(start=0, end=1, text="", kind="duration", value=minutes * 60.0, unit="second", as_written=written)
    plain = Figure(start=0, end=1, text="", kind="duration", value=minutes * 60.0, unit="second")
    assert figure_key(figure) == figure_key(plain)


# --- changes ---------------------------------------------------------------------------------------

ONBOARDING = "Harbourlight cuts onboarding time by up to 30%."


@pytest.mark.parametrize(
    "found",
    [
        "Harbourlight cuts onboarding time by up to 50%.",
        "Onboarding time is cut by 50 percent.",
        "Cut your onboarding time by half!",
        "We say 50 % less onboarding time",
    ],
)
def test_one_changed_figure_has_one_key(found):
    assert key(Label.FIGURE_CHANGED, ONBOARDING, found) == "figure 30 percent > 50 percent"


@pytest.mark.parametrize(
    ("label", "approved", "found", "expected"),
    [
        (Label.OVERSTATED, ONBOARDING, "Harbourlight cuts onboarding time by 30 %.", "dropped up to"),
        (Label.OVERSTATED, "Setup is free for annual plans.", "Setup is free.", "dropped condition for annual plan"),
        (Label.OVERSTATED, "It can reduce waste.", "We guarantee that it reduces waste.", "added guarantee"),
        (Label.OVERSTATED, "It can reduce waste.", "It reduces waste.", "dropped softener"),
        (Label.UNDERSTATED, "It reduces waste.", "It may reduce waste.", "added softener"),
        (Label.UNDERSTATED, "Setup is free.", "Setup is free in Germany.", "added condition in"),
        (Label.CONTRADICTS, "Data is stored in the EU.", "Data is not stored in the EU.", "negated"),
        (Label.FIGURE_CHANGED, "Setup is quick.", "Setup takes ten days.", "added figure 10 day"),
        (
            Label.FIGURE_CHANGED,
            "Costs €19 per month.",
            "Costs €19 per year.",
            "figure 19 eur per month > 19 eur per year",
        ),
        (Label.FIGURE_CHANGED, "Costs €19 per month.", "Costs $19 per month.", "figure 19 eur per month > 19 usd per month"),
    ],
)  # fmt: skip
def test_change_is_named_without_the_writers_words(label, approved, found, expected):
    assert key(label, approved, found) == expected


@pytest.mark.parametrize("label", [Label.REFRAMED, Label.UNSUPPORTED, Label.ABOUT_COMPETITOR])
def test_change_that_only_words_tell_is_a_hash_of_them(label):
    one = make_judgement("It is a document archive.", label)
    other = make_judgement("It is  a DOCUMENT archive", label)
    assert change_key(one, MESSAGING) == change_key(other, MESSAGING) == wording_key("it is a document archive")
    assert "archive" not in change_key(one, MESSAGING)


def test_old_line_is_named_by_its_entry():
    judgement = make_judgement(
        "Cuts it by 20%.", Label.OUTDATED, message_id="onboarding-time-2024", wording="old", source=Source.RETIRED
    )
    assert change_key(judgement, MESSAGING) == "old line onboarding-time-2024"


def test_ruled_out_line_is_named_by_its_entry():
    judgement = make_judgement(
        "Guaranteed!", Label.FORBIDDEN, message_id="no-guarantee", wording="ruled out", source=Source.NEVER_SAY
    )
    assert change_key(judgement, MESSAGING) == "never no-guarantee"


def test_wrong_name_is_named_with_the_right_one():
    reason = Reason(code="MC401", what='"HarbourFlow" is called "Harbourlight Flow"', score=0.99)
    judgement = make_judgement("Try HarbourFlow now", Label.WRONG_TERM, message_id=None, reasons=(reason,))
    assert change_key(judgement, MESSAGING) == "term HarbourFlow > Harbourlight Flow"


def test_customer_is_named_as_the_messaging_has_it():
    text = "NORRBY saves a day."
    readings = Readings(names=(make_cue("NORRBY", text, "customer:Norrby"),))
    reason = Reason(code="MC302", what="Norrby may not be named", score=0.98, found=(0, 6))
    judgement = make_judgement(text, Label.REFERENCE, message_id=None, readings=readings, reasons=(reason,))
    assert change_key(judgement, MESSAGING) == "customer Norrby"


@pytest.mark.parametrize(
    ("label", "what", "expected"),
    [
        (Label.MISSING, "a required line is missing", "missing"),
        (Label.EXPIRED, "it was valid until 1 March 2026", "expired"),
        (Label.EMBARGOED, "it may be used from 1 March 2027", "too early"),
        (Label.WRONG_AUDIENCE, "it is approved for EU and retail", "meant for EU and retail"),
        (Label.WRONG_AUDIENCE, "for UK another figure is approved", "not for UK"),
        (Label.CONTRADICTS, '"faster" became "slower"', "opposite of faster"),
    ],
)
def test_change_is_told_by_the_reason(label, what, expected):
    judgement = make_judgement("Whatever it says.", label, reasons=(Reason(code="MC000", what=what, score=0.9),))
    assert change_key(judgement, MESSAGING) == expected


def test_change_beside_an_internal_line_is_not_named():
    judgement = judged(Label.FIGURE_CHANGED, ONBOARDING, "Harbourlight cuts onboarding time by up to 50%.")
    assert change_key(judgement, MESSAGING, private=True) == NOT_NAMED


def test_finding_holds_the_key():
    judgement = judged(Label.FIGURE_CHANGED, ONBOARDING, "Harbourlight cuts onboarding time by up to 50%.")
    (finding,) = build_findings(
        [judgement],
        document=make_document(),
        audience=Audience(),
        messaging=MESSAGING,
        thresholds=Thresholds(ask=0.9, suggest=0.6, note=0.4, calibrated=True),
        recheck=lambda text, judgement: True,
        speaker="This slide says",
    )
    assert finding.change == "figure 30 percent > 50 percent"


@given(text=st.text(min_size=1))
def test_key_is_the_same_each_time_and_one_line(text):
    judgement = make_judgement(text, Label.REFRAMED)
    found = change_key(judgement, MESSAGING)
    assert found == change_key(judgement, MESSAGING)
    assert found.isascii()
    assert "\n" not in found
