"""What interrupts a mail and what does not, with the real models."""

import os
from datetime import UTC, date, datetime

import pytest

from msgcheck.assembly import build_stages, settings_for
from msgcheck.codes import Lane
from msgcheck.config import for_all_documents
from msgcheck.messaging.load import load_messaging
from msgcheck.presend.draft_checker import DraftChecker
from msgcheck.presend.mail_draft import MailFields, mail_draft

pytestmark = pytest.mark.model

HOUSE = """\
version: 1
company: {name: Harbourlight, domains: [harbourlight.example]}
products: [{name: Harbourlight Flow}]
messages:
  - id: quay
    type: claim
    text: "Harbourlight Flow cuts waiting times at the quay by up to 30%."
    variants: [{text: "Your berths earn more: Harbourlight Flow cuts waiting at the quay by up to 30%.", persona: cfo}]
  - {id: hosting, type: claim, text: "All booking data is stored in data centres in Germany.", owner: legal}
  - {id: setup, type: claim, text: "Setting up Harbourlight Flow takes ten working days."}
  - id: price
    type: claim
    kind: price
    text: "Harbourlight Flow costs €89 per berth and year."
    limits: {max_discount: 15%}
  - {id: leave, type: claim, kind: term, text: "The contract runs for 24 months and cannot be cancelled before that."}
  - {id: uptime, type: claim, text: "The contract promises 99.5% availability a month.", owner: legal}
  - {id: iso, type: proof_point, text: "Harbourlight is certified to ISO 27001.", owner: legal}
never_say:
  - {id: refund, text: We guarantee that you earn the fee back., instead: quay}
internal_only:
  - {id: floor, text: We can go down to seventy-one euros per berth for three hundred berths., owner: pricing}
"""
PERSONAL = """\
hope you had a lovely weekend, and that the little one is better. Jo is the best colleague I ever had, you will like her!

Shall we say Thursday at ten? The train takes three hours and costs €120, so I would rather call. We will send 100% of
the slides tonight. Thanks for the coffee, and for the guarantee of good weather :)

You wrote that you lose 40% of your guests to the next harbour.
"""
ON_MESSAGE = """\
waiting at the quay comes down by as much as 30% with Harbourlight Flow, your data stays in our data centres in Germany,
and setup is done within ten working days.
"""


@pytest.fixture(scope="module")
def check(tmp_path_factory):
    """Check mails to a customer, with models that are loaded once."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "house.yaml").write_text(HOUSE, encoding="utf-8")
    settings = settings_for(
        (), cwd=folder, environ=os.environ, overrides={"messaging": str(folder / "house.yaml")}, audience={}
    )
    stages = build_stages(settings, use_cache=False)
    checkers = {
        persona: DraftChecker(
            load_messaging(settings.messaging),
            for_all_documents(settings, {"persona": persona}),
            stages,
            today=date(2026, 11, 16),
        )
        for persona in ("", "cfo")
    }

    def checked(text, *, persona="", to="ana@customer.example"):
        draft = mail_draft(MailFields(to=(to,), text=f"Hi Ana,\n\n{text}\n\nBest\nTom\n"))
        return checkers[persona].check(draft, created=datetime(2026, 11, 16, 9, tzinfo=UTC))

    return checked


def asked(verdict):
    return [(finding.code, finding.message_id) for finding in verdict.ask]


@pytest.mark.parametrize("text", [PERSONAL, ON_MESSAGE], ids=["personal", "on-message"])
def test_clean_mail_is_not_interrupted(check, text):
    assert not check(text).interrupts


def test_offer_within_its_limits_is_not_interrupted(check):
    verdict = check("As agreed, for you it is €80 per berth and year if you sign by Friday.")
    assert not verdict.interrupts
    assert {finding.lane for finding in verdict.waiting} <= {Lane.NOTE}


def test_changed_figure_is_mended_in_the_writers_own_sentence(check):
    (finding,) = check("Availability is 99.9% a month, that is in the contract.").ask
    assert (finding.code, finding.mended) == ("MC102", True)
    assert finding.suggestion == "Availability is 99.5% a month, that is in the contract."


def test_what_must_never_be_said_interrupts_with_the_line_for_the_persona(check):
    (finding,) = check("We guarantee you earn back the fee.", persona="cfo").ask
    assert (finding.code, finding.mended) == ("MC202", False)
    assert finding.suggestion.startswith("Your berths earn more")


def test_internal_line_interrupts_first_and_only_where_it_leaves_the_company(check):
    text = "Availability is 99.9% a month, that is in the contract.\n\nWe can go down to €71 per berth for 300 berths."
    assert asked(check(text))[0] == ("MC203", "floor")
    assert ("MC203", "floor") not in asked(check(text, to="jo@harbourlight.example"))


@pytest.mark.parametrize(
    ("question", "answer", "found"),
    [
        ("Is availability of 99.9% promised in the contract?", "Yes, that's right.", [("MC102", "uptime")]),
        ("Is availability of 99.9% promised in the contract?", "No, I'm afraid not.", []),
        ("Is your company certified to ISO 27001?", "No.", [("MC101", "iso")]),
        ("Is your company certified to ISO 27001?", "Yes, it is.", []),
        ("Do you guarantee that we earn the fee back?", "Yes.", [("MC202", "refund")]),
        ("Can we leave before the 24 months are over?", "No.", []),
        ("Are you free on Thursday at ten?", "Yes, of course.", []),
    ],
)
def test_bare_answer_is_judged_with_its_question(check, question, answer, found):
    verdict = check(f"On Monday Ana wrote:\n> {question}\n\n{answer}")
    assert [(finding.code, finding.message_id) for finding in (*verdict.ask, *verdict.waiting)] == found


def test_bare_answer_above_a_mail_is_judged_with_its_one_question(check):
    text = "Yes, that's right.\n\nBest\nTom\n\nOn Monday Ana wrote:\n> Is availability of 99.9% promised in the contract?\n"
    assert asked(check(text)) == [("MC102", "uptime")]


def test_bare_answer_to_one_of_several_questions_is_not_judged(check):
    text = (
        "Yes.\n\nBest\nTom\n\nOn Monday Ana wrote:\n> Is it certified to ISO 27001?\n> Is the data kept in Ireland?\n"
    )
    verdict = check(text)
    assert not verdict.interrupts
    assert [item.reason for item in verdict.not_judged] == ["a bare yes or no"]


def test_customers_own_words_are_not_interrupted(check):
    text = "thanks, understood.\n\nOn Monday Ana wrote:\n> You guarantee that we earn the fee back, and 99.9% availability.\n"
    assert not check(text).interrupts
