"""The copy with its swaps and comments, through the command, with plain stages."""

import io
import json
import subprocess

import docx
import pptx
import pytest
from click.testing import CliRunner

from msgcheck.cli.main import cli, run
from msgcheck.reading.docx import DocxReader
from msgcheck.reading.libreoffice import find_libreoffice
from msgcheck.reading.pptx import PptxReader
from msgcheck.records import BlockKind
from tests.builders_fixing import RIGHT, WRONG, crowded_deck, crowded_text, deck_of, text_of
from tests.builders_office import (
    NAMESPACES,
    OFFICE,
    Link,
    changed,
    on_slide,
    parts_of,
    read_one,
    shape,
    with_parts,
    zipped,
)
from tests.cli.plain_stages import APPROVED, FORBIDDEN, OUTDATED, plain

__all__ = ["plain"]


def fixed(folder, name, data, *options):
    """Return the copy of a file made by the command, and what the command said."""
    (folder / name).write_bytes(data)
    result = CliRunner().invoke(cli, ["fix", name, *options], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    stem, _, suffix = name.rpartition(".")
    copy = folder / f"{stem}.fixed.{suffix}"
    return copy.read_bytes() if copy.exists() else None, result.stdout


def refused(*arguments, capsys):
    assert run(["fix", *map(str, arguments)]) == 2
    return capsys.readouterr().err


def blocks(data, name="copy.pptx"):
    reader = PptxReader() if name.endswith("x") and "ppt" in name else DocxReader()
    return {block.location: block.text for block in read_one(reader, data, name).blocks}


def comments(data, name="copy.pptx"):
    reader = PptxReader() if "ppt" in name else DocxReader()
    return [block.text for block in read_one(reader, data, name).blocks if block.kind is BlockKind.COMMENT]


# --- decks -----------------------------------------------------------------------------------------


def test_fix_swaps_a_wrong_name_over_several_runs_and_keeps_their_looks(plain):
    deck = deck_of([["Harbourlight"], ["We sell Harb", "ourF", "low to harbours."]])
    copy, said = fixed(plain, "offer.pptx", deck)
    runs = pptx.Presentation(io.BytesIO(copy)).slides[0].placeholders[1].text_frame.paragraphs[0].runs
    assert [piece.text for piece in runs] == [f"We sell {RIGHT}", "", " to harbours."]
    assert [piece.font.bold for piece in runs] == [False, True, False]
    assert f'slide 1 bullet 1: "{WRONG}" became "{RIGHT}"' in said


def test_fix_swaps_every_place_of_a_name_wherever_it_stands(plain):
    copy, _ = fixed(plain, "offer.pptx", crowded_deck())
    found = blocks(copy)
    assert found["slide 1 title"] == f"Harbourlight: why {RIGHT} works at sea"
    assert found["slide 1 shape 2"] == f"Harbours run on {RIGHT} every day."
    assert found["slide 1 table row 2 column 2"] == f"With {RIGHT} it takes a day."
    assert found["slide 1 notes"] == f"Say that {RIGHT} is ready."


@pytest.mark.parametrize("old", [OUTDATED, OUTDATED.upper()])
def test_fix_swaps_a_retired_line_for_the_current_one(plain, old):
    copy, _ = fixed(plain, "offer.pptx", deck_of([["Harbourlight"], [old[:20], old[20:]]]))
    assert blocks(copy)["slide 1 bullet 1"] == APPROVED
    assert comments(copy) == []


def test_fix_takes_the_line_for_the_readers_of_the_document(plain):
    house = plain / "messaging" / "house.yaml"
    variant = "Harbourlight gets retailers to the quay up to 30% sooner."
    text = house.read_text(encoding="utf-8").replace(
        "persona: cfo}", f'variants: [{{segment: retail, text: "{variant}"}}]}}'
    )
    house.write_text(text, encoding="utf-8")
    copy, _ = fixed(plain, "offer.pptx", deck_of([["Harbourlight"], [OUTDATED]]), "--segment", "retail")
    assert blocks(copy)["slide 1 bullet 1"] == variant


def test_fix_comments_on_what_takes_a_decision(plain):
    copy, said = fixed(plain, "offer.pptx", deck_of([["Harbourlight"], [FORBIDDEN]], [["Second"], [FORBIDDEN]]))
    (first, second) = comments(copy)
    assert "Approved: Setup takes up to ten days." in first
    assert first == second
    assert "Commented: 2" in said
    assert blocks(copy)["slide 2 bullet 1"] == FORBIDDEN
    assert "slide 1 comment" in blocks(copy)
    assert "slide 2 comment" in blocks(copy)


def test_fix_names_itself_as_author_of_comments(plain):
    copy, _ = fixed(plain, "offer.pptx", deck_of([["Harbourlight"], [FORBIDDEN]]))
    assert b'name="msgcheck"' in parts_of(copy)["ppt/commentAuthors.xml"]
    assert b"2026-11-16T09:00:00" in parts_of(copy)["ppt/comments/comment.xml"]


def test_fix_makes_no_comment_twice(plain):
    copy, _ = fixed(plain, "offer.pptx", deck_of([["Harbourlight"], [FORBIDDEN]]))
    again, _ = fixed(plain, "again.pptx", copy)
    assert comments(again) == comments(copy)


def test_fix_changes_no_part_but_those_it_has_to(plain):
    deck = deck_of([["Harbourlight"], [f"We sell {WRONG} here."]], [["Second"], ["Nothing here."]])
    copy, _ = fixed(plain, "offer.pptx", deck)
    before, after = parts_of(deck), parts_of(copy)
    assert [name for name in before if before[name] != after[name]] == ["ppt/slides/slide1.xml"]


def test_fix_leaves_the_original_alone(plain):
    deck = deck_of([["Harbourlight"], [f"We sell {WRONG} here."]])
    fixed(plain, "offer.pptx", deck)
    assert (plain / "offer.pptx").read_bytes() == deck


def test_fix_gives_the_same_bytes_twice(plain):
    deck = deck_of([["Harbourlight"], [f"We sell {WRONG} here."], [FORBIDDEN]])
    first, _ = fixed(plain, "offer.pptx", deck)
    second, _ = fixed(plain, "offer.pptx", deck, "--force")
    assert first == second


def test_fix_opens_in_python_pptx_with_its_comments(plain):
    copy, _ = fixed(plain, "offer.pptx", deck_of([["Harbourlight"], [FORBIDDEN], [f"Buy {WRONG} now."]]))
    assert len(pptx.Presentation(io.BytesIO(copy)).slides) == 1


def test_fix_removes_the_line_break_inside_what_it_swaps(plain):
    deck = deck_of([["Harbourlight"], ["marker"]])
    line = OUTDATED.replace(" at the", "</a:t></a:r><a:br/><a:r><a:t>at the")
    deck = on_slide(deck, shape("box-marker"))
    deck = changed(deck, "ppt/slides/slide1.xml", "box-marker", line)
    copy, _ = fixed(plain, "offer.pptx", deck)
    assert blocks(copy)["slide 1 shape 3"] == APPROVED


def test_fix_swaps_in_the_form_for_older_programs_too(plain):
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="p14">{shape(f"Buy {WRONG} now.")}</mc:Choice>'
        f"<mc:Fallback>{shape(f'Buy {WRONG} now.')}</mc:Fallback></mc:AlternateContent>"
    )
    copy, _ = fixed(plain, "offer.pptx", on_slide(deck_of([["Harbourlight"], ["A bullet."]]), both))
    slide = parts_of(copy)["ppt/slides/slide1.xml"].decode()
    assert slide.count(f"Buy {RIGHT} now.") == 2
    assert WRONG not in slide


