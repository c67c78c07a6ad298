from dataclasses import replace

import pytest

from msgcheck.codes import Label, Lane, Severity
from msgcheck.config import Thresholds
from msgcheck.findings.build import NOT_SHOWN, build_findings
from msgcheck.record_json import report_to_json
from msgcheck.records import Audience, Readings, Reason, Source, Variant
from tests.builders_findings import (
    INTERNAL_LINE,
    MESSAGING,
    ONBOARDING,
    PRICE,
    figure_judgement,
    make_document,
    make_figure,
    make_judgement,
    make_report,
)

THRESHOLDS = Thresholds(ask=0.9, suggest=0.6, note=0.4, calibrated=True)


EVERYBODY = Audience()


def built(*judgements, audience=EVERYBODY, document=None, recheck=lambda text, judgement: True, thresholds=THRESHOLDS):
    return build_findings(
        judgements,
        document=document or make_document(),
        audience=audience,
        messaging=MESSAGING,
        thresholds=thresholds,
        recheck=recheck,
        speaker="This slide says",
    )


def internal(**more):
    return make_judgement(
        f"Between us: {INTERNAL_LINE}",
        Label.INTERNAL,
        message_id="floor-price",
        wording=INTERNAL_LINE,
        source=Source.INTERNAL_ONLY,
        reasons=(Reason(code="MC203", what=f"says {INTERNAL_LINE}", score=0.9),),
        **more,
    )


def test_finding_holds_both_sentences_and_the_mended_one():
    (finding,) = built(figure_judgement())
    assert (finding.code, finding.severity, finding.lane) == ("MC102", Severity.HIGH, Lane.ASK)
    assert finding.approved == ONBOARDING.text
    assert finding.found == "Harbourlight cuts onboarding time by 50 %."
    assert finding.suggestion == "Harbourlight cuts onboarding time by up to 30 %."
    assert finding.mended


def test_suggestion_is_the_approved_line_where_the_mended_one_would_be_raised_again():
    (finding,) = built(figure_judgement(), recheck=lambda text, judgement: False)
    assert finding.suggestion == "Onboarding takes up to 30% less time."
    assert not finding.mended


def test_recheck_sees_the_mended_sentence():
    seen = []
    built(figure_judgement(), recheck=lambda text, judgement: seen.append(text) or True)
    assert seen == ["Harbourlight cuts onboarding time by up to 30 %."]


def test_suggestion_fits_the_readers():
    judgement = make_judgement("It hinders new hires.", Label.CONTRADICTS)
    (finding,) = built(judgement, audience=Audience(persona="hr"))
    assert finding.suggestion == "New hires are productive up to 30% sooner."


@pytest.mark.parametrize("label", [Label.CONSISTENT, Label.NOT_A_CLAIM, Label.NOT_JUDGED])
def test_what_is_not_raised_makes_no_finding(label):
    assert built(make_judgement("Hello", label)) == ()


def test_same_phrase_on_two_slides_is_two_findings():
    first = figure_judgement(location="slide 2 bullet 1", ordinal=1)
    second = figure_judgement(location="slide 9 bullet 1", ordinal=8)
    findings = built(second, first)
    assert [finding.location for finding in findings] == ["slide 2 bullet 1", "slide 9 bullet 1"]
    assert findings[0].fingerprint != findings[1].fingerprint


def test_fingerprint_stays_where_the_slide_moves():
    (before,) = built(figure_judgement(location="slide 2 bullet 1", ordinal=1))
    (after,) = built(figure_judgement(location="slide 7 bullet 4", ordinal=30))
    assert before.fingerprint == after.fingerprint


def test_same_judgement_twice_is_one_finding():
    assert len(built(figure_judgement(score=0.8), figure_judgement(score=0.9))) == 1


def test_order_of_judgements_changes_nothing():
    judgements = [figure_judgement(ordinal=number, location=f"slide {number}") for number in range(4)]
    assert built(*judgements) == built(*reversed(judgements))


def test_probability_below_every_threshold_makes_no_finding():
    assert built(figure_judgement(score=0.2)) == ()


def test_without_calibration_every_finding_is_a_note():
    (finding,) = built(figure_judgement(), thresholds=replace(THRESHOLDS, calibrated=False))
    assert finding.lane is Lane.NOTE


def test_internal_line_is_never_in_a_finding():
    (finding,) = built(internal())
    assert finding.found == NOT_SHOWN
    assert finding.approved == ""
    assert finding.severity is Severity.HIGH
    assert INTERNAL_LINE not in report_to_json(make_report((finding,)))


def test_other_findings_on_an_internal_line_do_not_show_it_either():
    other = make_judgement(
        f"Between us: {INTERNAL_LINE}",
        Label.CONTRADICTS,
        reasons=(Reason(code="MC101", what=f'"{INTERNAL_LINE}" was added', score=0.9),),
    )
    findings = built(internal(), other)
    assert {finding.code for finding in findings} == {"MC203", "MC101"}
    assert INTERNAL_LINE not in report_to_json(make_report(findings))


def test_internal_line_is_not_listed_as_unsupported_too():
    other = make_judgement(f"Between us: {INTERNAL_LINE}", Label.UNSUPPORTED, message_id=None)
    assert [finding.code for finding in built(internal(), other)] == ["MC203"]


def test_internal_line_may_stay_inside():
    assert built(internal(), audience=Audience(audience="inside")) == ()


def test_unknown_readers_count_as_outside():
    assert len(built(internal(), audience=Audience())) == 1


