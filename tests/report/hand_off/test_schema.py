"""The JSON of the hand-off sheet: its published schema, and loading it back."""

import json
from importlib.resources import files

import jsonschema
import pytest

from msgcheck.errors import InputError
from msgcheck.record_json import divergences_to_json, hand_off_from_json, hand_off_to_json
from msgcheck.report.report_schema import hand_off_schema
from tests.builders_divergences import make_report
from tests.builders_hand_off import make_sheet, sample_sheet


def published():
    return json.loads(files("msgcheck.report.hand_off").joinpath("hand_off.schema.json").read_text("utf-8"))


def test_published_schema_is_up_to_date():
    assert published() == hand_off_schema(), "run python -m msgcheck.report.report_schema hand-off"


@pytest.mark.parametrize("sheet", [make_sheet(), sample_sheet()], ids=["empty", "full"])
def test_sheet_fits_the_published_schema_and_loads_back_equal(sheet):
    text = hand_off_to_json(sheet)
    jsonschema.validate(json.loads(text), published())
    assert hand_off_from_json(text) == sheet


def test_report_on_divergences_is_no_hand_off_sheet():
    with pytest.raises(InputError, match=r"msgcheck\.hand-off/1"):
        hand_off_from_json(divergences_to_json(make_report()))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"'])
def test_what_is_no_json_of_ours_is_refused(text):
    with pytest.raises(InputError):
        hand_off_from_json(text)


@pytest.mark.parametrize(
    "change", [{"shared": "no"}, {"until": "soon"}, {"coming": [{}]}, {"coming": None}, {"x": 1}, {"documents": "many"}]
)
def test_damaged_sheet_is_refused_with_what_to_do(change):
    value = json.loads(hand_off_to_json(sample_sheet())) | change
    with pytest.raises(InputError, match="damaged") as caught:
        hand_off_from_json(json.dumps(value), where="old.json")
    assert caught.value.where == "old.json"
    assert "--ahead" in caught.value.hint
