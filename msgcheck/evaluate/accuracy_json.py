"""The report on accuracy for programs: everything that was counted, keys sorted, figures rounded."""

from __future__ import annotations

import json
import math
from typing import Any

from msgcheck.evaluate.accuracy import Accuracy
from msgcheck.record_json import to_json_value

SCHEMA_NAME = "msgcheck.accuracy/1"
_DIGITS = 6


def accuracy_to_json(accuracy: Accuracy) -> str:
    """Return a report on accuracy as JSON that ends with a line break; what could not be counted is null."""
    value = {"schema": SCHEMA_NAME, **_plain(to_json_value(accuracy))}
    return json.dumps(value, ensure_ascii=True, indent=1, sort_keys=True, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:
    """Return a value with its figures rounded and NaN as null, all the way down."""
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, _DIGITS)
    return value
