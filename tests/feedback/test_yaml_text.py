"""Changes to a YAML text: only the lines concerned change, however it is written."""

from datetime import date

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.errors import InputError
from msgcheck.feedback.yaml_text import YamlText

ITEM = {"id": "new", "text": "Said: up to 50 %, always."}


def opened(text):
    return YamlText(text, where="house.yaml")


def with_text(text, path, value):
    yaml = opened(text)
    node = yaml.root
    for step in path:
        node = node.items[step] if isinstance(step, int) else node.get(step)
    return yaml.changed([yaml.with_text(node, value)])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: old one\nb: 1\n", "a: new one\nb: 1\n"),
        ("a:   old one   # why\n", "a:   new one   # why\n"),
        ('a: "old one"\r\nb: 1\r\n', 'a: "new one"\r\nb: 1\r\n'),
        ("a: 'old one'", "a: 'new one'"),
        ("{a: old one, b: [1, 2]}\n", "{a: new one, b: [1, 2]}\n"),
        ("a: >-\n  old\n  one\n\n# next\nb: 1\n", "a: >-\n  new one\n\n# next\nb: 1\n"),
        ("a: |\n    old one\n\nb: 1\n", "a: |\n    new one\n\nb: 1\n"),
        ("a: >2-\n   old one\nb: 1\n", 'a: "new one"\nb: 1\n'),
        ("a: old\n  one\nb: 1\n", "a: new one\nb: 1\n"),
        ("\ufeffa: old one\n", "\ufeffa: new one\n"),
        ("a: old one\n# \ta tab\n", "a: new one\n# \ta tab\n"),
        ("---\na: old one\n...\n", "---\na: new one\n...\n"),
        ('{"a": "old one"}', '{"a": "new one"}'),
    ],
)
def test_with_text_keeps_quotes_and_everything_around(before, after):
    assert with_text(before, ["a"], "new one") == after


def test_with_text_folds_long_text_as_wide_as_it_was():
    text = "a: >-\n  a line of some forty-odd characters, I think\n  and a second\nb: 1\n"
    changed = with_text(text, ["a"], "word " * 30 + "end")
    assert max(map(len, changed.splitlines())) <= len("  a line of some forty-odd characters, I think")
    assert pyyaml.safe_load(changed)["a"] == "word " * 30 + "end"


def test_with_text_quotes_what_plain_text_cannot_hold():
    changed = with_text("a: old one\n", ["a"], "as: this # and, that")
    assert pyyaml.safe_load(changed) == {"a": "as: this # and, that"}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1))
@pytest.mark.parametrize("style", ["a: old one\n", "a: 'old'\n", 'a: "old"\n', "{a: old one, b: 2}\n", "[{a: old}]\n"])
def test_with_text_means_what_was_given(style, text):
    yaml = opened(style)
    root = yaml.root.items[0] if yaml.root.kind == "list" else yaml.root
    loaded = pyyaml.load(yaml.changed([yaml.with_text(root.get("a"), text)]), pyyaml.BaseLoader)  # noqa: S506  makes texts only
    assert (loaded[0] if isinstance(loaded, list) else loaded)["a"] == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "l:\n- id: one\n",
            '- id: new\n  text: "Said: up to 50 %, always."\n',
        ),
        (
            "l:\n  - id: one   # first\n# end\n",
            '  - id: new\n    text: "Said: up to 50 %, always."\n',
        ),
        (
            "l:\n  -   id: one\n      b: 2\nm: 1\n",
            '  -   id: new\n      text: "Said: up to 50 %, always."\n',
        ),
    ],
)
def test_with_item_is_set_in_as_the_others(before, after):
    yaml = opened(before)
    changed = yaml.changed([yaml.with_item(yaml.root, "l", ITEM)])
    assert after in changed
    assert changed.replace(after, "") == before


