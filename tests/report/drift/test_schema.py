"""The JSON of the drift report: its published schema, and loading it back."""

import json
from importlib.resources import files

import jsonschema
import pytest

from msgcheck.errors import InputError
from msgcheck.record_json import divergences_to_json, drift_from_json, drift_to_json
from msgcheck.report.report_schema import drift_schema
from tests.builders_divergences import sample_report as sample_divergences
from tests.builders_drift import make_drift_report
from tests.report.drift.full_month import quiet_month


def published():
    return json.loads(files("msgcheck.report.drift").joinpath("drift.schema.json").read_text("utf-8"))


def test_published_schema_is_up_to_date():
    assert published() == drift_schema(), "run python -m msgcheck.report.report_schema drift"


@pytest.mark.parametrize("report", [quiet_month(), make_drift_report()], ids=["quiet", "full"])
def test_report_fits_the_published_schema_and_loads_back_equal(report):
    text = drift_to_json(report)
    jsonschema.validate(json.loads(text), published())
    assert drift_from_json(text) == report


def test_report_on_divergences_is_no_drift_report():
    with pytest.raises(InputError, match=r"msgcheck\.drift/1"):
        drift_from_json(divergences_to_json(sample_divergences()))


@pytest.mark.parametrize(
    "change", [{"shared": "no"}, {"as_of": "soon"}, {"messages": [{}]}, {"period": None}, {"x": 1}, {"material": []}]
)
def test_damaged_report_is_refused_with_what_to_do(change):
    value = json.loads(drift_to_json(make_drift_report())) | change
    with pytest.raises(InputError, match="damaged") as caught:
        drift_from_json(json.dumps(value), where="old.json")
    assert caught.value.where == "old.json"
    assert "msgcheck report --month" in caught.value.hint


def test_report_without_later_fields_still_loads():
    value = json.loads(drift_to_json(make_drift_report()))
    del value["method"]
    assert drift_from_json(json.dumps(value)) == make_drift_report()
