"""The numbers the judge weighs by."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.judge.features import matrix, picture, row
from msgcheck.records import BlockKind, DocumentId, Source, Statement
from tests.builders_judge import matched

TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "Setup is free for annual plans.",
            "We guarantee that you save at least 30 % in two months, or 1,000,000 € back.",
            "Certified to ISO 27001 and SOC 2",
            "???",
            "99999999999999999999 %",
        ]
    ),
)
SOURCES = st.sampled_from(
    [Source.MESSAGE, Source.VARIANT, Source.PART, Source.RETIRED, Source.NEVER_SAY, Source.INTERNAL_ONLY]
)


@st.composite
def pictures(draw):
    text = draw(TEXTS)
    candidates = [
        matched(text, draw(TEXTS), cosine=draw(st.floats(-1, 1)), id_=f"m-{number}", source=draw(SOURCES))
        for number in range(draw(st.integers(0, 4)))
    ]
    if candidates:
        return picture(candidates[0].statement, candidates)
    kind = draw(st.sampled_from(BlockKind))
    return picture(Statement(text=text, document=DocumentId("d"), location="slide 1 title", kind=kind), ())


NAMES = sorted(row(picture(matched("a", "b").statement, ())))


@given(pictures())
def test_features_have_the_same_names_whatever_the_candidates(seen):
    assert sorted(row(seen)) == NAMES


@given(pictures())
def test_features_are_finite(seen):
    assert [name for name, value in row(seen).items() if not np.isfinite(value)] == []


@given(st.lists(pictures(), max_size=3))
def test_matrix_has_a_row_a_statement_and_the_columns_asked_for(seen):
    names = NAMES[::3]
    found = matrix([row(one) for one in seen], names)
    assert found.shape == (len(seen), len(names))
    for values, one in zip(found, seen, strict=True):
        assert list(values) == [row(one)[name] for name in names]


def test_matrix_of_an_unknown_feature_is_refused():
    with pytest.raises(KeyError):
        matrix([row(picture(matched("a", "b").statement, ()))], ["no such feature"])


def test_features_tell_a_missing_candidate_from_a_near_one():
    match = matched("Setup is free.", "Setup is free.", cosine=0.99)
    near, none = row(picture(match.statement, [match])), row(picture(match.statement, ()))
    assert near["current.cosine"] == 0.99
    assert none["current.cosine"] == -1.0


def test_internal_wording_weighs_nothing():
    """Else a score would tell that somebody came near it."""
    match = matched("Setup is free.", "Our floor price is nine euros.", source=Source.INTERNAL_ONLY)
    assert row(picture(match.statement, [match])) == row(picture(match.statement, ()))