@pytest.mark.parametrize(
    "text",
    [
        "m: 1\n",
        "l:\nm: 1\n",
        "l: []\nm: 1\n",
        "l: null # none yet\nm: 1\n",
        "l: [] # none yet",
        "{m: 1}\n",
        "{l: [], m: 1}",
        "{l: [{id: one}], m: 1}\n",
        "l: [{id: one}]\r\nm: 1\r\n",
        "l: [\n  {id: one},\n  {id: two},\n]\n",
        "l:\n  - id: one\n    text: |\n      some\n      # no comment\n\n# a comment\nm: 1\n",
        "l:\n  - id: one\n\n  - id: two\n\nm: 1\n",
        "l:\n  - {id: one}",
        "\ufeffl:\n- id: one\n",
    ],
)
def test_with_item_adds_one_item_and_loses_nothing(text):
    yaml = opened(text)
    changed = yaml.changed([yaml.with_item(yaml.root, "l", ITEM)])
    before = pyyaml.safe_load(text)
    assert pyyaml.safe_load(changed) == {**before, "l": [*(before.get("l") or []), ITEM]}
    for comment in ("# none yet", "# no comment", "# a comment"):
        assert changed.count(comment) == text.count(comment)
    assert changed.endswith("\n") == text.endswith("\n") or "l: [] # none yet" in text
    assert ("\r\n" in changed) == ("\r\n" in text)


def test_with_item_is_set_apart_by_an_empty_line_where_the_others_are():
    yaml = opened("l:\n  - id: one\n\n  - id: two\nm: 1\n")
    changed = yaml.changed([yaml.with_item(yaml.root, "l", ITEM)])
    assert "  - id: two\n\n  - id: new\n" in changed


def test_with_item_refuses_an_alias():
    yaml = opened("k: &x [{id: one}]\nl: *x\n")
    with pytest.raises(InputError, match="cannot be added to"):
        yaml.with_item(yaml.root, "l", ITEM)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a: 1  # one\nb: 2\n", "a: 1  # one\nnew: x\nday: 2026-11-22\nb: 2\n"),
        ("{a: 1, b: 2}", "{a: 1, new: x, day: 2026-11-22, b: 2}"),
        ("a: |\n  x\n\nb: 2", "a: |\n  x\nnew: x\nday: 2026-11-22\n\nb: 2"),
    ],
)
def test_with_keys_stand_behind_the_key_named(text, after):
    yaml = opened(text)
    assert yaml.changed([yaml.with_keys(yaml.root, {"new": "x", "day": date(2026, 11, 22)}, after=["a"])]) == after


@pytest.mark.parametrize("name", ["a", "b", "c"])
@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: 2\nc: 3\n",
        "a: 1\nb: >-\n  x\n  y\nc: 3",
        "{a: 1, b: 2, c: 3}",
        "a: 1\r\nb: 2\r\nc: 3",
        "a: 1\nb:\n  - 1\n  - 2\nc: [x,\n  y]\n",
    ],
)
def test_without_key_takes_out_one_key(text, name):
    yaml = opened(text)
    expected = {key: value for key, value in pyyaml.safe_load(text).items() if key != name}
    assert pyyaml.safe_load(yaml.changed([yaml.without_key(yaml.root, name)])) == expected


@pytest.mark.parametrize("index", [0, 1, 2])
@pytest.mark.parametrize("text", ["- 1\n- 2\n- 3\n", "[1, 2, 3]", "- a: 1\n  b: 2\n\n- a: 2\n- {a: 3}"])
def test_without_item_takes_out_one_item(text, index):
    yaml = opened(text)
    expected = pyyaml.safe_load(text)
    del expected[index]
    assert pyyaml.safe_load(yaml.changed([yaml.without_item(yaml.root, index)])) == expected


def test_without_key_of_a_list_item_leaves_the_dash():
    yaml = opened("l:\n  - a: 1\n    b: 2\n")
    item = yaml.root.get("l").items[0]
    assert yaml.changed([yaml.without_key(item, "a")]) == "l:\n  - b: 2\n"


def test_text_that_is_no_yaml_is_refused_with_its_line():
    with pytest.raises(InputError) as caught:
        opened("a: 1\nb: [1, 2\nc: 3\n")
    assert caught.value.where.startswith("house.yaml:3")