def test_fix_comments_on_a_name_in_a_field_which_is_filled_anew(plain):
    field = shape(f"Buy {WRONG} now.").replace("<a:r>", '<a:fld id="{1}" type="footer">').replace("</a:r>", "</a:fld>")
    copy, _ = fixed(plain, "offer.pptx", on_slide(deck_of([["Harbourlight"], ["A bullet."]]), field))
    assert f"Buy {WRONG} now." in blocks(copy).values()
    assert len(comments(copy)) == 1


def test_fix_adds_to_the_comments_of_a_slide_and_to_their_authors(plain):
    ours = '<p:cmAuthorLst %s><p:cmAuthor id="3" name="Ada" initials="A" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>'
    theirs = '<p:cmLst %s><p:cm authorId="3" idx="1"><p:pos x="1" y="1"/><p:text>Is that so?</p:text></p:cm></p:cmLst>'
    deck = with_parts(
        deck_of([["Harbourlight"], [FORBIDDEN]]),
        {
            "ppt/commentAuthors.xml": ours % NAMESPACES,
            "ppt/comments/comment1.xml": theirs % NAMESPACES,
        },
        [
            Link(part="ppt/presentation.xml", id="rId90", type=f"{OFFICE}/commentAuthors", target="commentAuthors.xml"),
            Link(
                part="ppt/slides/slide1.xml", id="rId90", type=f"{OFFICE}/comments", target="../comments/comment1.xml"
            ),
        ],
    )
    copy, _ = fixed(plain, "offer.pptx", deck)
    first, second = comments(copy)
    assert first == "Is that so?"
    assert "Setup takes up to ten days." in second
    authors = parts_of(copy)["ppt/commentAuthors.xml"].decode()
    assert 'id="4" name="msgcheck"' in authors
    assert authors.count("<p:cmAuthor ") == 2


