from pathlib import Path

import pytest

from msgcheck.errors import MessagingError
from msgcheck.messaging.load import load_messaging
from tests.messaging.test_load import SMALL, mistakes, write

GOLDEN = Path(__file__).parents[1] / "golden" / "messaging-mistakes.txt"
FIVE = """\
version: 1
company: {name: Acme}
products:
  - {name: Acme Flow, aliases: [Flow]}
messages:
  - id: onboarding-time
    type: clame
    text: Acme Flow cuts onboarding time by up to 30%.
    variants:
      - {text: With Acme Flow, new hires are productive sooner, persona: hr}
    evidense: 2025 study
  - id: onboarding-time
    type: claim
    text: Acme Flow is quick.
    valid_until: 2026-02-30
"""


def test_five_mistakes_are_reported_at_once(tmp_path, monkeypatch, update_golden):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "messaging.yaml", FIVE)
    with pytest.raises(MessagingError) as caught:
        load_messaging("messaging.yaml")
    shown = str(caught.value) + "\n"
    if update_golden:
        GOLDEN.write_text(shown, encoding="utf-8")
    assert shown == GOLDEN.read_text(encoding="utf-8")
    assert len(caught.value.mistakes) == 5


def test_mistakes_of_all_files_are_reported_at_once(tmp_path):
    write(tmp_path, "a.yaml", SMALL + "mesages: []\n")
    write(tmp_path, "b.yaml", "messages:\n  - {id: two, type: claim, text: Acme: the best one}\n")
    write(tmp_path, "c.yaml", "retired:\n  - {id: one, text: old}\n")
    with pytest.raises(MessagingError) as caught:
        load_messaging(tmp_path)
    assert [Path(one.path).name for one in caught.value.mistakes] == ["a.yaml", "b.yaml", "c.yaml"]


MESSAGE = "company: {name: Acme}\nmessages:\n  - id: one\n    type: claim\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("    text: Acme Flow: quick and easy\n", "quote the text: it has a colon"),
        ("    text: We are #1 in Europe\n", "it has a #"),
        ("    text: We are the # 1 choice\n", "it has a #"),
        ('    text: "Quick" and easy to use\n', "quote the whole text"),
        ("    text: 'It's easy to use'\n", "quote the whole text"),
        ("    text: @home with our customers\n", "quote the text: it begins with @"),
        ("    text: *very* good for you\n", "quote the text: it begins with *"),
        ("    text: %d years of service\n", "quote the text: it begins with %"),
        ("    text: [beta] is here for you\n", "quote the text: it begins with ["),
        ("    text: > 50 customers use it\n", "quote the text: it begins with >"),
        ("    text: !important words here\n", "it begins with !"),
        ("    text: &co is here for you\n", "it begins with &"),
        ("\ttext: indented by a tab\n", "a tab indents this line: use spaces"),
        ('    text: "never closed\n    owner: me\n', "never closed"),
        ("   text: one space too few\n", "does not line up"),
        ("    text without a colon\n    owner: me\n", "a key needs a colon"),
        ("    text: fine words here\n    text: twice the words\n", "'text' stands twice in a message, first in line 5"),
        ("    text: fine words here\n    evidense: x\n", "did you mean 'evidence'?"),
        ("    text: fine words here\n    quux: x\n", "a message may hold id, type, text"),
        ("    text: fine words here\n    valid_from: 1.5.2026\n", "write 'valid_from' as YYYY-MM-DD"),
        ("    text: fine words here\n    valid_from: 2026-02-30\n", "there is no such day as 2026-02-30"),
        (
            "    text: fine words here\n    valid_from: 2026-05-01\n    valid_until: 2026-04-01\n",
            "'valid_until' (2026-04-01) lies before 'valid_from' (2026-05-01)",
        ),
        ("    text: fine words here\n    better: hgher\n", "unknown better 'hgher'; did you mean 'higher'?"),
        ("    text: fine words here\n    tier: zzz\n", "use one of exact, strict, loose"),
        ("    text: fine words here\n    applies_to: Acme Flo\n", "'Acme Flo' is not the name of a product"),
        ("    text: fine words here\n    with: nothing\n", "'nothing' is not the id of a message"),
        ("    text: fine words here\n    limits: 15%\n", "'limits' must be a map"),
        ("    text: fine words here\n    limits: {max_discont: 15%}\n", "did you mean 'max_discount'?"),
        ("    text: fine words here\n    limits: {max: plenty}\n", "needs a figure"),
        ("    text: fine words here\n    variants: {text: x}\n", "'variants' must be a list"),
        ("    text: fine words here\n    variants: [just words]\n", "a variant must be a map"),
        ("    text: fine words here\n    examples: words\n", "'examples' must be a map"),
        ("    text: [a, b]\n", "must be one text, not a list"),
        ("    text: {a: b}\n", "must be a text, not a map"),
        ("    text:\n", "'text' is empty"),
        ("    text: ''\n", "'text' is empty"),
        ('    text: fine words here\n    owner: "a\\0b"\n', "control character"),
        ("    owner: me\n", "a message needs 'text'"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(tmp_path, line, expected):
    found = mistakes(tmp_path, MESSAGE + line)
    assert any(expected in one for one in found), found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n- b\n", "a messaging file begins with keys"),
        ("just words\n", "a messaging file begins with keys"),
        (SMALL + "version: 2\n", "version 1"),
        (SMALL + "---\ncompany: {name: B}\n", "one file holds one document"),
        (SMALL.replace("type: claim, ", ""), "a message needs 'type'"),
        (SMALL.replace("id: one, ", ""), "a message needs 'id'"),
        (SMALL.replace("id: one", "id: one two"), "cannot be an id: use letters, digits and - only, as 'one-two'"),
        (SMALL.replace("quick.}", "quick."), "is not closed"),
        (SMALL.replace("quick.", "quick [by half]."), "it has a bracket"),
        (SMALL + "never_say:\n  - {text: bad, instead: oen}\n", "did you mean 'one'?"),
        (SMALL + "retired:\n  - {id: one, text: old words}\n", "the id 'one' is given in"),
        (SMALL + "retired:\n  - {id: r, text: old, replaced_by: r}\n", "'r' is retired: name the message used now"),
        (SMALL + "never_say:\n  - {text: Bad}\n  - {text: bad}\n", "is given in"),
        (SMALL + "required:\n  - {message: two}\n", "'two' is not the id of a message"),
        (SMALL + "required:\n  - {message: one, in: decks}\n", "did you mean 'deck'?"),
        (SMALL + "customers:\n  - {name: X, naming: loud}\n", "use one of name, logo, quote, described, none"),
        (SMALL + "products:\n  - {name: A}\n  - {name: A}\n", "the product name 'A' is given in"),
        (SMALL + "retired:\n  - {id: r, text: old, since: 2026-01-01, retired_on: 2026-01-01}\n", "keep one"),
        (SMALL + "terms:\n  - {use: x}\n", "a term needs 'not'"),
        (SMALL + "pillars: [{id: p, title: P}]\n" + "retired:\n  - {id: r, text: a\x07b}\n", "no text can hold"),
        ("[" * 5000, "YAML cannot read this line"),
    ],
)
def test_a_mistake_of_the_whole_file_is_named_with_its_remedy(tmp_path, text, expected):
    found = mistakes(tmp_path, text)
    assert any(expected in one for one in found), found


