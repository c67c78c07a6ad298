import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from msgcheck.errors import InputError
from msgcheck.house.export import export_xlsx
from msgcheck.house.init import init_folder
from msgcheck.house.yaml_writer import yaml_text
from msgcheck.messaging.content import content
from msgcheck.messaging.load import load_messaging
from tests.messaging.test_load import HOUSES, ROOT
from tests.strategies import sections


def there_and_back(messaging, folder: Path):
    export_xlsx(messaging, folder / "house.xlsx", with_internal=True)
    init_folder(folder / "again", source=folder / "house.xlsx")
    return load_messaging(folder / "again")


@pytest.mark.parametrize("path", [ROOT / "messaging", *HOUSES[:4]], ids=lambda path: path.parent.name)
def test_export_and_init_is_a_round_trip(tmp_path, path):
    messaging = load_messaging(path)
    again = there_and_back(messaging, tmp_path)
    assert content(again) == content(messaging)
    assert again.hash == messaging.hash


@given(sections())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_any_messaging_survives_export_and_init(whole):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "m.yaml").write_text(yaml_text(whole), encoding="utf-8", newline="\n")
        messaging = load_messaging(folder / "m.yaml")
        assert content(there_and_back(messaging, folder)) == content(messaging)


def one(folder: Path, text: str):
    path = folder / "m.yaml"
    whole = {"company": [{"name": "Acme"}], "messages": [{"id": "one", "type": "claim", "text": text}]}
    whole["internal_only"] = [{"id": "inside", "text": "SECRETFLOOR", "owner": "pricing"}]
    path.write_text(yaml_text(whole), encoding="utf-8")
    return load_messaging(path)


def test_export_leaves_internal_only_out_by_default(tmp_path):
    export_xlsx(one(tmp_path, "Acme is quick."), tmp_path / "x.xlsx")
    book = load_workbook(tmp_path / "x.xlsx")
    assert "internal_only" not in book.sheetnames
    assert all("SECRETFLOOR" not in str(cell.value) for sheet in book for row in sheet for cell in row)


def test_export_writes_a_wording_that_looks_like_a_formula_as_text(tmp_path):
    export_xlsx(one(tmp_path, "=1+1"), tmp_path / "x.xlsx")
    sheet = load_workbook(tmp_path / "x.xlsx")["messages"]
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=1+1", "s")


def test_export_refuses_to_replace_a_file(tmp_path):
    target = tmp_path / "x.xlsx"
    target.write_text("mine")
    with pytest.raises(InputError, match="--force"):
        export_xlsx(one(tmp_path, "Acme is quick."), target)
    assert target.read_text() == "mine"


def test_export_refuses_a_text_no_cell_can_hold(tmp_path):
    with pytest.raises(InputError, match="32767"):
        export_xlsx(one(tmp_path, "long " * 8000), tmp_path / "x.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["m.yaml"]


def test_export_to_a_folder_that_is_not_there_leaves_nothing(tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        export_xlsx(one(tmp_path, "Acme is quick."), tmp_path / "no" / "x.xlsx")
