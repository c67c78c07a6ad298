"""The report on accuracy, for people and for programs."""

import json
import re

import pytest

from msgcheck.codes import STATEMENT_LABELS, Label
from msgcheck.errors import InputError
from msgcheck.evaluate.accuracy_formats import renderer_for_accuracy
from msgcheck.evaluate.accuracy_json import accuracy_to_json
from msgcheck.evaluate.accuracy_report import JUDGE_LINE, accuracy_to_markdown
from msgcheck.evaluate.figures import FIGURES
from msgcheck.evaluate.markdown_parts import words
from tests.builders_evaluate import HELD_OUT, accuracy, documents, pair

SECTIONS = (
    "Figures",
    "Distance to the judge that sees the statement alone",
    "Where drift is rare",
    "Calibration",
    "By label",
    "What was taken for what",
    "Severity",
    "By channel",
    "By company",
    "Near and far wordings, held out (train, 5 folds)",
    "Whole documents",
    "False alarms shown",
    "Misses shown",
    "Not judged",
)


@pytest.fixture(scope="module")
def page():
    return accuracy_to_markdown(accuracy(documents=documents(), held_out=HELD_OUT))


def section(page, title):
    """Return what stands under one heading, up to the next of the same depth."""
    return page.partition(f"## {title}\n")[2].partition("\n## ")[0]


def row(text, first):
    """Return the cells of the row that begins with a cell."""
    line = next(line for line in text.splitlines() if line.startswith(f"| {first} |"))
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


@pytest.mark.parametrize("title", SECTIONS)
def test_report_has_section(page, title):
    assert section(page, title).strip()


def test_report_has_its_sections_in_order(page):
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == list(SECTIONS)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_report_has_figure_and_says_what_it_means(page, figure):
    text = section(page, "Figures")
    assert len(row(text, figure.title)) == 6
    assert f"- **{figure.title}**: {figure.about}." in text


def test_report_names_the_models_and_the_set(page):
    assert JUDGE_LINE.format(name="stub@1a2b") in page
    assert row(page, "embedding model")[1] == "`hashing@1`"
    assert row(page, "set")[1] == "corpora/small: 2 companies, 6 statements"
    assert row(page, "of these")[1] == "3 have drifted, 3 are clean"


def test_report_shows_trivial_judges_and_held_out_companies_beside(page):
    heads = row(section(page, "Figures"), "figure")
    assert heads[1:] == ["stub@1a2b", "95 % range", "held out (train, 5 folds)", "always clean", "statement only"]
    assert row(section(page, "Figures"), "AUROC")[3] == "0.801"


def test_report_says_where_held_out_companies_are_left_out():
    page = accuracy_to_markdown(accuracy())
    assert "held-out training companies are left out" in section(page, "Figures")
    assert "held out (train" not in page


def test_distance_is_a_line_of_its_own(page):
    text = section(page, "Distance to the judge that sees the statement alone")
    assert re.search(r"^\*\*AUROC 0\.\d{3} against 0\.500: a distance of [+-]0\.\d{3}\.\*\*$", text, re.MULTILINE)


def test_distance_in_false_alarms_is_better_when_there_are_fewer(page):
    text = section(page, "Distance to the judge that sees the statement alone")
    assert row(text, "false alarms, on message") == ["false alarms, on message", "0.500", "0.000", "-0.500", "+0.300"]


def test_distance_says_that_no_training_set_was_named():
    page = accuracy_to_markdown(accuracy(statement_only=False))
    assert "no training set was named" in section(page, "Distance to the judge that sees the statement alone")


def test_rare_drift_has_a_row_for_each_bar(page):
    text = section(page, "Where drift is rare")
    assert row(text, "bar")[-3:] == ["precision at 3 %", "precision at 5 %", "precision at 10 %"]
    assert row(text, "suggest")[:4] == ["suggest", "0.600", "2 of 3 (67 %)", "1 of 3 (33 %)"]
    assert "Recall at 95 % precision" in text


def test_rare_drift_says_how_little_no_false_alarm_proves():
    quiet = accuracy(
        pair("1", Label.OVERSTATED, Label.OVERSTATED, 0.9), *[pair("2", Label.CONSISTENT, Label.CONSISTENT, 0.1)] * 30
    )
    assert "up to 10.0 % may still be" in accuracy_to_markdown(quiet)


def test_calibration_has_ten_bins_and_the_error(page):
    text = section(page, "Calibration")
    assert len(re.findall(r"^\| \d\.\d to \d\.\d \|", text, re.MULTILINE)) == 10
    assert re.search(r"Expected calibration error: 0\.\d{3}\. On held-out training companies it is 0\.023\.", text)


@pytest.mark.parametrize("label", STATEMENT_LABELS)
def test_every_label_has_a_row_and_a_place_in_the_confusion(page, label):
    assert row(section(page, "By label"), words(label))[1] == f"`{label}`"
    assert len(row(section(page, "What was taken for what"), words(label))) == 11


