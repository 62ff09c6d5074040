"""Whether every register entry is what the events say of it, and every entry that they speak of is there."""

import sqlite3
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Self, cast

import msgspec

from domain.log import chain
from domain.log.dialects.dialect import Row
from domain.log.findings import Finding, finding

_SCRATCH = """
CREATE TABLE said (
    id TEXT, version INTEGER, seal TEXT, position INTEGER, there INTEGER DEFAULT 0,
    PRIMARY KEY (id, version, seal)
) WITHOUT ROWID
"""
_NAMED = 500
_LOST = """
SELECT id, min(position) AS first FROM said GROUP BY id, version HAVING max(there) = 0 ORDER BY first LIMIT 500
"""
_COUNT_LOST = "SELECT count(*) FROM (SELECT 1 FROM said GROUP BY id, version HAVING max(there) = 0)"
_ANY = 0


class Seals:
    """Collects what the events say of the register on a scratch file, then compares: memory stays constant.

    Attributes:
        entries: Register entries compared.
    """

    def __init__(self) -> None:
        self.entries = 0
        self._found: list[Finding] = []
        self._more = 0
        self._scratch = sqlite3.connect("", isolation_level=None)
        self._scratch.execute(_SCRATCH)
        self._scratch.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._scratch.close()

    def collect(self, position: int, body: bytes) -> None:
        """Note every reference to the register in one event's body."""
        if b'"seal"' not in body:
            return
        try:
            said = msgspec.json.decode(body)
        except msgspec.MsgspecError:
            return
        self._scratch.executemany(
            "INSERT OR IGNORE INTO said (id, version, seal, position) VALUES (?, ?, ?, ?)",
            [(*reference, position) for reference in _references(said)],
        )

    def compare(self, entries: Iterable[Row]) -> None:
        """Judge the entries of the register: id, version, kind, value, salt, seal."""
        for entry in entries:
            self.entries += 1
            self._compare(entry)

    def findings(self) -> list[Finding]:
        """Entries that were changed, put in or taken away; the first five hundred of each by name."""
        named = [
            finding("entry_missing", entry=entry, position=at) for entry, at in self._scratch.execute(_LOST)
        ]
        (lost,) = self._scratch.execute(_COUNT_LOST).fetchone()
        more = self._more + lost - len(named)
        return self._found + named + ([finding("entries_many", count=more)] if more else [])

    def _accuse(self, kind: str, entry: object, version: int) -> None:
        if len(self._found) < _NAMED:
            self._found.append(finding(kind, entry=str(entry), version=version))
        else:
            self._more += 1

    def _compare(self, entry: Row) -> None:
        id_, version, kind, value, salt, stored = entry
        said = self._scratch.execute(
            "SELECT version, seal FROM said WHERE id = ? AND version IN (?, ?)", (id_, version, _ANY)
        ).fetchall()
        if not said:
            self._accuse("entry_inserted", id_, version)
            return
        seal = chain.seal(salt, value)
        kinds = {"text" if known == _ANY else "person" for known, _ in said}
        if stored != seal or kind not in kinds or seal not in {known for _, known in said}:
            self._accuse("entry_altered", id_, version)
        self._scratch.execute(
            "UPDATE said SET there = 1 WHERE id = ? AND version IN (?, ?)", (id_, version, _ANY)
        )


def _references(said: Any) -> Iterator[tuple[str, int, str]]:
    if isinstance(said, list):
        for one in cast("list[Any]", said):
            yield from _references(one)
    elif isinstance(said, dict):
        fields = cast("dict[str, Any]", said)
        if isinstance(fields.get("seal"), str) and isinstance(fields.get("id"), str):
            yield fields["id"], fields.get("version", _ANY), fields["seal"]
        for one in fields.values():
            yield from _references(one)
