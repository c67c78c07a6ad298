"""What adopting and testing change in the messaging files: the intended lines and no others."""

import difflib
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from msgcheck.errors import InputError, MessagingError
from msgcheck.feedback.messaging_change import field_evidence, messaging_change
from msgcheck.feedback.messaging_patch import patch_of
from msgcheck.messaging.load import load_messaging
from msgcheck.records import Answer, DivergenceId, MessageId
from tests.builders_decisions import ABC, HOUSE, REFRAMED, TODAY, XYZ, make_decision, make_divergence, write_house

DEMO = Path(__file__).parents[2] / "messaging"


def changed_lines(change):
    """Return (taken out, put in) over all files of a change."""
    out, new = [], []
    for file in change.files:
        before, after = (data.decode().splitlines() for data in (file.before, file.after))
        for line in difflib.ndiff(before, after):
            if line.startswith("- "):
                out.append(line[2:])
            elif line.startswith("+ "):
                new.append(line[2:])
    return out, new


def written(change, folder):
    for file in change.files:
        (folder / file.path.name).write_bytes(file.after)
    return load_messaging(folder)


def test_adopt_changes_the_intended_lines_only(tmp_path):
    change = messaging_change(make_divergence(), make_decision(), write_house(tmp_path / "m"))
    out, new = changed_lines(change)
    assert out == [
        f'    text: "{ABC}"   # from the study',
        "    evidence: 2025 customer study, 112 customers",
        "    approved_by: Mina Okafor",
    ]
    assert new == [
        f'    text: "{XYZ}"   # from the study',
        '    evidence: "field: 14 decks and 3 mails from 6 sources, 2026-06-01 to 2026-10-30"',
        "    origin: field",
        '    test_status: "adopted from the field, not tested"',
        "    review_by: 2027-05-21",
        "  - id: onboarding-time-until-2026-11-22",
        f'    text: "{ABC}"',
        "    retired_on: 2026-11-22",
        "    grace_until: 2026-12-22",
        "    replaced_by: onboarding-time",
        '    because: "The wording of the field was adopted."',
    ]


def test_adopt_gives_the_message_the_new_wording_and_retires_the_old(tmp_path):
    change = messaging_change(
        make_divergence(),
        make_decision(approved_by="Ines Duarte", evidence="Study of 2026", reason="It is what the study says."),
        write_house(tmp_path / "m"),
    )
    messaging = written(change, tmp_path / "m")
    message = messaging.message("onboarding-time")
    assert (message.text, message.approved_by, message.origin_field) == (XYZ, "Ines Duarte", True)
    assert message.evidence == f"Study of 2026; {field_evidence(make_divergence())}"
    retired = messaging.retired[-1]
    assert (retired.text, retired.replaced_by, retired.because) == (
        ABC,
        "onboarding-time",
        "It is what the study says.",
    )


def test_adopt_keeps_the_evidence_where_no_figure_or_promise_changes(tmp_path):
    house = HOUSE.replace("    owner: product-marketing\n\nretired", "    evidence: Interviews\n\nretired")
    change = messaging_change(REFRAMED, make_decision(REFRAMED), write_house(tmp_path / "m", house))
    message = written(change, tmp_path / "m").message("our-point")
    assert message.evidence.startswith("Interviews; field: ")


def test_adopt_takes_the_variant_that_was_departed_from(tmp_path):
    divergence = make_divergence(approved="Up to 30% less onboarding", said="Up to 50% less onboarding")
    change = messaging_change(divergence, make_decision(divergence), write_house(tmp_path / "m"))
    message = written(change, tmp_path / "m").message("onboarding-time")
    assert message.text == ABC
    assert message.variants[0].text == "Up to 50% less onboarding"
    assert message.variants[0].channel == ("slide",)


def test_adopt_tells_of_other_wordings_with_the_old_figure(tmp_path):
    change = messaging_change(make_divergence(), make_decision(), write_house(tmp_path / "m"))
    assert any("Up to 30% less onboarding" in note for note in change.notes)


def test_adopt_of_a_variant_tells_that_the_line_itself_keeps_the_old_figure(tmp_path):
    divergence = make_divergence(approved="Up to 30% less onboarding", said="Up to 50% less onboarding")
    change = messaging_change(divergence, make_decision(divergence), write_house(tmp_path / "m"))
    assert (
        'Replaced is the variant of onboarding-time that the field changed: "Up to 30% less onboarding"' in change.notes
    )
    assert f'  "{ABC}"' in change.notes


