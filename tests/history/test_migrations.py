"""Blank and old stores, empty and filled, reach the tables the code speaks of, and lose nothing on the way.

`version_1.json` is what a store held that the first version of the tables kept, and what it gave back then;
`version_2.json` the same of the second.
"""

import json
from contextlib import closing
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from builders_history import make_document, make_scan

from msgcheck.history import migrations
from msgcheck.history.database import Database
from msgcheck.history.places import store_place
from msgcheck.history.sql_store import open_store
from msgcheck.history.tables import Base
from msgcheck.records import DocumentKey

STEPS = ScriptDirectory(str(Path(migrations.__file__).parent))
VERSIONS = [step.revision for step in reversed(list(STEPS.walk_revisions()))]
EARLIER = VERSIONS[:-1]
FILLED = {
    f"msgcheck_{number:04}": json.loads(Path(__file__).with_name(f"version_{number}.json").read_text(encoding="utf-8"))
    for number in (1, 2)
}


def begin(url: str, version: str, content: dict[str, Any] | None = None) -> None:
    """Begin a store as an earlier msgcheck did."""
    place = store_place(url)
    with closing(Database(place)) as database, database.writing() as session:
        step_to(session.connection(), version)
        if content is not None:
            place.key.parent.mkdir(exist_ok=True)
            place.key.write_bytes(bytes.fromhex(content["key"]))
            fill(session.connection(), content["tables"])


def step_to(connection: sa.Connection, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def fill(connection: sa.Connection, tables: dict[str, list[dict[str, Any]]]) -> None:
    """Insert rows one after the other; ids are given out by the database, as they were."""
    known = reflected(connection)
    for name, rows in tables.items():
        table = known.tables[name]
        for row in rows:
            values = {column: as_kept(table.c[column].type, value) for column, value in row.items()}
            id_ = values.pop("id") if isinstance(row.get("id"), int) else None
            given = connection.execute(table.insert().values(values)).inserted_primary_key
            assert id_ is None or given == (id_,)


def rows_of(connection: sa.Connection, tables: sa.MetaData) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table.name: [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns))]
        for table in tables.sorted_tables
    }


def reflected(connection: sa.Connection) -> sa.MetaData:
    tables = sa.MetaData()
    tables.reflect(connection, only=lambda name, _: name != "alembic_version")
    return tables


def as_kept(kind: sa.types.TypeEngine[Any], written: Any) -> Any:
    """Return a value of the file as the driver takes it."""
    if written is None:
        return sa.null()
    for type_, read in ((sa.LargeBinary, bytes.fromhex), (sa.DateTime, datetime.fromisoformat)):
        if isinstance(kind, type_):
            return read(written)
    return date.fromisoformat(written) if isinstance(kind, sa.Date) else written


def as_written(value: Any) -> Any:
    """Return a value that was read back as the file has it."""
    return json.loads(
        json.dumps(value, default=lambda given: given.hex() if isinstance(given, bytes) else given.isoformat())
    )


def known_then(expected: Any, found: Any) -> Any:
    """Return what was found without the fields that were not there yet."""
    if isinstance(expected, dict):
        return {name: known_then(value, found[name]) for name, value in expected.items()}
    if isinstance(expected, list) and len(expected) == len(found):
        return [known_then(one, other) for one, other in zip(expected, found, strict=True)]
    return found


def described(connection: sa.Connection) -> dict[str, Any]:
    """Return tables with all that matters of them, in one form for both databases."""
    inspector = sa.inspect(connection)
    return {
        name: {
            "columns": {
                column["name"]: (
                    column["type"].compile(connection.dialect),
                    column["nullable"],
                    column["default"],
                )
                for column in inspector.get_columns(name)
            },
            "key": inspector.get_pk_constraint(name)["constrained_columns"],
            "references": sorted(
                (key["constrained_columns"], key["referred_table"], key["referred_columns"], key["options"])
                for key in inspector.get_foreign_keys(name)
            ),
            "unique": sorted((key["name"], key["column_names"]) for key in inspector.get_unique_constraints(name)),
            "indexes": sorted(
                (index["name"], index["column_names"], bool(index["unique"])) for index in inspector.get_indexes(name)
            ),
            "options": options(connection, name),
        }
        for name in inspector.get_table_names()
        if name != "alembic_version"
    }


