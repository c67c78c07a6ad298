import pytest

from msgcheck.codes import Lane, Severity
from msgcheck.config import Thresholds
from msgcheck.findings.lanes import lane_of

THRESHOLDS = Thresholds(ask=0.9, suggest=0.6, note=0.4, calibrated=True)


@pytest.mark.parametrize(
    ("probability", "severity", "expected"),
    [
        (0.90, Severity.HIGH, Lane.ASK),
        (0.89, Severity.HIGH, Lane.SUGGEST),
        (0.99, Severity.MEDIUM, Lane.SUGGEST),
        (0.60, Severity.LOW, Lane.SUGGEST),
        (0.59, Severity.HIGH, Lane.NOTE),
        (0.40, Severity.LOW, Lane.NOTE),
        (0.39, Severity.HIGH, Lane.SILENT),
        (0.99, Severity.NONE, Lane.SILENT),
    ],
)
def test_lane_goes_by_probability_and_severity(probability, severity, expected):
    assert lane_of(probability=probability, severity=severity, thresholds=THRESHOLDS) is expected


def test_lane_without_calibration_is_a_note():
    thresholds = Thresholds(ask=0.9, suggest=0.6, note=0.4, calibrated=False)
    assert lane_of(probability=0.99, severity=Severity.HIGH, thresholds=thresholds) is Lane.NOTE
