"""Somebody with every right on the database: lays hands on events, and makes the chain anew so that it holds again."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import Any

from domain.log import Place, chain
from domain.log.connections import Connections
from domain.log.dialects import dialect_of
from domain.log.migrate import read_store
from domain.log.statements import Statements
from domain.log.tables import events

Row = list[Any]
COLUMNS = [column.name for column in events.c]
AT = {name: place for place, name in enumerate(COLUMNS)}


class Insider:
    """Rewrites the events of one store."""

    def __init__(self, place: Place) -> None:
        self.dialect = dialect_of(place)
        self._statements = Statements(self.dialect)
        with closing(Connections(self.dialect)) as connections:
            self.genesis = read_store(connections).genesis

    def rows(self) -> list[Row]:
        """Every event as it stands there, in the order of :data:`COLUMNS`."""
        with closing(self.dialect.connect()) as connection:
            asked = f"SELECT {', '.join(COLUMNS)} FROM events ORDER BY position"
            return [list(row) for row in connection.execute(asked).fetchall()]

    def chained(self, rows: Iterable[Row], genesis: bytes | None = None) -> list[Row]:
        """The same events with a chain that holds, at positions without gaps."""
        last, made = genesis or self.genesis, []
        for position, row in enumerate(rows, 1):
            last = chain.link(last, position, row[1], chain.digest(row[3:]))
            made.append([position, row[1], last, *row[3:]])
        return made

    def put(self, rows: Sequence[Row], *, counter: int | None = None) -> None:
        """Let the log consist of these, and its counter say where they end, or something else."""
        with closing(self.dialect.connect()) as connection:
            connection.execute("BEGIN")
            connection.execute("DELETE FROM events")
            connection.cursor().executemany(self._statements.insert_event, rows)
            connection.execute(self.counter(rows[-1][0] if counter is None and rows else counter or 0))
            connection.execute("COMMIT")

    def run(self, *statements: str) -> None:
        """Statements, one after the other."""
        with closing(self.dialect.connect()) as connection:
            for statement in statements:
                connection.execute(statement)

    def counter(self, value: int) -> str:
        """What sets the counter of the events."""
        if self.dialect.serves:
            return f"UPDATE log_counter SET position = {value}"
        return f"UPDATE sqlite_sequence SET seq = {value} WHERE name = 'events'"


def forged(like: Row, stream: str, version: int = 1) -> Row:
    """An event that was never recorded, made after another one."""
    row = list(like)
    row[AT["stream"]], row[AT["version"]] = stream, version
    row[AT["command"]] = row[AT["part"]] = None
    return row
