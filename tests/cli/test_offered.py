"""What senders gave to marketing before sending: it is listed, and a proposal can be adopted."""

from datetime import date

import pytest

from msgcheck.assembly import open_store_for
from msgcheck.cli.main import run
from msgcheck.config import Settings
from msgcheck.messaging.load import load_messaging
from msgcheck.records import MessageId, Offered, OverrideReason

SAID = "With Harbourlight you wait up to 30% less at the quay."
SENT = "Setup is done within a week."


@pytest.fixture
def offered(plain):
    proposed = Offered(code="MC105", message_id=MessageId("quay"), sentence=SAID, reason=None, day=date(2026, 11, 14))
    sent = Offered(
        code="MC103",
        message_id=MessageId("setup"),
        sentence=SENT,
        reason=OverrideReason.DOES_NOT_WORK,
        day=date(2026, 11, 15),
    )
    with open_store_for(Settings()) as store:
        store.keep_offered(proposed)
        store.keep_offered(sent)
    return plain


def said(capsys, *arguments, code=0):
    assert run(arguments) == code
    printed = capsys.readouterr()
    return printed.out if code == 0 else printed.err


def test_tell_lists_what_was_given_before_sending(offered, capsys):
    assert said(capsys, "tell", "--list") == (
        "Given to marketing before sending:\n"
        f'   1  quay: "{SAID}" (proposed\n'
        "      as saying the same, 2 days ago)\n"
        f'   2  setup: "{SENT}" (sent all the same: the approved\n'
        "      line does not work here, yesterday)\n"
        "Adopt a proposal with: msgcheck accept --proposed NUMBER --write\n"
    )


def test_tell_lists_what_was_given_on_one_message(offered, capsys):
    listed = said(capsys, "tell", "setup", "--list")
    assert SENT in listed
    assert SAID not in listed
    assert "   2  setup" in listed


def test_tell_lists_how_often_warnings_were_sent_past_and_why(plain, capsys):
    with open_store_for(Settings()) as store:
        for month, reason in ((8, "AGREED"), (9, "AGREED"), (11, "AGREED"), (11, "WRONG")):
            store.keep_override(
                code="MC102", message_id="quay", month=date(2026, month, 1), reason=OverrideReason[reason].value
            )
        store.keep_override(code="MC301", message_id=None, month=date(2026, 11, 1), reason=OverrideReason.WRONG.value)
    assert said(capsys, "tell", "--list") == (
        "Sent past a warning in the last 3 months:\n"
        "   3  quay, figure changed: agreed with deal desk 2, msgcheck is wrong 1\n"
        "   1  no approved source: msgcheck is wrong 1\n"
    )


def test_tell_lists_what_was_sent_past_on_one_message(plain, capsys):
    with open_store_for(Settings()) as store:
        for message in ("quay", "setup"):
            store.keep_override(
                code="MC102", message_id=message, month=date(2026, 11, 1), reason=OverrideReason.WRONG.value
            )
    assert "quay" not in said(capsys, "tell", "setup", "--list")


def test_accept_adopts_a_proposal(offered, capsys):
    assert "Added to the examples of quay" in said(capsys, "accept", "--proposed", "1", "--write")
    message = load_messaging(offered / "messaging").message("quay")
    assert message is not None
    assert message.same == (SAID,)


def test_accept_shows_what_a_proposal_would_add(offered, capsys):
    shown = said(capsys, "accept", "--proposed", "1")
    assert SAID in shown
    assert SAID not in (offered / "messaging" / "house.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["--proposed", "2"], "not proposed as saying the same"),
        (["--proposed", "3"], "no sentence has the number 3"),
        (["--proposed", "0"], "no sentence has the number 0"),
        ([], "say which wording to accept"),
        (["abcd", "--proposed", "1"], "say which wording to accept"),
    ],
)
def test_accept_refuses_what_is_no_proposal(offered, capsys, arguments, what):
    assert what in said(capsys, "accept", *arguments, code=2)


def test_accept_says_so_where_the_message_of_a_proposal_is_gone(offered, capsys):
    house = offered / "messaging" / "house.yaml"
    house.write_text(
        house.read_text(encoding="utf-8")
        .replace("id: quay,", "id: berth,")
        .replace("replaced_by: quay", "replaced_by: berth"),
        encoding="utf-8",
    )
    assert '"quay" is no longer in the messaging' in said(capsys, "accept", "--proposed", "1", code=2)


def test_an_adopted_proposal_is_not_listed_and_the_other_keeps_its_number(offered, capsys):
    said(capsys, "accept", "--proposed", "1", "--write")
    assert said(capsys, "tell", "--list") == (
        "Given to marketing before sending:\n"
        f'   2  setup: "{SENT}" (sent all the same: the approved\n'
        "      line does not work here, yesterday)\n"
    )


def test_a_sentence_that_was_adopted_by_hand_is_not_listed(offered, capsys):
    house = offered / "messaging" / "house.yaml"
    text = house.read_text(encoding="utf-8").replace("answers: [It takes too long.]", f'examples: {{same: ["{SENT}"]}}')
    house.write_text(text, encoding="utf-8")
    assert SENT not in said(capsys, "tell", "--list")


def test_a_sentence_that_became_a_message_of_its_own_is_not_listed(offered, capsys):
    (offered / "messaging" / "more.yaml").write_text(f'messages: [{{id: week, type: claim, text: "{SENT}"}}]\n')
    assert SENT not in said(capsys, "tell", "--list")


@pytest.mark.parametrize(("arguments", "whereof"), [([], ""), (["quay"], " of quay")])
def test_tell_says_so_where_all_that_was_given_was_adopted(offered, capsys, arguments, whereof):
    said(capsys, "accept", "--proposed", "1", "--write")
    (offered / "messaging" / "more.yaml").write_text(f'messages: [{{id: week, type: claim, text: "{SENT}"}}]\n')
    listed = said(capsys, "tell", *arguments, "--list")
    assert listed == f"All that was given to marketing{whereof} stands in the messaging by now.\n"


def test_accept_says_so_where_a_proposal_was_adopted_before(offered, capsys):
    said(capsys, "accept", "--proposed", "1", "--write")
    assert said(capsys, "accept", "--proposed", "1", "--write") == "quay has this wording already.\n"
