"""The gatekeeper's promise: an answer within the budget, and a mail passes whatever the checker does."""

import asyncio
import logging
import threading
from types import SimpleNamespace

import pytest

from msgcheck.errors import DocumentError, InputError, SettingsError
from msgcheck.gate import gatekeeper
from msgcheck.gate.gatekeeper import Gatekeeper, Pace
from msgcheck.gate.gathered_mail import OutgoingMail
from msgcheck.gate.outcome import Happened
from msgcheck.gate.policy import Policy
from msgcheck.report.verdict import Verdict

NOTHING = Verdict(ask=(), waiting=(), not_judged=(), unread=(), calibrated=True)
MAIL = OutgoingMail(sender="a@acme.example", recipients=("b@customer.example",), data=b"Words.", queue_id="4F3")
_LONG_S = 30.0


class FakeResident:
    """Checks as it is told, and says how often."""

    def __init__(self, check=lambda _: NOTHING, *, domains=("acme.example",)):
        self.drafts = []
        self.domains = domains
        self._check = check

    def warm(self):
        pass

    def check(self, draft):
        self.drafts.append(draft)
        return self._check(draft)

    def messaging(self):
        return SimpleNamespace(company=SimpleNamespace(domains=self.domains))


def weighed(resident, *, mails=1, warm=True, one_by_one=False, **pace):
    """Return what became of mails that came at the same time, or each when the one before it was weighed."""

    async def run():
        keeper = Gatekeeper(resident, Policy(), Pace(**{"budget_s": _LONG_S, **pace}))
        keeper.begin()
        if warm:
            await keeper.warm()
        coming = (keeper.outcome(MAIL, may_quarantine=True) for _ in range(mails))
        if one_by_one:
            return [(await outcome).happened for outcome in coming]
        return [outcome.happened for outcome in await asyncio.gather(*coming)]

    return asyncio.run(run())


@pytest.fixture
def never():
    """A check that ends only when the test does."""
    over = threading.Event()
    yield lambda _: over.wait() and NOTHING
    over.set()


def test_gatekeeper_hands_the_checker_mail_and_recipients():
    resident = FakeResident()
    assert weighed(resident) == [Happened.CLEAN]
    (draft,) = resident.drafts
    assert draft.data == b"Words."
    assert draft.recipients == ("b@customer.example",)


def test_gatekeeper_lets_mail_pass_while_models_load():
    resident = FakeResident()
    assert weighed(resident, warm=False) == [Happened.STARTING]
    assert not resident.drafts


def test_gatekeeper_lets_mail_pass_over_its_budget(never):
    assert weighed(FakeResident(never), budget_s=0.05) == [Happened.OVER_BUDGET]


def test_gatekeeper_never_begins_a_check_whose_time_is_over(never):
    resident = FakeResident(never)
    assert weighed(resident, mails=3, budget_s=0.1) == [Happened.OVER_BUDGET] * 3
    assert len(resident.drafts) == 1


def test_gatekeeper_lets_mail_pass_at_once_where_too_many_wait(never):
    found = weighed(FakeResident(never), mails=5, budget_s=0.2, most_waiting=2)
    assert found == [Happened.OVER_BUDGET] * 2 + [Happened.BUSY] * 3


def test_gatekeeper_waits_for_nobody_behind_a_check_that_hangs(never, monkeypatch):
    began = threading.Event()
    resident = FakeResident(lambda draft: began.set() or never(draft))

    async def run():
        keeper = Gatekeeper(resident, Policy(), Pace(budget_s=0.05))
        keeper.begin()
        await keeper.warm()
        first = await keeper.outcome(MAIL, may_quarantine=True)
        await asyncio.to_thread(began.wait, _LONG_S)
        monkeypatch.setattr(gatekeeper, "_STUCK_BUDGETS", 0)
        return [first.happened, (await keeper.outcome(MAIL, may_quarantine=True)).happened]

    assert asyncio.run(run()) == [Happened.OVER_BUDGET, Happened.BUSY]


def test_gatekeeper_takes_no_check_for_stuck_before_many_budgets(never):
    pace = {"budget_s": 0.5, "mails": 2, "one_by_one": True}
    assert weighed(FakeResident(never), **pace) == [Happened.OVER_BUDGET] * 2


def test_gatekeeper_checks_again_after_one_was_too_slow():
    over = threading.Event()
    resident = FakeResident(lambda _: over.wait(_LONG_S) and NOTHING)

    async def run():
        keeper = Gatekeeper(resident, Policy(), Pace(budget_s=0.05))
        keeper.begin()
        await keeper.warm()
        first = await keeper.outcome(MAIL, may_quarantine=True)
        over.set()
        keeper._pace = Pace(budget_s=_LONG_S)
        return [first.happened, (await keeper.outcome(MAIL, may_quarantine=True)).happened]

    assert asyncio.run(run()) == [Happened.OVER_BUDGET, Happened.CLEAN]


class Panic(BaseException):
    """As foreign code raises it."""


@pytest.mark.parametrize(
    "fault", [RuntimeError("secret words"), MemoryError(), RecursionError(), Panic("secret words")]
)
def test_gatekeeper_lets_mail_pass_where_the_checker_fails_and_goes_on(fault, caplog):
    faults = [fault]

    def check(_):
        if faults:
            raise faults.pop()
        return NOTHING

    with caplog.at_level(logging.DEBUG):
        assert weighed(FakeResident(check), mails=2, one_by_one=True) == [Happened.FAILED, Happened.CLEAN]
    assert "secret" not in caplog.text


def test_gatekeeper_counts_what_cannot_be_read():
    def check(_):
        raise DocumentError("broken")

    assert weighed(FakeResident(check)) == [Happened.UNREADABLE]


def test_gatekeeper_says_what_is_wrong_with_the_installation(caplog):
    def check(_):
        raise SettingsError("the silences hold a mistake", where="silences.yaml")

    assert weighed(FakeResident(check)) == [Happened.FAILED]
    assert "silences.yaml" in caplog.text


def test_gatekeeper_needs_to_know_which_domains_are_ours():
    with pytest.raises(InputError, match="which domains are ours"):
        Gatekeeper(FakeResident(domains=()), Policy(), Pace()).begin()


def test_gatekeeper_learns_of_new_domains():
    resident = FakeResident()

    async def run():
        keeper = Gatekeeper(resident, Policy(), Pace())
        keeper.begin()
        await keeper.warm()
        resident.domains = ("other.example",)
        await keeper.refresh()
        return keeper.own_domains()

    assert asyncio.run(run()).hold("a@other.example")


def test_gatekeeper_warns_where_the_messaging_forgets_which_domains_are_ours(caplog):
    resident = FakeResident()

    def check(_):
        resident.domains = ()
        return NOTHING

    resident._check = check
    assert weighed(resident) == [Happened.CLEAN]
    assert "no longer says which domains are ours" in caplog.text


def test_gatekeeper_lets_the_process_end_though_a_check_hangs(never):
    weighed(FakeResident(never), budget_s=0.01)
    hanging = [thread for thread in threading.enumerate() if thread.name == "msgcheck-gate-checker"]
    assert all(thread.daemon for thread in hanging)
