import difflib

import pytest
import yaml

from msgcheck.errors import InputError
from msgcheck.findings.examples import example_to_add, with_example, write_example

TEXT = """\
# Our house.
version: 1
messages:
  # first
  - id: speed   # never change
    type: claim
    text: "Fast: up to 30% faster, every day."
    examples:
      same:
        - "Up to 30% faster."  # Ana, May
  - id: price
    type: claim
    text: 'It costs €9.'
    persona: [cfo, hr]
"""


def test_example_to_add_is_yaml_that_can_be_pasted():
    value = yaml.safe_load(example_to_add("speed", 'A "quoted": line, #1'))
    assert value == {"messages": [{"id": "speed", "examples": {"same": ['A "quoted": line, #1']}}]}


def test_with_example_adds_one_line_and_changes_no_other():
    after = with_example(TEXT, "speed", "Thirty per cent faster: yes.")
    added = [line for line in difflib.ndiff(TEXT.splitlines(), after.splitlines()) if line[0] in "+-"]
    assert added == ['+         - "Thirty per cent faster: yes."']


def test_with_example_makes_the_list_where_there_is_none():
    after = with_example(TEXT, "price", "Nine euros.")
    assert yaml.safe_load(after)["messages"][1]["examples"] == {"same": ["Nine euros."]}
    assert after.startswith(TEXT)


def test_with_example_does_not_add_the_same_twice():
    assert with_example(TEXT, "speed", "Up to 30% faster.") == TEXT


def test_with_example_keeps_unindented_lists():
    text = "messages:\n- id: a\n  text: b\n"
    assert with_example(text, "a", "c").startswith(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TEXT, "does not stand"),
        ("- 1", "does not stand"),
        ("a: [", "not YAML"),
        ("messages:\n- {id: none, examples: 3}\n", "mapping"),
    ],
)
def test_with_example_refuses_what_it_cannot_add_to(text, says):
    with pytest.raises(InputError, match=says):
        with_example(text, "none", "x")


def test_write_example_replaces_the_file(tmp_path):
    path = tmp_path / "house.yaml"
    path.write_text(TEXT, encoding="utf-8")
    write_example(path, "price", "Nine euros.")
    assert "Nine euros." in path.read_text(encoding="utf-8")