def test_confusion_counts_what_was_taken_for_what(page):
    cells = row(section(page, "What was taken for what"), "different point")
    assert [cell for cell in cells if cell not in {".", "**0**"}] == ["different point", "1"]


def test_severity_shows_the_agreement_and_labelled_against_said(page):
    text = section(page, "Severity")
    assert "1 of 2 (50 %) agree" in text
    assert row(text, "low") == ["low", ".", "1", "**0**", "."]


def test_parts_have_a_row_each(page):
    assert row(section(page, "By channel"), "deck title")[1] == "1"
    assert row(section(page, "By company"), "brig")[1] == "1"


def test_forms_are_shown_where_the_set_has_them():
    page = accuracy_to_markdown(accuracy(pair("1", Label.CONSISTENT, Label.CONSISTENT, 0.1, form="far")))
    assert row(section(page, "By form"), "far")[1] == "1"


def test_halves_show_near_before_far(page):
    text = section(page, "Near and far wordings, held out (train, 5 folds)")
    assert row(text, "figure") == ["figure", "near", "far"]
    assert row(text, "AUROC") == ["AUROC", "0.852", "0.573"]


def test_documents_show_what_was_found_missed_and_raised_in_vain(page):
    text = section(page, "Whole documents")
    assert row(text, "all")[1:7] == ["2", "1 of 3 (33 %)", "1 of 3 (33 %)", "1", "1", "0.50"]
    assert row(text, "promises more")[1] == "2"
    assert [line.rpartition("| ")[0] for line in text.splitlines() if "Never free." in line]
    assert re.search(r"\| Nearly always free\. \|.*\| noted \|", text)
    assert re.search(r"\| Ships come and go\. \| acme/b\.eml", text)
    assert "Always free. |" not in text


def test_documents_say_that_a_set_has_none():
    assert "no documents" in section(accuracy_to_markdown(accuracy()), "Whole documents")


def test_failures_show_line_statement_context_and_how_many_there_are(page):
    text = section(page, "Misses shown")
    assert "1 of 1, by score alone" in text
    assert row(text, "0.12") == [
        "0.12",
        "says the opposite, high",
        "on message",
        "Up to 30% less waiting.",
        "*Before it.* Statement s-4.",
        "acme s-4",
    ]


def test_statements_that_were_not_judged_are_listed(page):
    assert row(section(page, "Not judged"), "acme") == ["acme", "s-6", "Statement s-6."]


def test_report_says_that_the_judge_is_not_calibrated(monkeypatch):
    from dataclasses import replace

    value = replace(accuracy(), calibrated=False)
    assert "Not calibrated for these models" in accuracy_to_markdown(value)


@pytest.mark.parametrize("text", ["a | b", "**bold**", "<script>", "[x](y)", "one\ntwo", "back`tick"])
def test_foreign_text_cannot_leave_its_cell(text):
    page = accuracy_to_markdown(accuracy(pair("1", Label.OVERSTATED, Label.CONSISTENT, 0.1, statement=text)))
    cells = row(section(page, "Misses shown"), "0.10")
    assert len(cells) == 6
    assert "<script>" not in cells[4]
    assert "**bold**" not in cells[4]


def test_report_is_the_same_every_time():
    one, other = (accuracy(documents=documents(), held_out=HELD_OUT) for _ in range(2))
    assert accuracy_to_markdown(one) == accuracy_to_markdown(other)
    assert accuracy_to_json(one) == accuracy_to_json(other)


def test_report_of_one_clean_statement_can_be_printed():
    page = accuracy_to_markdown(accuracy(pair("1", Label.CONSISTENT, Label.CONSISTENT, 0.0)))
    assert row(section(page, "Figures"), "AUROC")[1] == "**-**"
    assert page.endswith("\n")
    assert "nan" not in page


def test_json_holds_everything_and_no_nan():
    text = accuracy_to_json(accuracy(documents=documents(), held_out=HELD_OUT))
    value = json.loads(text, parse_constant=pytest.fail)
    assert value["schema"] == "msgcheck.accuracy/1"
    assert [row["name"] for row in value["rows"]] == ["stub@1a2b", "always clean", "statement only"]
    assert set(value["rows"][0]["scores"]) >= {figure.name for figure in FIGURES}
    assert value["held_out"]["halves"]["far"]["auroc"] == 0.573
    assert value["documents"][0]["outcomes"][1]["lane"] == "note"
    assert len(value["curve"]["bins"]) == 10


def test_unknown_suffix_is_an_error_that_names_the_known_ones():
    with pytest.raises(InputError) as caught:
        renderer_for_accuracy("accuracy.docx")
    assert ".md or .markdown or .json" in str(caught.value)
