"""The report as JSON, whole; its schema is published beside this file."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from msgcheck.record_json import report_to_json
from msgcheck.records import Report
from msgcheck.report.interface import ReportOptions


class JsonReport:
    """Prints every field of the report, so that loading it gives an equal one."""

    name = "json"
    suffixes: tuple[str, ...] = (".json",)

    def render(self, report: Report, options: ReportOptions) -> str:  # noqa: ARG002 - machines get everything
        """Return the report as JSON with sorted keys, whatever the options."""
        return report_to_json(report)


def published_schema() -> dict[str, Any]:
    """Return the JSON Schema that is published with the package."""
    text = files("msgcheck.report").joinpath("report.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