def test_company_in_two_files_names_both(tmp_path):
    write(tmp_path, "a.yaml", SMALL)
    write(tmp_path, "b.yaml", "company: {name: Acme}\n")
    with pytest.raises(MessagingError, match=r"b\.yaml:1:10: 'company' stands in .*a\.yaml:2 already"):
        load_messaging(tmp_path)


def test_a_duplicate_id_in_another_file_names_both(tmp_path):
    write(tmp_path, "a.yaml", SMALL)
    write(tmp_path, "b.yaml", "internal_only:\n  - {id: one, text: secret words}\n")
    with pytest.raises(MessagingError, match=r"b\.yaml:2:10: the id 'one' is given in .*a\.yaml:4 already") as caught:
        load_messaging(tmp_path)
    assert "secret words" not in str(caught.value)


def test_a_broken_file_does_not_make_references_look_wrong(tmp_path):
    write(tmp_path, "a.yaml", SMALL + "never_say:\n  - {text: bad words, instead: two}\n")
    write(tmp_path, "b.yaml", "messages:\n  - id: two\n    type: claim\n    text: x y z\n   owner: me\n")
    with pytest.raises(MessagingError) as caught:
        load_messaging(tmp_path)
    assert len(caught.value.mistakes) == 1


def test_a_comma_within_a_figure_is_found(tmp_path):
    found = mistakes(tmp_path, SMALL.replace("quick.", "used by 1,000 people."))
    assert found == ["4:57: unknown key '000 people.'; if it belongs to 'text', quote the text: it has a comma"]


def test_three_commas_in_one_wording_are_one_mistake(tmp_path):
    assert len(mistakes(tmp_path, SMALL.replace("quick.", "quick, easy, cheap, and good."))) == 1


def test_a_comment_set_off_by_two_spaces_is_no_mistake(tmp_path):
    text = MESSAGE + "    text: Acme is quick.  # from the deck\n"
    assert load_messaging(write(tmp_path, "m.yaml", text)).messages[0].text == "Acme is quick."


def test_many_broken_lines_are_all_named(tmp_path):
    entries = "".join(f"  - id: m{number}\n    type: claim\n    text: Line {number}: broken\n" for number in range(20))
    found = mistakes(tmp_path, "company: {name: Acme}\nmessages:\n" + entries)
    assert len(found) == 20
