"""What was computed before, in one SQLite file: an unchanged document costs no model call.

Four tables. `vector` holds embeddings of approved wording and of statements in decks and documents, keyed by
(model, text hash); a vector counts as text, so mail and internal wording are never put there. `near` holds, for
every statement, which wordings were nearest, keyed by (model, messaging, keyed hash of the statement): neither
text nor vector, so mail may be remembered by it. `pair` holds what a pair model gave for a wording and a statement,
a few numbers keyed by (model, keyed hash of both): likewise for mail. `reading` holds what was read of
approved wording, one row a messaging.

The file can be deleted at any time; nothing is lost but time.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import secrets
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from msgcheck.embed.interface import Embedder, Floats2d
from msgcheck.errors import StoreError

_log = logging.getLogger(__name__)

_PAGE_BYTES = 8192
"""Of a new file: five vectors of the packaged model and hardly anything else. Of the usual 4096 a quarter is left."""
# A table without row ids puts all but the first bytes of a long row on a page of its own: 4.7 KB a vector in place of
# 1.7. So vectors have row ids, and what is short has none.
_SCHEMA = """
create table if not exists vector (key blob primary key, row blob not null);
create table if not exists near (key blob primary key, found text not null) without rowid;
create table if not exists pair (key blob primary key, row blob not null) without rowid;
create table if not exists reading (key blob primary key, found text not null) without rowid;
"""

_FILE = "cache.sqlite"
_SECRET_BYTES = 32
_ROW_TOLERANCE = 1e-3
_PROBABILITY_TOLERANCE = 0.02

PairText = tuple[str, str, str]
"""Kind, approved wording and statement of a pair."""


class Cache:
    """The cache file with its key.

    Args:
        folder: where `cache.sqlite` and `cache.key` lie; made if missing, readable by its owner only.

    Raises:
        StoreError: the folder cannot be written; the message names it.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / _FILE
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._secret = _secret(folder / "cache.key")
            # One thread at a time uses it: another one's transaction would end in the middle.
            self._turn = threading.Lock()
            self._connection = sqlite3.connect(self.path, timeout=10, isolation_level=None, check_same_thread=False)
            self.path.chmod(0o600)
            weakref.finalize(self, self._connection.close)
            self._connection.execute(f"pragma page_size={_PAGE_BYTES}")
            self._connection.execute("pragma journal_mode=wal")
            self._connection.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as err:
            raise StoreError(
                f"the cache cannot be opened: {err}", where=str(folder), hint="give another folder, or use --no-cache"
            ) from err

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def vectors(self, model: str, texts: Sequence[str]) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float32]]]:
        """Return the known rows by text; one that is no longer a row of length 1 is damaged and not known."""
        keys = {text: _key("vector", model, text) for text in texts}
        rows = self._select("vector", keys.values())
        found = {text: _row(rows[key]) for text, key in keys.items() if key in rows}
        return {text: row for text, row in found.items() if row is not None}

    def keep_vectors(self, model: str, texts: Sequence[str], rows: Floats2d) -> None:
        """Keep one row a text."""
        self._insert(
            "vector",
            ((_key("vector", model, text), row.astype("<f4").tobytes()) for text, row in zip(texts, rows, strict=True)),
        )

    def near(self, model: str, messaging_hash: str, texts: Sequence[str]) -> dict[str, list[tuple[int, float]]]:
        """Return what was near each known text, as (index of the wording, cosine), best first."""
        keys = {text: self._private_key(model, messaging_hash, text) for text in texts}
        rows = self._select("near", keys.values())
        found = {text: _neighbours(rows[key]) for text, key in keys.items() if key in rows}
        return {text: near for text, near in found.items() if near is not None}

    def keep_near(
        self, model: str, messaging_hash: str, found: Iterable[tuple[str, Sequence[tuple[int, float]]]]
    ) -> None:
        """Keep what was near each text."""
        self._insert(
            "near",
            (
                (self._private_key(model, messaging_hash, text), json.dumps([list(item) for item in near]))
                for text, near in found
            ),
        )

    def pairs(
        self, model: str, pairs: Sequence[PairText]
    ) -> dict[PairText, np.ndarray[tuple[int], np.dtype[np.float32]]]:
        """Return the known rows by pair; one that no longer holds log-probabilities is damaged and not known."""
        keys = {pair: self._pair_key(model, pair) for pair in pairs}
        rows = self._select("pair", keys.values())
        found = {pair: _log_probabilities(rows[key]) for pair, key in keys.items() if key in rows}
        return {pair: row for pair, row in found.items() if row is not None}

    def keep_pairs(self, model: str, pairs: Sequence[PairText], rows: Floats2d) -> None:
        """Keep one row of log-probabilities a pair; of the texts only a keyed hash."""
        self._insert(
            "pair",
            ((self._pair_key(model, pair), row.astype("<f4").tobytes()) for pair, row in zip(pairs, rows, strict=True)),
        )

    def reading(self, key: str) -> str | None:
        """Return what was kept as read of one messaging's wordings, None where nothing was."""
        found = self._select("reading", [_key(key)]).get(_key(key))
        return found if isinstance(found, str) else None

    def keep_reading(self, key: str, found: str) -> None:
        """Keep what was read of one messaging's wordings."""
        self._insert("reading", [(_key(key), found)])

    def _private_key(self, model: str, messaging_hash: str, text: str) -> bytes:
        """Return a hash nobody can look a sentence up by without this machine's key."""
        return hmac.digest(self._secret, _key(model, messaging_hash, text), "sha256")

    def _pair_key(self, model: str, pair: PairText) -> bytes:
        """Return a keyed hash of a pair, as JSON so that no text can reach over into the next."""
        return self._private_key("pair", model, json.dumps(pair))

    def _select(self, table: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the rows of a table by key; a damaged cache is an empty one."""
        wanted = list(dict.fromkeys(keys))
        rows: dict[bytes, bytes] = {}
        try:
            for start in range(0, len(wanted), 500):
                part = wanted[start : start + 500]
                marks = ",".join("?" * len(part))
                query = f"select * from {table} where key in ({marks})"  # noqa: S608
                with self._turn, closing(self._connection.execute(query, part)) as cursor:
                    rows.update(cursor)
        except sqlite3.Error as err:
            _log.warning("the cache could not be read and is passed over: %s", err)
        return rows

    def _insert(self, table: str, rows: Iterable[tuple[bytes, object]]) -> None:
        """Put rows into a table in one transaction; a cache that cannot be written is passed over."""
        statement = f"insert or replace into {table} values (?, ?)"  # noqa: S608
        with self._turn:
            try:
                self._connection.execute("begin immediate")
                self._connection.executemany(statement, rows)
                self._connection.execute("commit")
            except sqlite3.Error as err:
                if self._connection.in_transaction:
                    self._connection.execute("rollback")
                _log.warning("the cache could not be written and is passed over: %s", err)


class CachedEmbedder:
    """An embedder that remembers what it computed. Not for mail or internal wording: vectors count as text."""

    def __init__(self, embedder: Embedder, cache: Cache) -> None:
        self._embedder = embedder
        self._cache = cache

    @property
    def model(self) -> str:
        """Return the wrapped model's name and hash."""
        return self._embedder.model

    def embed(self, texts: Sequence[str]) -> Floats2d:
        """Return float32 of shape (n, d), rows of length 1; only unknown texts reach the model."""
        known = dict(self._cache.vectors(self.model, texts))
        unknown = [text for text in dict.fromkeys(texts) if text not in known]
        if unknown:
            rows = self._embedder.embed(unknown)
            self._cache.keep_vectors(self.model, unknown, rows)
            known.update(zip(unknown, rows, strict=True))
        return np.stack([known[text] for text in texts]) if texts else np.zeros((0, 0), dtype=np.float32)


def forget_vectors(folder: Path) -> None:
    """Remove every vector that a cache remembers; what it remembers of mail are no words, and stays.

    Raises:
        StoreError: the cache is there but cannot be written.
    """
    path = folder / _FILE
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as connection:
            connection.executescript(_SCHEMA)
            connection.execute("pragma temp_store = memory")
            connection.execute("delete from vector")
            connection.execute("vacuum")
            connection.execute("pragma wal_checkpoint(truncate)").fetchall()
    except sqlite3.Error as err:
        raise StoreError(
            f"the cache cannot be emptied: {err}", where=str(path), hint="delete it by hand; nothing is lost but time"
        ) from err


def _key(*parts: str) -> bytes:
    """Return a hash of the parts."""
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).digest()


