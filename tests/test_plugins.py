from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint

import pytest
from builders_reading import read_document

from msgcheck import plugins
from msgcheck.errors import EnvironmentFailure
from msgcheck.plugins import READERS, RULES, load_plugins
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.records import Block, BlockKind, Document, ReadResult


class ShoutingReader:
    """Reads texts that begin with an exclamation mark."""

    formats = ("txt",)

    def accepts(self, info: FileInfo, head: bytes) -> bool:
        return head.startswith(b"!")

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:
        block = Block(text="shouted", kind=BlockKind.LINE, location="line 1")
        yield Document(id=info.id, format="shout", blocks=(block,))


class BrokenReader:
    """Cannot be made."""

    def __init__(self) -> None:
        raise RuntimeError("its licence has run out")


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    load_plugins.cache_clear()
    yield
    load_plugins.cache_clear()


def install(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    point = EntryPoint(name=name, value=value, group=READERS)
    monkeypatch.setattr(plugins, "entry_points", lambda group: [point] if group == READERS else [])


def test_load_plugins_gives_nothing_where_none_is_installed():
    assert load_plugins(READERS) == ()


def test_load_plugins_makes_an_instance_of_each(monkeypatch: pytest.MonkeyPatch):
    install(monkeypatch, "shouting", f"{__name__}:ShoutingReader")
    (reader,) = load_plugins(READERS)
    assert type(reader).__name__ == "ShoutingReader"


def test_load_plugins_keeps_the_groups_apart(monkeypatch: pytest.MonkeyPatch):
    install(monkeypatch, "shouting", f"{__name__}:ShoutingReader")
    assert load_plugins(RULES) == ()


@pytest.mark.parametrize("name", ["BrokenReader", "MissingReader"])
def test_load_plugins_names_the_one_that_is_broken(monkeypatch: pytest.MonkeyPatch, name: str):
    install(monkeypatch, "odd", f"{__name__}:{name}")
    with pytest.raises(EnvironmentFailure, match="the plugin 'odd'"):
        load_plugins(READERS)


def test_reader_of_a_plugin_goes_before_the_built_in_one(monkeypatch: pytest.MonkeyPatch):
    install(monkeypatch, "shouting", f"{__name__}:ShoutingReader")
    assert read_document("a.txt", b"!we ship").format == "shout"
    assert read_document("a.txt", b"we ship").format == "txt"
