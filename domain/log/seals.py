"""Whether every register entry is what the events say of it, and every entry that they speak of is there."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

import msgspec

from domain.log import chain
from domain.log.dialects.dialect import Row
from domain.log.findings import Finding, finding
from domain.log.scratch import Scratch

_SAID = """
CREATE TABLE said (
    id TEXT, version INTEGER, seal TEXT, position INTEGER, there INTEGER DEFAULT 0,
    PRIMARY KEY (id, version, seal)
) WITHOUT ROWID
"""
_NAMED = 500
_ERASING = b'{"erases":'
_ERASES = re.compile(rb'\{"erases":"([^"\\\\]+)"')
"""How the body of an erasure begins, in every form of it (:mod:`domain.erasure`)."""

_LOST = """
SELECT id, min(position) AS first FROM said GROUP BY id, version HAVING max(there) = 0 ORDER BY first LIMIT 500
"""
_COUNT_LOST = "SELECT count(*) FROM (SELECT 1 FROM said GROUP BY id, version HAVING max(there) = 0)"
_ERASED = "CREATE TABLE erased (id TEXT PRIMARY KEY, position INTEGER, back INTEGER DEFAULT 0) WITHOUT ROWID"
_EXPLAINED = "DELETE FROM said WHERE there = 0 AND id IN (SELECT id FROM erased)"
_BACK = "SELECT id, position FROM erased WHERE back = 1 ORDER BY position LIMIT 500"
_COUNT_BACK = "SELECT count(*) FROM erased WHERE back = 1"
_ANY = 0


class Seals(Scratch):
    """Collects what the events say of the register on a scratch file, then compares: memory stays constant.

    Attributes:
        entries: Register entries compared.
    """

    def __init__(self) -> None:
        super().__init__(_SAID, _ERASED)
        self.entries = 0
        self._found: list[Finding] = []
        self._more = 0

    def page(self, rows: Sequence[Row]) -> None:
        """The same for some events; most of them speak of no entry."""
        for row in rows:
            body = row[7]
            if type(body) is bytes and (b'"seal"' in body or body.startswith(_ERASING)):
                self.collect(row[0], body)

    def collect(self, position: int, body: bytes) -> None:
        """Note every reference to the register in one event's body, and what the event erased of it."""
        if erased := _ERASES.match(body):
            self._scratch.execute(
                "INSERT OR REPLACE INTO erased (id, position) VALUES (?, ?)", (erased[1].decode(), position)
            )
        if b'"seal"' not in body:
            return
        try:
            spoken = [(*reference, position) for reference in references(msgspec.json.decode(body))]
        except (msgspec.MsgspecError, RecursionError):
            return
        self._scratch.executemany(
            "INSERT OR IGNORE INTO said (id, version, seal, position) VALUES (?, ?, ?, ?)", spoken
        )

    def compare(self, entries: Iterable[Row]) -> None:
        """Judge the entries of the register: id, version, kind, value, salt, seal."""
        for entry in entries:
            self.entries += 1
            self._compare(entry)

    def findings(self) -> list[Finding]:
        """Entries that were changed, put in or taken away, or are back after they were erased.

        The first five hundred of each by name; what an erasure explains is no finding.
        """
        self._scratch.execute(_EXPLAINED)
        named = [
            finding("entry_missing", entry=entry, position=at) for entry, at in self._scratch.execute(_LOST)
        ]
        named += [
            finding("entry_back", entry=entry, position=at) for entry, at in self._scratch.execute(_BACK)
        ]
        (lost,) = self._scratch.execute(_COUNT_LOST).fetchone()
        (back,) = self._scratch.execute(_COUNT_BACK).fetchone()
        more = self._more + lost + back - len(named)
        return self._found + named + ([finding("entries_many", count=more)] if more else [])

    def _accuse(self, kind: str, entry: object, version: int) -> None:
        if len(self._found) < _NAMED:
            self._found.append(finding(kind, entry=str(entry), version=version))
        else:
            self._more += 1

    def _compare(self, entry: Row) -> None:
        id_, version, kind, value, salt, stored = entry
        self._scratch.execute("UPDATE erased SET back = 1 WHERE id = ?", (id_,))
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


def references(said: Any) -> Iterator[tuple[str, int, str]]:
    """What a body says of the register, wherever it stands in it: id, version (0 for a text), seal."""
    if isinstance(said, list):
        for one in cast("list[Any]", said):
            yield from references(one)
    elif isinstance(said, dict):
        fields = cast("dict[str, Any]", said)
        if isinstance(fields.get("seal"), str) and isinstance(fields.get("id"), str):
            yield fields["id"], fields.get("version", _ANY), fields["seal"]
        for one in fields.values():
            yield from references(one)
