import dataclasses

import pytest
import yaml
from jsonschema import Draft202012Validator

from msgcheck.messaging.json_schema import json_schema
from msgcheck.messaging.schema import FILE_KEYS, all_keys
from msgcheck.records import Messaging
from tests.messaging.test_load import HOUSES, ROOT, SMALL

FILES = [*HOUSES[:10], *sorted((ROOT / "messaging").glob("*.yaml"))]


def errors(text: str):
    return list(Draft202012Validator(json_schema()).iter_errors(yaml.load(text, Loader=yaml.BaseLoader)))  # noqa: S506


def test_schema_is_a_schema():
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_schema_accepts_what_the_loader_accepts(path):
    assert errors(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("old", "new"), [("type: claim", "type: clame"), ("id: one, ", ""), ("text:", "txt:")])
def test_schema_refuses_what_the_loader_refuses(old, new):
    assert errors(SMALL.replace(old, new)) != []


def test_every_key_is_described():
    assert [path for path, key in all_keys() if not key.about.endswith(".")] == []


def test_every_section_is_a_field_of_messaging():
    fields = {field.name for field in dataclasses.fields(Messaging)}
    assert {key.name for key in FILE_KEYS} - {"version"} <= fields
