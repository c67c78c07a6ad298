"""Which persona is meant, in the messaging's own spelling."""

import pytest

from msgcheck.errors import UnknownPersona
from msgcheck.messaging.load import load_messaging
from msgcheck.wordings import persona_as_known

HOUSE = """\
version: 1
company: {name: Harbourlight}
messages:
  - id: quay
    type: claim
    text: "Harbourlight cuts waiting times at the quay by up to 30%."
    persona: cfo
    variants: [{text: "Boats wait up to 30% less with Harbourlight.", persona: harbour-master}]
  - {id: setup, type: claim, text: Setup takes up to ten days.}
required: [{message: setup, in: [email], when: {persona: it-lead}}]
"""
NOBODY_NAMED = """\
version: 1
company: {name: Harbourlight}
messages: [{id: setup, type: claim, text: Setup takes up to ten days.}]
"""


@pytest.fixture
def loaded(tmp_path):
    def load(text):
        (tmp_path / "house.yaml").write_text(text, encoding="utf-8")
        return load_messaging(tmp_path)

    return load


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("cfo", "cfo"),
        (" CFO ", "cfo"),
        ("Harbour Master", "harbour-master"),
        ("it_lead", "it-lead"),
        ("", ""),
        (" \n", ""),
    ],
)
def test_persona_is_spelled_as_the_messaging_spells_it(loaded, written, known):
    assert persona_as_known(written, loaded(HOUSE)) == known


@pytest.mark.parametrize("written", ["nobody", "-"])
def test_unknown_persona_is_refused_with_those_that_are_known(loaded, written):
    with pytest.raises(UnknownPersona) as refused:
        persona_as_known(written, loaded(HOUSE))
    assert refused.value.message == f'the messaging names no persona "{written}"'
    assert refused.value.hint == "it names cfo, harbour-master and it-lead"


def test_unknown_persona_is_refused_with_the_nearest(loaded):
    with pytest.raises(UnknownPersona) as refused:
        persona_as_known("harbormaster", loaded(HOUSE))
    assert refused.value.hint.startswith('did you mean "harbour-master"? ')


def test_any_persona_will_do_where_the_messaging_names_none(loaded):
    assert persona_as_known("nobody", loaded(NOBODY_NAMED)) == "nobody"
    assert persona_as_known(" ", loaded(NOBODY_NAMED)) == ""


def test_a_long_persona_is_not_repeated_whole(loaded):
    with pytest.raises(UnknownPersona) as refused:
        persona_as_known("x" * 2000, loaded(HOUSE))
    assert len(refused.value.message) < 120
