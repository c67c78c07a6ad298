"""MC205: a line after its last day."""

from datetime import UTC, date, datetime

from msgcheck.judge.rules.mc205_expired import Expired
from msgcheck.records import Variant
from tests.builders_judge import case_of, mail, message, messaging, slides

LINE = "Our laboratory is accredited to ISO/IEC 17025 for temperature calibration."
LAST = date(2026, 9, 30)
HOUSE = messaging(message("accreditation", LINE, valid_until=LAST))


def found(house=HOUSE, *, day=date(2026, 11, 16), document=None):
    return Expired().check(case_of(document or slides(["Quality", LINE]), house, as_of=day))


def test_line_after_its_last_day_is_no_longer_valid():
    (judgement,) = found()
    assert judgement.message_id == "accreditation"
    assert judgement.reasons[0].what == "it was valid until 30 September 2026"


def test_line_on_its_last_day_is_let_pass():
    assert found(day=LAST) == ()


def test_mail_sent_while_the_line_was_valid_is_let_pass():
    sent = mail(LINE, sent=datetime(2026, 9, 1, tzinfo=UTC))
    assert Expired().check(case_of(sent, HOUSE)) == ()


def test_mail_sent_after_the_last_day_is_found():
    sent = mail(LINE, sent=datetime(2026, 10, 2, tzinfo=UTC))
    assert Expired().check(case_of(sent, HOUSE))


def test_variant_inherits_the_last_day():
    house = messaging(
        message("accreditation", "We calibrate in a laboratory.", valid_until=LAST, variants=(Variant(text=LINE),))
    )
    assert found(house)


def test_line_that_another_wording_in_force_says_as_well_is_let_pass():
    renewed = message("renewed", "Our laboratory is accredited to ISO/IEC 17025 for the calibration of temperature.")
    assert found(messaging(*HOUSE.messages, renewed)) == ()


def test_line_without_an_end_is_let_pass():
    assert found(messaging(message("accreditation", LINE))) == ()


def test_line_that_stands_in_a_sentence_about_another_message_is_no_longer_valid():
    yearly = message("yearly", "Every Pod is calibrated once a year at three points in our laboratory in Utrecht.")
    sentence = f"Every Pod is calibrated once a year at three points in our laboratory in Utrecht, and {LINE[0].lower()}{LINE[1:]}"
    judgements = found(messaging(*HOUSE.messages, yearly), document=slides(["Quality", sentence]))
    assert "accreditation" in {judgement.message_id for judgement in judgements}
