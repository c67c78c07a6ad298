import numpy as np

from msgcheck.codes import Label, Severity
from msgcheck.evaluate.sets import LabelledStatement
from msgcheck.training.bars import ASK_MOST_SENTENCES, RAISE_MOST, fix_bars
from msgcheck.training.combination import calibration_error, fold_of
from msgcheck.training.examples import DOCUMENT


def statement(number, *, label=Label.CONSISTENT, channel="email", name="s", company="acme"):
    return LabelledStatement(
        id=f"{name}#{number}",
        company=company,
        statement="",
        context="",
        channel=channel,
        message_id=None,
        label=label,
        severity=Severity.NONE,
        why="",
        hard=False,
        form="",
    )


def test_bars_let_pass_no_more_clean_statements_than_allowed():
    gold = [statement(number) for number in range(1000)]
    probabilities = np.linspace(0, 1, 1000)
    bars = fix_bars(gold, probabilities)
    assert (probabilities > bars.raise_at).mean() <= RAISE_MOST + 0.001
    assert (probabilities > bars.ask).mean() <= ASK_MOST_SENTENCES + 0.001


def test_bars_do_not_depend_on_drifted_statements():
    clean = [statement(number) for number in range(100)]
    drifted = [statement(number, label=Label.OVERSTATED) for number in range(100)]
    probabilities = np.linspace(0, 0.5, 100)
    assert fix_bars(clean + drifted, np.concatenate([probabilities, np.ones(100)])) == fix_bars(clean, probabilities)


def test_bars_rise_from_note_to_ask():
    gold = [
        statement(number, channel=DOCUMENT, name=f"{page}{suffix}")
        for page in range(20)
        for suffix in (".eml", ".json")
        for number in range(30)
    ]
    bars = fix_bars(gold, np.random.default_rng(1).random(len(gold)))
    assert bars.note <= bars.suggest <= bars.ask


def test_one_clean_deck_in_ten_may_have_two_suggestions():
    decks = [
        (statement(number, channel=DOCUMENT, name=f"{deck}.json"), 0.9 if deck < 2 else 0.1)
        for deck in range(10)
        for number in range(20)
    ]
    mails = [
        (statement(number, channel=DOCUMENT, name=f"{mail}.eml"), 0.95) for mail in range(10) for number in range(9)
    ]
    gold, probabilities = zip(*decks, *mails, strict=True)
    bars = fix_bars(gold, np.array(probabilities))
    troubled = sum(
        sum(p > bars.suggest for item, p in decks if item.id.startswith(f"{deck}.")) > 1 for deck in range(10)
    )
    assert troubled <= 2


def test_calibration_error_of_honest_probabilities_is_small():
    generator = np.random.default_rng(7)
    probabilities = generator.random(20_000)
    raised = generator.random(20_000) < probabilities
    assert calibration_error(probabilities, raised) < 0.02
    assert calibration_error(np.ones(1000), np.zeros(1000, dtype=bool)) == 1.0


def test_fold_of_a_company_never_changes():
    assert [fold_of(name) for name in ("ampelhurst", "weirgate", "quenlow")] == [0, 3, 3]
    assert {fold_of(f"company-{number}") for number in range(100)} == {0, 1, 2, 3, 4}