def test_adopt_tells_of_other_wordings_where_no_figure_changed(tmp_path):
    divergence = make_divergence(said="Harbourlight shortens onboarding by up to 30%.")
    change = messaging_change(divergence, make_decision(divergence), write_house(tmp_path / "m"))
    assert any(note.endswith("still hold?") for note in change.notes)
    assert '  "Up to 30% less onboarding"' in change.notes


def test_adopt_tells_whose_approval_was_taken_out(tmp_path):
    change = messaging_change(make_divergence(), make_decision(), write_house(tmp_path / "m"))
    assert any("Mina Okafor approved the old wording" in note for note in change.notes)


def test_adopt_for_adds_a_variant_for_these_readers(tmp_path):
    decision = make_decision(answer=Answer.ADOPT_FOR, persona="cfo", segment="retail")
    change = messaging_change(make_divergence(), decision, write_house(tmp_path / "m"))
    out, new = changed_lines(change)
    assert out == []
    assert new[:3] == [f'      - text: "{XYZ}"', "        persona: cfo", "        segment: retail"]
    variant = written(change, tmp_path / "m").message("onboarding-time").variants[-1]
    assert (variant.persona, variant.segment, variant.origin_field) == (("cfo",), ("retail",), True)


def test_test_adds_a_variant_with_its_review_date(tmp_path):
    decision = make_decision(answer=Answer.TEST, review_by=date(2027, 2, 1))
    change = messaging_change(REFRAMED, replace(decision, **_of(REFRAMED)), write_house(tmp_path / "m"))
    variant = written(change, tmp_path / "m").message("our-point").variants[0]
    assert variant.review_by == date(2027, 2, 1)
    assert variant.test_status == "in test since 2026-11-22"


def _of(divergence):
    return {
        "divergence": divergence.id,
        "message_id": divergence.message_id,
        "code": divergence.code,
        "change": divergence.change,
        "wording": divergence.said,
    }


def test_adopting_what_was_tested_makes_the_variant_the_line(tmp_path):
    folder = tmp_path / "m"
    test = make_decision(answer=Answer.TEST, review_by=date(2027, 2, 1))
    tested = written(messaging_change(make_divergence(), test, write_house(folder)), folder)
    adopted = written(messaging_change(make_divergence(), make_decision(), tested), folder)
    message = adopted.message("onboarding-time")
    assert message.text == XYZ
    assert [variant.text for variant in message.variants] == ["Up to 30% less onboarding"]


def test_adopting_for_some_what_was_tested_keeps_one_variant(tmp_path):
    folder = tmp_path / "m"
    test = make_decision(answer=Answer.TEST, review_by=date(2027, 2, 1))
    tested = written(messaging_change(make_divergence(), test, write_house(folder)), folder)
    decision = make_decision(answer=Answer.ADOPT_FOR, segment="retail")
    message = written(messaging_change(make_divergence(), decision, tested), folder).message("onboarding-time")
    assert [(variant.text, variant.segment) for variant in message.variants[1:]] == [(XYZ, ("retail",))]


def test_adopt_takes_the_wording_out_of_the_examples_of_drift(tmp_path):
    house = HOUSE.replace("    evidence: 2025", f'    examples:\n      drift:\n        - "{XYZ}"\n    evidence: 2025')
    change = messaging_change(make_divergence(), make_decision(), write_house(tmp_path / "m", house))
    assert written(change, tmp_path / "m").message("onboarding-time").drift == ()


@pytest.mark.parametrize("kept", ["same: [Something else.]", "drift: [Another.]"])
def test_adopt_keeps_other_examples(tmp_path, kept):
    name, _, rest = kept.partition(": ")
    examples = f'{{drift: ["{XYZ}"], {kept}}}' if name == "same" else f'{{drift: ["{XYZ}", {rest[1:-1]}]}}'
    house = HOUSE.replace("    evidence: 2025", f"    examples: {examples}\n    evidence: 2025")
    change = messaging_change(make_divergence(), make_decision(), write_house(tmp_path / "m", house))
    message = written(change, tmp_path / "m").message("onboarding-time")
    assert (*message.same, *message.drift) == (rest[1:-1],)


