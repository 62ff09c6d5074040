"""What a read model is: a name, a version, columns, and a pure function from what happened to rows."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, Index, LargeBinary, MetaData, Table

from domain.aggregate import Aggregate
from domain.facts import Happened
from projections.spine.databases import TEXT
from projections.spine.intervals import group_index, interval_columns, live_index, live_lookup, tree_indexes
from projections.spine.reference import Reference

Row = Mapping[str, Any]


class Field(msgspec.Struct, frozen=True):
    """One column of a read model; ``kind`` is ``text``, ``number`` (instants are Unix seconds) or ``json``."""

    name: str
    kind: str = "text"

    def column(self) -> Column[Any]:
        return Column(self.name, {"text": TEXT, "number": BigInteger, "json": LargeBinary}[self.kind])


class StateModel(msgspec.Struct, frozen=True):
    """One row a stream: what the aggregate looks like after each of its events.

    Attributes:
        version: Raised whenever ``row`` or ``fields`` change; an older store is rebuilt beside itself.
        prefix: What the names of its streams begin with, up to the first colon: ``ticket``.
        row: The row of an aggregate, or ``None`` while it has none; a pure function of its state and of the
            immutable reference data that it pins.
        live_on: Columns by which the rows of now are looked up.
        groups: Columns whose equal values make a group that is asked about as a whole, now and as of any moment.
    """

    name: str
    version: int
    prefix: str
    aggregate: type[Aggregate]
    fields: tuple[Field, ...]
    row: Callable[[Any, Reference], Row | None]
    live_on: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


class IndexModel(msgspec.Struct, frozen=True):
    """Rows that are only ever added: each says that an event, or the rest of its stream, concerns something.

    Attributes:
        prefixes: First parts of the streams it reads.
        rows: The rows of one event; pure.
        looked_up_by: Columns by which rows are found.
    """

    name: str
    version: int
    prefixes: tuple[str, ...]
    fields: tuple[Field, ...]
    rows: Callable[[Happened], Sequence[Row]]
    looked_up_by: tuple[str, ...] = ()


Model = StateModel | IndexModel


def table_of(model: Model, generation: int) -> Table:
    """The table of one generation of a model, without the indexes that a rebuild makes last."""
    metadata = MetaData()
    columns = [field.column() for field in model.fields]
    if isinstance(model, StateModel):
        table = Table(f"{model.name}_{generation}", metadata, *interval_columns(), *columns)
        live_index(table)
        return table
    ends = interval_columns()[:2]
    return Table(f"{model.name}_{generation}", metadata, *ends, *columns)


def late_indexes(model: Model, table: Table) -> list[Index]:
    """The indexes that questions need; made when a generation is about to be served."""
    if isinstance(model, StateModel):
        live = [live_lookup(table, name) for name in model.live_on]
        return [*tree_indexes(table), *live, *(group_index(table, name) for name in model.groups)]
    by = [Index(f"{table.name}_by_{name}", table.c[name], table.c.from_pos) for name in model.looked_up_by]
    return [*by, Index(f"{table.name}_by_key", table.c.key)]
