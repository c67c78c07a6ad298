"""Which sentence stands for an edit."""

import numpy as np
from builders_stored import make_stored_finding

from msgcheck.feedback.representative import representative


def said(key, text, *values):
    row = np.zeros(4, dtype="<f4")
    row[: len(values)] = values
    return make_stored_finding(key, text=text, vector=row.tobytes() if values else b"")


def test_representative_is_the_sentence_said_most_often_wherever_the_others_lie():
    found = [said(1, "Rare.", 1.0), said(2, "Common.", 0.0, 1.0), said(3, "common.", 0.0, 1.0)]
    assert representative(found).key == 2


def test_representative_of_equally_common_ones_is_nearest_to_all():
    found = [said(1, "Left.", 1.0, 0.0), said(2, "Middle.", 0.7, 0.7), said(3, "Right.", 0.0, 1.0)]
    assert representative(found).key == 2


def test_representative_of_equally_near_ones_is_the_first():
    found = [said(1, "One.", 1.0), said(2, "Two.", 1.0)]
    assert representative(found).key == 1


def test_representative_compares_vectors_of_one_length_only():
    other = make_stored_finding(4, text="Other model.", vector=np.ones(7, dtype="<f4").tobytes())
    found = [said(1, "Left.", 1.0), said(2, "Middle.", 0.7, 0.7), said(3, "Right.", 0.0, 1.0), other]
    assert representative(found).key == 4  # it is as near as can be to all of its length: itself


def test_representative_without_words_is_the_first():
    found = [said(1, None), said(2, None)]
    assert representative(found).key == 1