def test_fix_leaves_what_marketing_decided(plain):
    deck = deck_of([["Harbourlight"], [FORBIDDEN], [f"We sell {WRONG} here."]])
    (plain / "offer.pptx").write_bytes(deck)
    report = CliRunner().invoke(cli, ["scan", "offer.pptx", "--format", "json"], standalone_mode=False).stdout
    decided = next(one for one in json.loads(report)["findings"] if one["code"] == "MC202")
    (plain / "messaging" / "decisions.yaml").write_text(
        "decisions:\n"
        f"  - {{divergence: div:0123456789ab, message: {decided['message_id']}, code: MC202, "
        f'change: "{decided["change"]}", answer: watch, decided_on: 2026-11-01}}\n',
        encoding="utf-8",
    )
    copy, _ = fixed(plain, "offer.pptx", deck)
    assert comments(copy) == []
    assert blocks(copy)["slide 1 bullet 2"] == f"We sell {RIGHT} here."


def test_fix_leaves_what_is_silenced(plain):
    (plain / "offer.pptx").write_bytes(deck_of([["Harbourlight"], [FORBIDDEN], [f"We sell {WRONG} here."]]))
    runner = CliRunner()
    runner.invoke(cli, ["scan", "offer.pptx"], standalone_mode=False)
    report = runner.invoke(cli, ["scan", "offer.pptx", "--format", "json"], standalone_mode=False).stdout
    fingerprint = next(one["fingerprint"] for one in json.loads(report)["findings"] if one["code"] == "MC401")
    silence = ["silence", fingerprint, "--reason", "agreed", "--until", "2026-12-31"]
    assert runner.invoke(cli, silence, standalone_mode=False).exception is None
    copy, _ = fixed(plain, "offer.pptx", (plain / "offer.pptx").read_bytes())
    assert blocks(copy)["slide 1 bullet 2"] == f"We sell {WRONG} here."


# --- texts of Word ---------------------------------------------------------------------------------


def test_fix_swaps_in_a_word_text_over_several_runs(plain):
    copy, _ = fixed(plain, "offer.docx", text_of(["Harbourlight"], ["We sell Harb", "ourF", "low to harbours."]))
    runs = docx.Document(io.BytesIO(copy)).paragraphs[1].runs
    assert [piece.text for piece in runs] == [f"We sell {RIGHT}", "", " to harbours."]
    assert [piece.bold for piece in runs] == [False, True, False]


def test_fix_swaps_in_tables_and_headers_of_a_word_text(plain):
    copy, _ = fixed(plain, "offer.docx", crowded_text())
    found = blocks(copy, "copy.docx")
    assert found["paragraph 1"] == f"Harbourlight sells {RIGHT} to harbours."
    assert found["table 1 row 1 column 2"] == f"With {RIGHT} it takes a day."
    assert found["header"] == f"All about {RIGHT} and the sea"


def test_fix_comments_on_a_paragraph_of_a_word_text(plain):
    copy, _ = fixed(plain, "offer.docx", text_of(["Harbourlight"], [FORBIDDEN], ["The end."]))
    (comment,) = docx.Document(io.BytesIO(copy)).comments
    assert comment.author == "msgcheck"
    assert "Setup takes up to ten days." in comment.text
    assert docx.Document(io.BytesIO(copy)).paragraphs[1].runs[-1]._element.xpath("./w:commentReference")


