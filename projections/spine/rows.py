"""Writing rows in bulk: many at once into one table, each database by its fastest way."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, Protocol

from msgspec import json
from sqlalchemy import BigInteger, Connection, Dialect, LargeBinary, Table, Text, insert
from sqlalchemy.types import TypeEngine

from projections.spine.intervals import LIVE, node

Values = tuple[Any, ...]


class Rows(Protocol):
    """Writes to one table."""

    def insert(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Add rows, each with the values of all columns in their order."""

    def end(self, connection: Connection, ended: Mapping[str, int]) -> None:
        """Close the live rows of keys, each at the first position at which it holds no more."""


def rows_of(table: Table, dialect: Dialect) -> Rows:
    """The writer for a table of a database."""
    return SqliteRows(table, dialect) if dialect.name == "sqlite" else PostgresqlRows(table)


_AT_ONCE = 50
"""Rows a statement: a third quicker than one by one, and far below the database's limit of values."""


class SqliteRows:
    """One prepared statement for many rows."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        self._insert = str(insert(table).compile(dialect=dialect))
        into, values, places = self._insert.partition(" VALUES ")
        self._insert_many = into + values + ", ".join([places] * _AT_ONCE)
        if "key" in table.c and "to_pos" in table.c:
            name = table.name
            wanted = "(SELECT value AS ended FROM json_each(?))"
            self._starts = (
                f"SELECT key, from_pos FROM {wanted} CROSS JOIN {name} ON key = ended WHERE to_pos = {LIVE}"  # noqa: S608 - own names
            )
            self._close = f"UPDATE {name} SET to_pos = ?, node = ? WHERE to_pos = {LIVE} AND key = ?"  # noqa: S608 - own names

    def insert(self, connection: Connection, rows: Sequence[Values]) -> None:
        driver: Any = connection.connection.driver_connection
        whole = len(rows) - len(rows) % _AT_ONCE
        at_once = (rows[first : first + _AT_ONCE] for first in range(0, whole, _AT_ONCE))
        driver.executemany(self._insert_many, (list(chain.from_iterable(some)) for some in at_once))
        driver.executemany(self._insert, rows[whole:])

    def end(self, connection: Connection, ended: Mapping[str, int]) -> None:
        keys = json.encode(list(ended)).decode()
        since = {row[0]: row[1] for row in connection.exec_driver_sql(self._starts, (keys,))}
        filed = [(to, node(since[key], to), key) for key, to in ended.items()]
        connection.exec_driver_sql(self._close, filed)


_COPIED: dict[type[TypeEngine[Any]], str] = {Text: "text", BigInteger: "int8", LargeBinary: "bytea"}


class PostgresqlRows:
    """``COPY`` for new rows, one statement over arrays for those that end."""

    def __init__(self, table: Table) -> None:
        name = table.name
        self._copy = (
            f"COPY {name} ({', '.join(column.name for column in table.c)}) FROM STDIN (FORMAT BINARY)"
        )
        self._types = [_COPIED[type(column.type)] for column in table.c]
        self._starts = f"SELECT key, from_pos FROM {name} WHERE to_pos = {LIVE} AND key = ANY(%s)"  # noqa: S608 - own names
        self._close = f"""
            UPDATE {name} AS held SET to_pos = ended.upto, node = ended.filed
            FROM unnest(%s::text[], %s::bigint[], %s::bigint[]) AS ended (key, upto, filed)
            WHERE held.to_pos = {LIVE} AND held.key = ended.key
        """  # noqa: S608 - own names

    def insert(self, connection: Connection, rows: Sequence[Values]) -> None:
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(self._copy) as copy:
            copy.set_types(self._types)
            for row in rows:
                copy.write_row(row)

    def end(self, connection: Connection, ended: Mapping[str, int]) -> None:
        keys = list(ended)
        since = {row[0]: row[1] for row in connection.exec_driver_sql(self._starts, (keys,))}
        filed = [node(since[key], to) for key, to in ended.items()]
        connection.exec_driver_sql(self._close, (keys, list(ended.values()), filed))
