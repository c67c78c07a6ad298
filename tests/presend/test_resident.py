"""Drafts find everything loaded: nothing is left for the first of them to wait for."""

import os
from datetime import UTC, datetime

import pytest

from msgcheck import wording_memory
from msgcheck.assembly import settings_for
from msgcheck.presend.draft_checker import Draft
from msgcheck.presend.resident import Resident
from msgcheck.record_json import from_json_value
from msgcheck.records import DocumentId, Readings
from tests.cli.plain_stages import APPROVED

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)


@pytest.fixture
def resident(plain):
    """Make one as another process would, with what earlier ones remembered."""
    chosen = settings_for((), cwd=plain, environ=os.environ, overrides={}, audience={})
    return lambda: Resident(chosen, clock=lambda: NOW)


def test_warm_resident_puts_no_wording_together_for_a_draft(resident, monkeypatch):
    resident().warm()
    asked = []

    def counted(kind, value):
        asked.append(kind)
        return from_json_value(kind, value)

    monkeypatch.setattr(wording_memory, "from_json_value", counted)
    second = resident()
    second.warm()
    assert Readings in asked
    asked.clear()
    second.check(Draft(data=f"So: {APPROVED}".encode(), name="draft.txt", id=DocumentId("draft.txt")))
    assert Readings not in asked