def _row(data: bytes) -> np.ndarray[tuple[int], np.dtype[np.float32]] | None:
    """Return a vector as it was kept, None where it is damaged."""
    if not data or len(data) % 4:
        return None
    row = np.frombuffer(data, dtype="<f4")
    return row if abs(float(np.linalg.norm(row)) - 1.0) < _ROW_TOLERANCE else None


def _log_probabilities(data: bytes) -> np.ndarray[tuple[int], np.dtype[np.float32]] | None:
    """Return log-probabilities as they were kept, None where they are damaged."""
    if not isinstance(data, bytes) or not data or len(data) % 4:
        return None
    row = np.frombuffer(data, dtype="<f4")
    if not np.isfinite(row).all() or row.max() > _PROBABILITY_TOLERANCE:
        return None
    return row if abs(float(np.exp(row).sum()) - 1.0) < _PROBABILITY_TOLERANCE else None


def _neighbours(data: bytes | str) -> list[tuple[int, float]] | None:
    """Return (index, cosine) pairs as they were kept, None where they are damaged."""
    try:
        return [(int(index), float(value)) for index, value in json.loads(data)]
    except (ValueError, TypeError):
        return None


def _secret(path: Path) -> bytes:
    """Return this machine's key, made on first use and readable by its owner only.

    It appears as a whole or not at all: a process that read it half written would remember under a key that
    anybody can guess.
    """
    if not path.is_file() or path.stat().st_size != _SECRET_BYTES:
        partial = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(secrets.token_bytes(_SECRET_BYTES))
        partial.replace(path)
    return path.read_bytes()
