"""Events as they stand in the table, their hashes included: for those who prove or take away, never for folds."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import bindparam, or_, select

from domain.log.connections import Connections
from domain.log.dialects.dialect import Row
from domain.log.statements import EVENTS_AT_ONCE, Statements, limited
from domain.log.tables import CONTENT, STAMPS, events

_PAGE = 1000
_MOST = 2**63 - 1


class Narrowed(msgspec.Struct, frozen=True, kw_only=True):
    """Which events are wanted; what is empty does not matter.

    Attributes:
        since: Happened or recorded at or after this instant, Unix seconds.
        until: Happened or recorded before this one.
        stream: How the stream begins.
        upto: Last position.
    """

    site: str = ""
    stream: str = ""
    since: int | None = None
    until: int | None = None
    upto: int = _MOST


class RawEvents:
    """Reads rows page by page: stamps (position, ``recorded_at``, hash), then content; memory stays constant."""

    def __init__(self, connections: Connections, genesis: bytes) -> None:
        self._connections = connections
        self._genesis = genesis
        self._statements = Statements.of(connections.dialect)

    def between(self, after: int, upto: int) -> Iterator[Row]:
        """Every event after a position, up to another."""
        while page := self._connections.rows(self._statements.proof_page, [after, upto, _PAGE]):
            yield from page
            after = page[-1][0]

    def stream(self, stream: str, upto: int) -> list[Row]:
        """The events of one stream up to a position, by version."""
        return self._connections.rows(self._statements.proof_stream, [stream, upto])

    def narrowed(self, wanted: Narrowed) -> Iterator[Row]:
        """The events that are wanted, in the order of the log."""
        sql, asked = self._narrowing(wanted)
        after = 0
        while page := self._connections.rows(sql, [after, wanted.upto, *asked, _PAGE]):
            yield from page
            after = page[-1][0]

    def among(self, positions: list[int]) -> Iterator[tuple[Row, bytes]]:
        """The events at some positions, in the order of the log, each with the hash before it."""
        for start in range(0, len(positions), EVENTS_AT_ONCE):
            batch = _padded(positions[start : start + EVENTS_AT_ONCE])
            before = dict(self._connections.rows(self._statements.hashes_among, [one - 1 for one in batch]))
            before[0] = self._genesis
            for row in self._connections.rows(self._statements.proofs_among, batch):
                yield row, before.get(row[0] - 1, b"")

    def _narrowing(self, wanted: Narrowed) -> tuple[str, list[object]]:
        column = events.c
        conditions = [column.position > bindparam("after"), column.position <= bindparam("upto")]
        asked: list[object] = []
        if wanted.site:
            conditions.append(column.site == bindparam("site"))
            asked.append(wanted.site)
        if wanted.stream:
            conditions += [column.stream >= bindparam("prefix"), column.stream < bindparam("beyond")]
            asked += [wanted.stream, wanted.stream + chr(0x10FFFF)]
        since = -_MOST if wanted.since is None else wanted.since
        until = _MOST if wanted.until is None else wanted.until
        if wanted.since is not None or wanted.until is not None:
            happened = (column.happened_at >= bindparam("since")) & (column.happened_at < bindparam("until"))
            recorded = (column.recorded_at >= bindparam("from")) & (column.recorded_at < bindparam("before"))
            conditions.append(or_(happened, recorded))
            asked += [since, until, _micros(since), _micros(until)]
        statement = select(*STAMPS, *CONTENT).where(*conditions).order_by(column.position)
        return self._connections.dialect.compile(limited(statement)), asked


def _micros(seconds: int) -> int:
    """Unix microseconds, or the most that a column holds."""
    return max(-_MOST, min(_MOST, seconds * 1_000_000))


def _padded(batch: list[int]) -> list[int]:
    return batch + batch[-1:] * (EVENTS_AT_ONCE - len(batch))
