import numpy as np
import pytest

from msgcheck.codes import STATEMENT_LABELS, Label
from msgcheck.judge.features import matrix, picture, row
from msgcheck.judge.grounds import GROUNDS, grounded
from msgcheck.records import Source
from tests.builders_judge import matched

CLASSES = tuple(label.value for label in STATEMENT_LABELS)


def weighed(label, found, wording, *, source, cosine):
    seen = picture((match := matched(found, wording, source=source, cosine=cosine)).statement, [match])
    values = row(seen)
    sure = np.zeros((1, len(CLASSES)))
    sure[0, CLASSES.index(label.value)] = 1.0
    kept = grounded(sure, CLASSES, matrix([values], tuple(values)), tuple(values))[0]
    return dict(zip(CLASSES, kept, strict=True))


@pytest.mark.parametrize("label", sorted(GROUNDS))
def test_label_about_a_line_far_away_is_not_given(label):
    source = {"retired": Source.RETIRED, "never_say": Source.NEVER_SAY}.get(GROUNDS[label].pair, Source.MESSAGE)
    kept = weighed(label, "Pass one round.", "Battery lasts ninety days on one charge.", source=source, cosine=0.1)
    assert kept[label.value] == 0.0
    assert kept["not_a_claim"] == 1.0


@pytest.mark.parametrize(
    "denial",
    [
        "Nobody can guarantee that you never lose a pallet.",
        "We do not promise a loss-free year.",
        "We are not approved by the agency.",
    ],
)
def test_denied_line_is_not_taken_for_one_that_was_said(denial):
    kept = weighed(Label.FORBIDDEN, denial, "approved by the agency", source=Source.NEVER_SAY, cosine=0.8)
    assert kept["forbidden"] == 0.0


def test_line_that_was_said_keeps_its_ground():
    found = "Our loggers are approved by the agency."
    kept = weighed(Label.FORBIDDEN, found, "approved by the agency", source=Source.NEVER_SAY, cosine=0.8)
    assert kept["forbidden"] == 1.0


def test_probabilities_still_add_up():
    rows = np.array([[0.1] * 10])
    names = [f"{pair}.{key}" for pair in ("current", "retired", "never_say") for key in ("cosine", "covers", "denied")]
    kept = grounded(rows, CLASSES, np.zeros((1, len(names))), names)
    assert kept.sum() == pytest.approx(1.0)


def test_figure_that_no_line_ever_had_is_changed_and_not_old():
    columns = {
        "retired.figures.changed": 1.0,
        "current.figures.changed": 1.0,
        "retired.cosine": 0.9,
        "current.cosine": 0.9,
    }
    names = [f"{pair}.{key}" for pair in ("current", "retired", "never_say") for key in ("cosine", "covers")]
    values = dict.fromkeys(names, 0.5) | columns
    sure = np.zeros((1, len(CLASSES)))
    sure[0, CLASSES.index("outdated")] = 1.0
    kept = dict(zip(CLASSES, grounded(sure, CLASSES, matrix([values], tuple(values)), tuple(values))[0], strict=True))
    assert (kept["figure_changed"], kept["outdated"]) == (1.0, 0.0)
