"""The JSON of the report on divergences: its published schema, and loading it back."""

import json
from importlib.resources import files

import jsonschema
import pytest

from msgcheck.errors import InputError
from msgcheck.record_json import divergences_from_json, divergences_to_json, report_to_json
from msgcheck.report.report_schema import divergences_schema
from tests.builders_divergences import make_report, sample_report
from tests.builders_findings import sample_report as sample_scan


def published():
    return json.loads(files("msgcheck.report.divergences").joinpath("divergences.schema.json").read_text("utf-8"))


def test_published_schema_is_up_to_date():
    assert published() == divergences_schema(), "run python -m msgcheck.report.report_schema divergences"


@pytest.mark.parametrize("report", [make_report(), sample_report()], ids=["empty", "full"])
def test_report_fits_the_published_schema_and_loads_back_equal(report):
    text = divergences_to_json(report)
    jsonschema.validate(json.loads(text), published())
    assert divergences_from_json(text) == report


def test_report_of_a_scan_is_no_report_on_divergences():
    with pytest.raises(InputError, match=r"msgcheck\.divergences/1"):
        divergences_from_json(report_to_json(sample_scan()))


@pytest.mark.parametrize(
    "change", [{"shared": "no"}, {"as_of": "soon"}, {"acting": [{}]}, {"settled": [1]}, {"x": 1}, {"totals": None}]
)
def test_damaged_report_is_refused_with_what_to_do(change):
    value = json.loads(divergences_to_json(sample_report())) | change
    with pytest.raises(InputError, match="damaged") as caught:
        divergences_from_json(json.dumps(value), where="old.json")
    assert caught.value.where == "old.json"
    assert "msgcheck report" in caught.value.hint


def test_report_without_later_fields_still_loads():
    value = json.loads(divergences_to_json(sample_report()))
    for entry in value["acting"]:
        del entry["proposal"]
    assert divergences_from_json(json.dumps(value)) == sample_report()