def test_retired_ids_do_not_collide(tmp_path):
    house = HOUSE + "  - {id: onboarding-time-until-2026-11-22, text: Something old.}\n"
    change = messaging_change(make_divergence(), make_decision(), write_house(tmp_path / "m", house))
    assert b"- id: onboarding-time-until-2026-11-22-2\n" in change.files[0].after


def test_retired_lines_go_where_retired_lines_stand(tmp_path):
    folder = tmp_path / "m"
    head, _, tail = HOUSE.partition("retired:\n")
    folder.mkdir()
    (folder / "house.yaml").write_text(head, encoding="utf-8")
    (folder / "out.yaml").write_text(f"retired:\n{tail}", encoding="utf-8")
    change = messaging_change(make_divergence(), make_decision(), load_messaging(folder))
    assert [file.path.name for file in change.files] == ["house.yaml", "out.yaml"]


def test_change_refuses_a_message_that_was_changed_meanwhile(tmp_path):
    messaging = write_house(tmp_path / "m", HOUSE.replace("30%", "35%"))
    with pytest.raises(InputError, match="changed meanwhile"):
        messaging_change(make_divergence(), make_decision(), messaging)


def test_change_refuses_a_file_that_was_changed_since_it_was_loaded(tmp_path):
    messaging = write_house(tmp_path / "m")
    write_house(tmp_path / "m", HOUSE.replace("bakeries", "hotels"))
    with pytest.raises(InputError, match="more of the messaging than was decided"):
        messaging_change(make_divergence(), make_decision(), messaging)


def test_change_refuses_what_would_not_load(tmp_path):
    decision = make_decision(wording="an invisible\x07bell")
    with pytest.raises(MessagingError, match=r"house\.yaml"):
        messaging_change(make_divergence(), decision, write_house(tmp_path / "m"))


def test_change_refuses_variants_shared_by_two_messages(tmp_path):
    house = HOUSE.replace("    variants:\n", "    variants: &shared\n").replace(
        "bakeries.\n", "bakeries.\n    variants: *shared\n"
    )
    decision = make_decision(answer=Answer.ADOPT_FOR, segment="retail")
    with pytest.raises(InputError, match="more of the messaging"):
        messaging_change(make_divergence(), decision, write_house(tmp_path / "m", house))


NASTY = {
    "flow maps": 'company: {name: H}\nmessages: [{id: onboarding-time, type: claim, text: "ABC"}]\n',
    "json": '{"company": {"name": "H"}, "messages": [{"id": "onboarding-time", "type": "claim", "text": "ABC"}]}',
    "folded": "company: {name: H}\nmessages:\n- id: onboarding-time\n  type: claim\n  text: >-\n    ABC\n\n# end\n",
    "literal": "company: {name: H}\nmessages:\n- id: onboarding-time\n  text: |\n    ABC\n  type: claim\n",
    "single quotes": "company: {name: H}\nmessages:\n- {id: onboarding-time, type: claim, text: 'ABC'}\n",
    "no newline": "company: {name: H}\nmessages:\n  - id: onboarding-time\n    type: claim\n    text: ABC",
    "tabs": "company: {name: H}\t# a\tb\nmessages:\n#\tabout\n  - id: onboarding-time\t# c\n    type: claim\n    text: ABC\n",
    "text first": "company: {name: H}\nmessages:\n- text: ABC\n  id: onboarding-time\n  type: claim\n",
    "anchors": "company: {name: H}\nmessages:\n- id: onboarding-time\n  type: claim\n  text: ABC\n  stage: &s [early, late]\n"
    "- {id: b, type: claim, text: Hello., stage: *s}\n",
    "empty list": "company: {name: H}\nmessages:\n- id: onboarding-time\n  type: claim\n  text: ABC\nretired: []\n",
    "null list": "retired:\ncompany: {name: H}\nmessages:\n- id: onboarding-time\n  type: claim\n  text: ABC\n  variants: ~\n",
    "wide": "company:   {name: H}\n\n\nmessages:\n\n  -   id:     onboarding-time\n      type:   claim\n      text:   ABC   # c\n",
    "two lines": "company: {name: H}\nmessages:\n- id: onboarding-time\n  type: claim\n  text: ABC\n  owner: >\n    some\n    body\n",
    "documents": "%YAML 1.1\n---\ncompany: {name: H}\nmessages:\n- id: onboarding-time\n  type: claim\n  text: ABC\n...\n",
}


