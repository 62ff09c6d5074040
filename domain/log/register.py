"""The register: values that may be erased, read in batches; an id without an entry has been erased."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from domain.facts import Entry
from domain.log.connections import Connections
from domain.log.statements import ENTRIES_AT_ONCE, Statements

Asked = str | tuple[str, int]
K = TypeVar("K", bound=Asked)

_PAGE = 2_000
_POINTED = re.compile(rb'"id":"([^"\\\\]+)"')


class Register:
    """Read side of the register of one store."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._statements = Statements.of(connections.dialect)
        self._mark = connections.dialect.register_mark

    def values(self, asked: Iterable[K]) -> dict[K, Entry]:
        """The entry of each id in its latest version, and of each (id, version); the missing were erased."""
        wanted = list(dict.fromkeys(asked))
        there: dict[Asked, Entry] = {}
        for entry in self._entries(
            list(dict.fromkeys(one if isinstance(one, str) else one[0] for one in wanted))
        ):
            there[entry.id] = there[entry.id, entry.version] = entry
        return {one: there[one] for one in wanted if one in there}

    def versions(self, id: str) -> list[Entry]:
        """Every version of one entry, the first one first; none where it was erased or never there."""
        return list(self._entries([id]))

    def texts(self, asked: Iterable[K]) -> dict[K, str]:
        """The words of each text that is not erased."""
        return {one: entry.value.decode() for one, entry in self.values(asked).items()}

    def people(self, asked: Iterable[K]) -> dict[K, dict[str, Any]]:
        """What the register says of each person who is not erased."""
        return {
            one: msgspec.json.decode(entry.value, type=dict[str, Any])
            for one, entry in self.values(asked).items()
        }

    def latest(self, kind: str) -> Iterator[Entry]:
        """Every current entry of a kind, in the order of their ids."""
        for row in self._connections.rows(self._statements.latest_entries, [kind]):
            yield Entry(*row)

    def every(self, statement: str) -> Iterator[Entry]:
        """Every version of every entry, page by page; the statement is :attr:`Statements.entries`."""
        after: tuple[str, int] = ("", -(2**63))
        while page := self._connections.rows(statement, [*after, _PAGE]):
            yield from (Entry(*row[:5]) for row in page)
            after = page[-1][:2]

    def mark(self) -> tuple[int, ...]:
        """Differs whenever an entry has come or gone: rows in use, how many there are, how many were erased."""
        return tuple(self._connections.rows(self._mark)[0])

    def _entries(self, ids: list[str]) -> Iterator[Entry]:
        if len(ids) == 1:
            for row in self._connections.rows(self._statements.entry, ids):
                yield Entry(*row)
            return
        for start in range(0, len(ids), ENTRIES_AT_ONCE):
            batch = ids[start : start + ENTRIES_AT_ONCE]
            padded = batch + batch[-1:] * (ENTRIES_AT_ONCE - len(batch))
            for row in self._connections.rows(self._statements.entries_among, padded):
                yield Entry(*row)


def speaking_of(
    connections: Connections, statements: Statements, ids: frozenset[str]
) -> dict[str, list[tuple[str, str]]]:
    """The streams whose events point to these entries, each with its site, by id, in the order of the log."""
    wanted = {id.encode(): id for id in ids}
    found: dict[str, dict[tuple[str, str], None]] = {}
    after = -(2**63)
    while page := connections.rows(statements.spoken, [after, _PAGE]):
        for _, stream, site, body in page:
            for id in wanted.keys() & set(_POINTED.findall(body)):
                found.setdefault(wanted[id], {})[stream, site] = None
        after = page[-1][0]
    return {id: list(streams) for id, streams in found.items()}
