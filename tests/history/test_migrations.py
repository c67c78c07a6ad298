"""Blank and old stores reach the tables the code speaks of."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from msgcheck.history import migrations
from msgcheck.history.tables import Base


def scripts() -> ScriptDirectory:
    return ScriptDirectory(str(Path(migrations.__file__).parent))


def test_migrations_lead_to_the_tables(store):
    with store._database.reading() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrations_make_what_the_tables_would(store):
    """Constraints, indexes and options that `compare_metadata` does not look at."""
    plain = create_engine("sqlite://")
    with plain.connect() as connection, store._database.reading() as session:
        Base.metadata.create_all(connection)
        said = "select name, sql from sqlite_master where name not like 'sqlite_%' and name != 'alembic_version'"
        by_tables = {name: pieces(sql) for name, sql in connection.exec_driver_sql(said)}
        by_migrations = {name: pieces(sql) for name, sql in session.connection().exec_driver_sql(said)}
    plain.dispose()
    assert by_migrations == by_tables


def pieces(sql: str) -> list[str]:
    """The lines of a statement in any order, whatever was quoted."""
    return sorted(line.strip().rstrip(",").replace('"', "") for line in sql.splitlines())


def test_newest_step_is_the_version_of_the_code():
    assert scripts().get_heads() == [migrations.HEAD]


def test_steps_are_named_as_ours_and_in_order():
    names = [step.revision for step in reversed(list(scripts().walk_revisions()))]
    assert names == sorted(names)
    assert all(name.startswith(migrations.PREFIX) for name in names)


def test_tables_are_such_as_postgresql_takes():
    for table in Base.metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=postgresql.dialect()))
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=postgresql.dialect()))
