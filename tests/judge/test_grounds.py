import numpy as np
import pytest

from msgcheck.codes import STATEMENT_LABELS, Label
from msgcheck.judge.features import LEAST_LOG, matrix, picture, row
from msgcheck.judge.grounds import GROUNDS, SAYS_THE_LINE, grounded
from msgcheck.judge.pair_reading import LEAST_COSINE, with_pairs_read
from msgcheck.pairs.interface import PAIR_LABELS
from msgcheck.pairs.probabilities import as_rows
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


def read_by_the_pair_model(says_it, *, is_other=0.1, cosine=0.8):
    """Return what is left to each label of a statement near a ruled-out line, mostly taken for that line."""
    columns = {
        "never_say.cosine": cosine,
        "current.cosine": 0.8,
        "retired.cosine": 0.8,
        "pair.never_say.consistent": max(LEAST_LOG, np.log(says_it)),
        "pair.never_say.unrelated": np.log(is_other),
    }
    names = [*columns, *(f"{pair}.covers" for pair in ("current", "retired", "never_say"))]
    values = np.zeros((1, len(CLASSES)))
    for label, share in ((Label.FORBIDDEN, 0.8), (Label.UNSUPPORTED, 0.15), (Label.NOT_A_CLAIM, 0.05)):
        values[0, CLASSES.index(label.value)] = share
    kept = grounded(values, CLASSES, np.array([[columns.get(name, 0.0) for name in names]]), names)[0]
    return dict(zip(CLASSES, kept, strict=True))


@pytest.mark.parametrize(("says_it", "is_other"), [(SAYS_THE_LINE - 0.01, 0.1), (1e-9, 1.0)], ids=["doubtful", "sure"])
def test_ruled_out_line_that_was_read_and_not_found_said_leaves_its_share_to_the_others(says_it, is_other):
    kept = read_by_the_pair_model(says_it, is_other=is_other)
    assert kept["forbidden"] == 0.0
    assert kept["unsupported"] == pytest.approx(0.75)
    assert sum(kept.values()) == pytest.approx(1.0)


def test_ruled_out_line_stays_where_it_was_found_said():
    assert read_by_the_pair_model(SAYS_THE_LINE + 0.01)["forbidden"] == pytest.approx(0.8)


def test_ruled_out_line_stays_where_it_was_too_far_away_to_be_read():
    kept = read_by_the_pair_model(1e-9, is_other=1.0, cosine=LEAST_COSINE[Source.NEVER_SAY] - 0.01)
    assert kept["forbidden"] == pytest.approx(0.8)


class Silent:
    """A pair model that can say nothing of any pair, as a chat service that answers with poems."""

    model = "silent@00000000"

    def read(self, pairs):
        return as_rows(np.full((len(pairs), len(PAIR_LABELS)), np.nan))


def test_ruled_out_line_stays_where_the_pair_model_could_say_nothing_of_it():
    match = matched("We are approved by the agency.", "approved by the agency", source=Source.NEVER_SAY, cosine=0.8)
    (seen,) = with_pairs_read([picture(match.statement, [match])], Silent())
    values = row(seen)
    likely = np.full((1, len(CLASSES)), 0.2 / (len(CLASSES) - 1))
    likely[0, CLASSES.index("forbidden")] = 0.8
    kept = grounded(likely, CLASSES, matrix([values], tuple(values)), tuple(values))[0]
    assert kept[CLASSES.index("forbidden")] == pytest.approx(0.8)