def options(connection: sa.Connection, table: str) -> dict[str, bool]:
    """Return how SQLite keeps a table."""
    if connection.dialect.name != "sqlite":
        return {}
    said = connection.execute(sa.text("select sql from sqlite_master where name = :name"), {"name": table}).scalar()
    return {words: words in said.upper() for words in ("AUTOINCREMENT", "WITHOUT ROWID")}


@pytest.fixture
def wanted(kind, request):
    """The tables as they are described in the code."""
    url = "sqlite://" if kind == "sqlite" else request.getfixturevalue("other_database")
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        yield described(connection)
    engine.dispose()


@pytest.fixture
def other_database(postgresql_server):
    with postgresql_server.database() as name:
        yield postgresql_server.url(name)


def test_migrations_lead_to_the_tables(store):
    with store._database.reading() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_blank_store_gets_the_tables(blank_url, wanted):
    with open_store(blank_url) as store, store._database.reading() as session:
        assert described(session.connection()) == wanted


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "filled"])
@pytest.mark.parametrize("version", EARLIER)
def test_store_of_an_earlier_version_gets_the_tables(blank_url, wanted, version, filled):
    begin(blank_url, version, FILLED[version])
    if not filled:
        empty(blank_url)
    with open_store(blank_url) as store, store._database.reading() as session:
        assert described(session.connection()) == wanted


def empty(url: str) -> None:
    """Delete all but the key's row, as if nothing had been scanned yet."""
    with closing(Database(store_place(url))) as database, database.writing() as session:
        connection = session.connection()
        for table in reversed(reflected(connection).sorted_tables):
            if table.name == "documents":
                connection.execute(table.update().values(copy_of_id=None))
            if table.name != "key_check":
                connection.execute(table.delete())


@pytest.mark.parametrize("version", EARLIER)
def test_upgrade_keeps_every_row(blank_url, version):
    begin(blank_url, version, FILLED[version])
    with closing(Database(store_place(blank_url))) as database, database.reading() as session:
        tables = reflected(session.connection())
        before = rows_of(session.connection(), tables)
    assert {name: len(rows) for name, rows in before.items()} == {
        name: len(rows) for name, rows in FILLED[version]["tables"].items()
    }
    with open_store(blank_url) as store, store._database.reading() as session:
        assert rows_of(session.connection(), tables) == before


@pytest.mark.parametrize("version", EARLIER)
def test_upgraded_store_gives_back_what_it_gave(blank_url, version):
    expected = FILLED[version]["reads"]
    begin(blank_url, version, FILLED[version])
    with open_store(blank_url) as store:
        found = {
            name: [asdict(row) if is_dataclass(row) else row for row in getattr(store, name)()] for name in expected
        }
        results = [[key, store.results_of([DocumentKey(key)])] for key, _ in FILLED[version]["results_of"]]
    assert known_then(expected, as_written(found)) == expected
    assert as_written(results) == FILLED[version]["results_of"]


@pytest.mark.parametrize("version", EARLIER)
def test_upgraded_store_knows_its_documents_and_takes_new_ones(blank_url, version):
    begin(blank_url, version, FILLED[version])
    known = make_document(statements=tuple(f"Statement number {number}." for number in range(10)))
    with open_store(blank_url) as store:
        documents, findings = len(store.documents()), len(store.findings())
        store.keep_scan(make_scan(known))
        assert (len(store.documents()), len(store.findings())) == (documents, findings)
        store.keep_scan(make_scan(make_document("new.pptx", statements=("Quite another text.",))))
        assert (len(store.documents()), len(store.findings())) == (documents + 1, findings + 1)
        assert store.documents()[-1].key > documents


def test_upgraded_store_gives_no_id_of_a_deleted_document_again(blank_url):
    begin(blank_url, "msgcheck_0001", FILLED["msgcheck_0001"])
    last = max(row["id"] for row in FILLED["msgcheck_0001"]["tables"]["documents"])
    empty(blank_url)
    with open_store(blank_url) as store:
        store.keep_scan(make_scan(make_document()))
        assert [document.key for document in store.documents()] == [last + 1]


def test_newest_step_is_the_version_of_the_code():
    assert STEPS.get_heads() == [migrations.HEAD]


def test_steps_are_named_as_ours_and_in_order():
    assert sorted(VERSIONS) == VERSIONS
    assert all(name.startswith(migrations.PREFIX) for name in VERSIONS)


def test_every_earlier_version_has_a_filled_store():
    assert sorted(FILLED) == EARLIER