def test_fix_adds_to_the_comments_that_are_there(plain):
    text = docx.Document()
    text.add_paragraph("Harbourlight")
    text.add_comment(text.add_paragraph(FORBIDDEN).runs, text="Is that so?", author="Ada")
    stream = io.BytesIO()
    text.save(stream)
    copy, _ = fixed(plain, "offer.docx", stream.getvalue())
    known = docx.Document(io.BytesIO(copy)).comments
    assert [comment.author for comment in known] == ["Ada", "msgcheck"]
    assert len({comment.comment_id for comment in known}) == 2


def test_fix_comments_at_the_beginning_on_what_stands_in_a_header(plain):
    text = docx.Document()
    text.add_paragraph("Harbourlight")
    text.sections[0].header.paragraphs[0].text = FORBIDDEN
    stream = io.BytesIO()
    text.save(stream)
    copy, _ = fixed(plain, "offer.docx", stream.getvalue())
    (comment,) = docx.Document(io.BytesIO(copy)).comments
    assert comment.text.startswith("header: ")


# --- nothing to do, and what cannot be done --------------------------------------------------------


def test_fix_writes_no_copy_where_nothing_was_found(plain):
    copy, said = fixed(plain, "offer.pptx", deck_of([["Harbourlight"], [APPROVED]]))
    assert copy is None
    assert "nothing to fix" in said


def test_fix_refuses_to_replace_a_copy(plain, capsys):
    fixed(plain, "offer.pptx", deck_of([["Harbourlight"], [FORBIDDEN]]))
    assert "use --force" in refused("offer.pptx", capsys=capsys)


def test_fix_refuses_to_replace_the_original(plain, capsys):
    (plain / "offer.pptx").write_bytes(deck_of([["Harbourlight"]]))
    assert "original" in refused("offer.pptx", "--output", "./offer.pptx", "--force", capsys=capsys)


def test_fix_refuses_another_suffix_for_the_copy(plain, capsys):
    (plain / "offer.pptx").write_bytes(deck_of([["Harbourlight"]]))
    assert ".pptx" in refused("offer.pptx", "--output", "copy.docx", capsys=capsys)


def test_fix_refuses_other_formats(plain, capsys):
    (plain / "offer.pdf").write_bytes(b"%PDF-1.4")
    assert "only PowerPoint decks and Word texts" in refused("offer.pdf", capsys=capsys)


def test_fix_refuses_what_is_not_there(plain, capsys):
    assert "no such file" in refused("offer.pptx", capsys=capsys)


def test_fix_refuses_a_damaged_file(plain, capsys):
    (plain / "offer.pptx").write_bytes(b"PK\x03\x04 and no more")
    assert "damaged" in refused("offer.pptx", capsys=capsys)


def test_fix_refuses_the_strict_form_with_a_way_out(plain, capsys):
    parts = parts_of(deck_of([["Harbourlight"], [FORBIDDEN]]))
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/presentationml/2006/", b"http://purl.oclc.org/ooxml/presentationml/"
        )
        for name, content in parts.items()
    }
    (plain / "offer.pptx").write_bytes(zipped(strict))
    assert "save it as an ordinary PowerPoint presentation" in refused("offer.pptx", capsys=capsys)


# --- LibreOffice -----------------------------------------------------------------------------------


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["offer.pptx", "offer.docx"])
def test_libreoffice_opens_a_copy_and_keeps_its_comments(plain, tmp_path, name):
    lines = [["Harbourlight"], [FORBIDDEN], [f"We sell {WRONG} here."]]
    fixed(plain, name, deck_of(lines) if name.endswith("pptx") else text_of(*lines))
    stem, _, suffix = name.rpartition(".")
    out = tmp_path / "out"
    program, profile = find_libreoffice(), f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", suffix, "--outdir", out, f"{stem}.fixed.{suffix}"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    saved_again = (out / f"{stem}.fixed.{suffix}").read_bytes()
    assert f"We sell {RIGHT} here." in blocks(saved_again, name).values()
    assert any("Setup takes up to ten days." in text for text in comments(saved_again, name))
