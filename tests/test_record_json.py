import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.errors import InputError
from msgcheck.record_json import report_from_json, report_to_json
from msgcheck.records import Finding, NotJudged, Reason, Report
from tests.builders_findings import make_report, sample_report

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


def test_report_loads_back_equal():
    report = sample_report()
    assert report_from_json(report_to_json(report)) == report


@given(
    st.lists(st.builds(Finding, reasons=st.lists(st.builds(Reason), max_size=2).map(tuple)), max_size=3),
    st.lists(st.builds(NotJudged), max_size=2),
    st.dates(min_value=date(1990, 1, 1)),
)
def test_any_report_loads_back_equal(findings, not_judged, as_of):
    report = make_report(tuple(findings), not_judged=tuple(not_judged), as_of=as_of, messages=())
    assert report_from_json(report_to_json(report)) == report


@given(st.text(st.characters(codec=None), max_size=20))
def test_report_to_json_can_always_be_written_as_utf8(text):
    report = make_report(not_judged=(NotJudged(document="a.txt", location="", text=text, reason=""),))
    encoded = report_to_json(report).encode("utf-8")
    assert report_from_json(encoded.decode("utf-8")) == report


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("[1, 2]", "no msgcheck report"),
        ('{"schema": "msgcheck.report/9"}', "no msgcheck report"),
        ('{"schema": "msgcheck.report/1"}', "damaged"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_report_from_json_refuses_what_is_no_report(text, says):
    with pytest.raises(InputError, match=says):
        report_from_json(text, where="old.json")


@pytest.mark.parametrize(
    "change", [{"silenced": "one"}, {"silenced": True}, {"as_of": "soon"}, {"findings": {}}, {"x": 1}]
)
def test_report_from_json_refuses_a_damaged_report(change):
    value = json.loads(report_to_json(sample_report())) | change
    with pytest.raises(InputError, match="damaged"):
        report_from_json(json.dumps(value))


def test_report_from_json_names_the_file():
    with pytest.raises(InputError, match=r"old\.json"):
        report_from_json("nothing", where="old.json")


def test_report_is_a_record():
    assert isinstance(report_from_json(report_to_json(make_report())), Report)