def wrong_name(name, ordinal):
    reason = Reason(code="MC401", what=f'"{name}" is called "Harbourlight Flow"', score=0.97)
    return make_judgement(
        f"{name} number {ordinal}", Label.WRONG_TERM, message_id=None, reasons=(reason,), ordinal=ordinal
    )


def test_wrong_name_is_one_finding_a_document_with_a_count():
    (finding,) = built(*(wrong_name("HarbourFlow", number) for number in range(3)))
    assert finding.count == 3
    assert finding.found == "HarbourFlow number 0"


def test_two_wrong_names_are_two_findings():
    findings = built(wrong_name("HarbourFlow", 0), wrong_name("Tideline", 1))
    assert [finding.count for finding in findings] == [1, 1]


def test_wrong_name_is_mended():
    (finding,) = built(wrong_name("HarbourFlow", 0))
    assert finding.suggestion == "Harbourlight Flow number 0"


def offer(value):
    text = f"For you: €{value} per user per month."
    return make_judgement(
        text,
        Label.FIGURE_CHANGED,
        message_id=PRICE.id,
        readings=Readings(figures=(make_figure(f"€{value}", text, value, kind="money", unit="eur"),), offer=True),
        approved_readings=Readings(figures=(make_figure("€89", PRICE.text, 89, kind="money", unit="eur"),)),
    )


def test_wrong_name_is_mended_whatever_else_the_sentence_says():
    (finding,) = built(wrong_name("HarbourFlow", 0), recheck=lambda text, judgement: False)
    assert finding.mended


def test_suggestion_is_the_regional_line_the_statement_was_compared_with():
    british = Variant(text="Harbourlight costs £79 per user per month.", region=("uk",))
    judgement = make_judgement(
        "It is £70 a year", Label.CONTRADICTS, message_id=PRICE.id, wording=british.text, approved=british
    )
    assert built(judgement)[0].suggestion == british.text
    assert built(judgement, audience=Audience(region="fr"))[0].suggestion == PRICE.text


def test_offer_within_limits_is_a_note():
    (finding,) = built(offer(80))
    assert (finding.lane, finding.severity) == (Lane.NOTE, Severity.LOW)
    assert finding.sentence == "These are your own terms. List is €89."
    assert finding.suggestion == ""


def test_offer_beyond_limits_is_high():
    (finding,) = built(offer(60))
    assert (finding.lane, finding.severity) == (Lane.ASK, Severity.HIGH)
    assert finding.sentence == "A larger discount than you may offer (15%); list is €89. Ask pricing first."
    assert finding.suggestion == ""


def test_claim_no_line_covers_is_at_most_a_note_where_little_is_at_stake():
    (finding,) = built(make_judgement("It has a dark mode.", Label.UNSUPPORTED, message_id=None))
    assert finding.lane is Lane.NOTE


def test_missing_line_is_suggested_and_nothing_is_found():
    (finding,) = built(make_judgement("", Label.MISSING, location="whole deck"))
    assert finding.found == ""
    assert finding.suggestion == "Onboarding takes up to 30% less time."


def test_forbidden_line_does_not_repeat_what_is_ruled_out_as_approved():
    judgement = make_judgement(
        "A guaranteed return", Label.FORBIDDEN, message_id="no-guarantee", wording="x", source=Source.NEVER_SAY
    )
    (finding,) = built(judgement)
    assert finding.approved == "Onboarding takes up to 30% less time."


def test_old_line_shows_the_line_that_replaced_it():
    judgement = make_judgement(
        "Up to 20% less time", Label.OUTDATED, message_id="onboarding-time-2024", wording="x", source=Source.RETIRED
    )
    (finding,) = built(judgement)
    assert finding.approved == "Onboarding takes up to 30% less time."
    assert finding.suggestion == "Up to 30% less time"


def unsupported(text):
    return make_judgement(text, Label.UNSUPPORTED, message_id=None)


def test_claim_about_a_customer_that_is_not_cleared_is_raised_once():
    text = "Castellan saves a day a week."
    findings = built(make_judgement(text, Label.REFERENCE, message_id=None), unsupported(text))
    assert [finding.code for finding in findings] == ["MC302"]


def test_claim_in_a_wrong_name_is_raised_once():
    other = wrong_name("HarbourFlow", 0)
    findings = built(other, unsupported(other.statement.text))
    assert [finding.code for finding in findings] == ["MC401"]


def test_grave_claim_in_a_wrong_name_is_raised_beside_it():
    reason = Reason(code="MC401", what='"HarbourFlow" is called "Harbourlight Flow"', score=0.97)
    text = "HarbourFlow is the best there is, guaranteed."
    other = make_judgement(text, Label.WRONG_TERM, message_id=None, reasons=(reason,))
    assert [finding.code for finding in built(other, unsupported(text))] == ["MC301", "MC401"]


def test_edit_of_a_line_that_was_retired_since_is_one_of_the_message_in_its_place():
    mail = make_judgement(
        "Onboarding takes half the time.",
        Label.FIGURE_CHANGED,
        message_id="onboarding-time-2024",
        wording="Harbourlight cuts onboarding time by up to 20%.",
        source=Source.SAME,
    )
    (finding,) = built(mail)
    assert finding.message_id == "onboarding-time"


def test_old_line_keeps_the_id_of_its_retired_entry():
    old = make_judgement(
        "Harbourlight cuts onboarding time by up to 20%.",
        Label.OUTDATED,
        message_id="onboarding-time-2024",
        wording="Harbourlight cuts onboarding time by up to 20%.",
        source=Source.RETIRED,
    )
    (finding,) = built(old)
    assert finding.message_id == "onboarding-time-2024"
