"""What counts as of now."""

import pytest

from msgcheck.feedback.state import State
from tests.builders_stored import FakeStore, make_stored, make_stored_finding

THEIRS = {"family": "email", "private": True, "judged": 0}


def counted(*documents, findings=()):
    state = State.of(FakeStore(stored_documents=documents, stored_findings=findings))
    return [document.key for document in state.documents]


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({}, [1]),
        ({"judged": 0}, [1]),
        ({"superseded": True}, []),
        (THEIRS, []),
        (THEIRS | {"judged": 1}, [1]),
        (THEIRS | {"not_judged": 1}, [1]),
    ],
    ids=["file", "file not judged", "replaced", "customer's mail", "our mail", "our mail not judged"],
)
def test_state_holds_the_documents_of_ours_that_stand(values, counts):
    assert counted(make_stored(1, **values)) == counts


@pytest.mark.parametrize(("current", "counts"), [(True, [1]), (False, [])])
def test_state_holds_a_mail_that_says_nothing_itself_but_passes_on_what_is_found(current, counts):
    assert counted(make_stored(1, **THEIRS), findings=(make_stored_finding(1, 1, current=current),)) == counts


def test_state_holds_all_documents_beside_those_of_ours():
    state = State.of(FakeStore(stored_documents=(make_stored(1, **THEIRS),)))
    assert ([document.key for document in state.all_documents], state.documents) == ([1], ())
