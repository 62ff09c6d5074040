"""Writing rows in bulk: many at once into one table, each database by its fastest way."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, Dialect, Table, bindparam, insert, select, text, update

from projections.intervals import LIVE, node

Values = tuple[Any, ...]
_AT_ONCE = 500
"""Keys in one look-up on SQLite."""


class Rows(Protocol):
    """Writes to one table."""

    def insert(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Add rows, each with the values of all columns in their order."""

    def end(self, connection: Connection, ended: Mapping[str, int]) -> None:
        """Close the live rows of keys, each at the first position at which it holds no more."""


def rows_of(table: Table, dialect: Dialect) -> Rows:
    """The writer for a table of a database."""
    return SqliteRows(table, dialect) if dialect.name == "sqlite" else PostgresqlRows(table)


class SqliteRows:
    """One prepared statement for all rows."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        self._insert = str(insert(table).compile(dialect=dialect))
        if "key" in table.c and "to_pos" in table.c:
            live, key = text(f"to_pos = {LIVE}"), table.c.key
            self._starts = select(key, table.c.from_pos).where(
                live, key.in_(bindparam("keys", expanding=True))
            )
            self._close = (
                update(table)
                .where(live, key == bindparam("ended"))
                .values(to_pos=bindparam("to"), node=bindparam("filed"))
            )

    def insert(self, connection: Connection, rows: Sequence[Values]) -> None:
        connection.exec_driver_sql(self._insert, list(rows))

    def end(self, connection: Connection, ended: Mapping[str, int]) -> None:
        keys, since = list(ended), dict[str, int]()
        for first in range(0, len(keys), _AT_ONCE):
            chosen = connection.execute(self._starts, {"keys": keys[first : first + _AT_ONCE]})
            since.update((key, from_pos) for key, from_pos in chosen)
        values = [{"ended": key, "to": to, "filed": node(since[key], to)} for key, to in ended.items()]
        connection.execute(self._close, values)


class PostgresqlRows:
    """``COPY`` for new rows, one statement over arrays for those that end."""

    def __init__(self, table: Table) -> None:
        name = table.name
        self._copy = f"COPY {name} ({', '.join(column.name for column in table.c)}) FROM STDIN"
        self._starts = f"SELECT key, from_pos FROM {name} WHERE to_pos = {LIVE} AND key = ANY(%s)"  # noqa: S608 - own names
        self._close = f"""
            UPDATE {name} AS held SET to_pos = ended.upto, node = ended.filed
            FROM unnest(%s::text[], %s::bigint[], %s::bigint[]) AS ended (key, upto, filed)
            WHERE held.to_pos = {LIVE} AND held.key = ended.key
        """  # noqa: S608 - own names

    def insert(self, connection: Connection, rows: Sequence[Values]) -> None:
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(self._copy) as copy:
            for row in rows:
                copy.write_row(row)

    def end(self, connection: Connection, ended: Mapping[str, int]) -> None:
        keys = list(ended)
        since = {row[0]: row[1] for row in connection.exec_driver_sql(self._starts, (keys,))}
        filed = [node(since[key], to) for key, to in ended.items()]
        connection.exec_driver_sql(self._close, (keys, list(ended.values()), filed))