@pytest.mark.parametrize(("bom", "line_end"), [("", "\n"), ("", "\r\n"), ("\ufeff", "\n")])
@pytest.mark.parametrize("answer", [Answer.ADOPT, Answer.ADOPT_FOR])
@pytest.mark.parametrize("name", NASTY)
def test_change_keeps_nasty_yaml_to_the_line(tmp_path, name, answer, bom, line_end):
    if bom and name == "documents":
        pytest.skip("a directive has to be the first thing in a file")
    text = bom + NASTY[name].replace("ABC", ABC).replace("\n", line_end)
    folder = tmp_path / "m"
    decision = make_decision(answer=answer, segment="retail" if answer is Answer.ADOPT_FOR else "")
    change = messaging_change(make_divergence(), decision, write_house(folder, text))
    after = change.files[0].after.decode("utf-8")
    assert after.startswith("\ufeff") == bool(bom)
    assert "\n" not in after.replace("\r\n", "") if line_end == "\r\n" else "\r" not in after
    kept = [line for line in text.split(line_end) if "ABC" not in line and ABC not in line]
    flow = "{" in text.partition("messages")[2]
    missing = [line for line in kept if line not in after.split(line_end)]
    assert flow or all(line.split("#")[0].split(":")[0] in {"retired", "  variants"} for line in missing)
    message = written(change, folder).message("onboarding-time")
    texts = [message.text, *(variant.text for variant in message.variants)]
    assert XYZ in texts


@pytest.mark.parametrize(
    ("message_id", "said"),
    [("vp-excursions", "Shippers halve their excursions with Rimeholt."), ("claim-alarm", "An alarm in 5 minutes.")],
)
def test_adopt_in_the_demo_house_changes_few_lines(tmp_path, message_id, said):
    folder = tmp_path / "messaging"
    folder.mkdir()
    for path in DEMO.glob("*.yaml"):
        (folder / path.name).write_bytes(path.read_bytes())
    messaging = load_messaging(folder)
    divergence = make_divergence(
        message_id=MessageId(message_id), approved=messaging.message(message_id).text, said=said
    )
    change = messaging_change(divergence, make_decision(divergence), messaging)
    out, new = changed_lines(change)
    assert len(out) == 3
    assert len(new) == 11
    assert written(change, folder).message(message_id).text == said


def _applied(command, patch, root):
    return subprocess.run(command, input=patch, cwd=root, capture_output=True, check=False)


@pytest.mark.parametrize("command", [["git", "apply", "-p1"], ["patch", "-p1", "--binary"]])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("ending", ["", "\n"])
@pytest.mark.parametrize("folder", ["messaging", "our messaging"])
def test_patch_applies(tmp_path, command, line_end, ending, folder):
    text = (HOUSE.rstrip() + ending).replace("\n", line_end)
    messaging = write_house(tmp_path / folder, text)
    change = messaging_change(make_divergence(), make_decision(), messaging)
    done = _applied(command, patch_of(change.files, tmp_path), tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / folder / "house.yaml").read_bytes() == change.files[0].after


def test_patch_refuses_a_file_outside_its_folder(tmp_path):
    change = messaging_change(make_divergence(), make_decision(), write_house(tmp_path / "m"))
    (tmp_path / "other").mkdir()
    with pytest.raises(InputError, match="outside"):
        patch_of(change.files, tmp_path / "other")


def test_change_refuses_an_unknown_message(tmp_path):
    divergence = make_divergence(id=DivergenceId("div:000000000000"), message_id=MessageId("gone"))
    with pytest.raises(InputError, match="no message"):
        messaging_change(divergence, make_decision(divergence), write_house(tmp_path / "m"))


def test_field_evidence_counts_kinds_and_sources():
    one = make_divergence(spread={"by_kind": (("deck", 1),), "sources": 1, "last_seen": TODAY})
    assert field_evidence(one) == "field: 1 deck from 1 source, 2026-06-01 to 2026-11-22"
