"""Rows that hold between two positions, and how the rows of any past moment are found without reading history.

A relational interval tree (Kriegel, Pötke, Seidl 2000): a closed row is filed at the one dyadic number that all its
moments share, so a moment looks at its few dyadic ancestors and at the live rows. The past costs about as much as
now, and does not grow with history.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, Index, Table, text

from projections.spine.databases import TEXT

LIVE = 1 << 62
"""``to_pos`` of a row that still holds."""


def interval_columns() -> list[Column[Any]]:
    """Columns of every state table: its key, its first position, the first at which it held no more, its node."""
    return [
        Column("key", TEXT, nullable=False),
        Column("from_pos", BigInteger, nullable=False),
        Column("to_pos", BigInteger, nullable=False),
        Column("node", BigInteger),
    ]


def live_index(table: Table) -> Index:
    """At most one live row a key; every update goes through it."""
    return _index(table, "live_key", [table.c.key], f"to_pos = {LIVE}", unique=True)


def tree_indexes(table: Table) -> list[Index]:
    """What questions about a moment and about one key need; made last on a rebuild."""
    closed = "node IS NOT NULL"
    return [
        _index(table, "live_from", [table.c.from_pos], f"to_pos = {LIVE}"),
        _index(table, "node_to", [table.c.node, table.c.to_pos], closed),
        _index(table, "node_from", [table.c.node, table.c.from_pos], closed),
        _index(table, "key_from", [table.c.key, table.c.from_pos], None),
    ]


def live_lookup(table: Table, column: str) -> Index:
    """Look the rows of now up by one column."""
    return _index(table, f"live_{column}", [table.c[column]], f"to_pos = {LIVE}")


def group_index(table: Table, column: str) -> Index:
    """Look the rows of one group up, first those that held longest."""
    return _index(table, f"group_{column}", [table.c[column], table.c.to_pos], None)


def _index(
    table: Table, name: str, columns: Sequence[Any], where: str | None, *, unique: bool = False
) -> Index:
    options: dict[str, Any] = (
        {} if where is None else {"sqlite_where": text(where), "postgresql_where": text(where)}
    )
    return Index(f"{table.name}_{name}", *columns, unique=unique, **options)


def node(from_pos: int, to_pos: int) -> int:
    """The dyadic number at which a closed row is filed: the one in ``[from_pos, to_pos)`` with most trailing zeros."""
    last = to_pos - 1
    level = ((from_pos - 1) ^ last).bit_length() - 1
    return last >> level << level


def ancestors(position: int, head: int) -> tuple[list[int], list[int]]:
    """Nodes at which rows holding at ``position`` can be filed: those at or below it, and those above it.

    Args:
        position: The moment asked about, at least 1.
        head: The last position any row can name; bounds the height of the tree.
    """
    below: list[int] = []
    above: list[int] = []
    for level in range(max(head, position).bit_length()):
        filed_at = (position >> (level + 1) << (level + 1)) | (1 << level)
        if filed_at - (1 << level) < position:
            (below if filed_at <= position else above).append(filed_at)
    return below, above


class Found(msgspec.Struct, frozen=True):
    """SQL that finds rows, and its own parameters."""

    sql: str
    parameters: dict[str, Any]


def now(table: Table, columns: Iterable[str], where: str = "") -> Found:
    """Find the live rows; ``where`` narrows them by named parameters."""
    extra = f" AND ({where})" if where else ""
    sql = f"SELECT {', '.join(columns)} FROM {table.name} WHERE to_pos = {LIVE}{extra}"  # noqa: S608 - own names
    return Found(sql, {})


def as_of(
    table: Table,
    columns: Iterable[str],
    position: int,
    head: int,
    where: str = "",
    *,
    dialect: str = "sqlite",
) -> Found:
    """Find the rows that held at ``position``; the tree decides the order of the joins, in each database's words."""
    below, above = ancestors(position, head) if position > 0 else ([], [])
    chosen, extra = ", ".join(columns), f" AND ({where})" if where else ""
    if dialect == "sqlite":
        parameters = {"below": str(below), "above": str(above), "position": position}
        return Found(_by_named_index(table.name, chosen, extra), parameters)
    parameters = {"below": _array(below), "above": _array(above), "position": position}
    return Found(_node_by_node(table.name, chosen, extra), parameters)


def _array(nodes: Sequence[int]) -> str:
    """PostgreSQL's spelling of an array; the driver takes ten times as long over a list."""
    return "{" + ",".join(map(str, nodes)) + "}"


@lru_cache(maxsize=256)
def _by_named_index(name: str, chosen: str, extra: str) -> str:
    return f"""
        SELECT {chosen} FROM (SELECT value AS at FROM json_each(:below)) CROSS JOIN {name} INDEXED BY {name}_node_to
        WHERE node = at AND to_pos > :position{extra}
        UNION ALL
        SELECT {chosen} FROM (SELECT value AS at FROM json_each(:above)) CROSS JOIN {name} INDEXED BY {name}_node_from
        WHERE node = at AND from_pos <= :position{extra}
        UNION ALL
        SELECT {chosen} FROM {name} INDEXED BY {name}_live_from
        WHERE to_pos = {LIVE} AND from_pos <= :position{extra}
    """  # noqa: S608 - table and column names are our own


@lru_cache(maxsize=256)
def _node_by_node(name: str, chosen: str, extra: str) -> str:
    def filed(nodes: str, holds: str) -> str:
        return f"""
            SELECT {chosen} FROM unnest(CAST(:{nodes} AS bigint[])) AS at CROSS JOIN LATERAL (
                SELECT {chosen} FROM {name} WHERE node = at AND {holds}{extra} OFFSET 0
            ) AS filed
        """  # noqa: S608 - the same

    return f"""
        {filed("below", "to_pos > :position")} UNION ALL {filed("above", "from_pos <= :position")}
        UNION ALL SELECT {chosen} FROM {name} WHERE to_pos = {LIVE} AND from_pos <= :position{extra}
    """  # noqa: S608 - the same


def of_group(
    table: Table, chosen: str, column: str, position: int | None, where: str = "", *, dialect: str = "sqlite"
) -> Found:
    """Find the rows of the group ``:of`` that held at a position, or hold now for ``None``.

    What a group reads of the past are rows that ended after the position: of a group that rests since, no more than now.
    """
    extra = f" AND ({where})" if where else ""
    by = f" INDEXED BY {table.name}_group_{column}" if dialect == "sqlite" else ""
    held = f"to_pos = {LIVE}" if position is None else "to_pos > :position AND from_pos <= :position"
    sql = f"SELECT {chosen} FROM {table.name}{by} WHERE {column} = :of AND {held}{extra}"  # noqa: S608 - own names
    return Found(sql, {} if position is None else {"position": position})


def of_key(table: Table, columns: Iterable[str]) -> str:
    """Find the row of ``:key`` that held at ``:position``; none where the key held nothing then."""
    return (
        f"SELECT {', '.join(columns)} FROM (SELECT * FROM {table.name} "  # noqa: S608 - own names
        "WHERE key = :key AND from_pos <= :position ORDER BY from_pos DESC LIMIT 1) AS latest WHERE to_pos > :position"
    )
