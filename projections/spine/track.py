"""One generation of one model: its table, and the statements that write to it what a page of events changed."""

from collections.abc import Callable
from functools import cached_property
from operator import itemgetter

from sqlalchemy import Connection, Dialect, Table

from projections.spine.intervals import LIVE
from projections.spine.model import Model, Row, StateModel, table_of
from projections.spine.rows import Rows, Values, rows_of


class Batch:
    """What one page of events changed in one state model.

    Attributes:
        opened: Rows that hold at the end of the page, each with its first position.
        closed: Rows that began and ended within the page, with the values of all columns in their order.
        ended: Rows that held before the page, by key, each with the first position at which it held no more.
    """

    def __init__(self) -> None:
        self.opened: dict[str, tuple[int, Row]] = {}
        self.closed: list[Values] = []
        self.ended: dict[str, int] = {}


class Track:
    """A generation of a model that follows the log.

    Attributes:
        name: The model's name.
        table_name: Where its rows stand.
        values: The values of a row, in the order of its columns.
    """

    def __init__(self, model: Model, generation: int, dialect: Dialect) -> None:
        self.model, self.generation, self.name = model, generation, model.name
        self.table_name = f"{model.name}_{generation}"
        self.values = _values_of(model)
        self._dialect = dialect

    @cached_property
    def table(self) -> Table:
        """The table; few of all that a store has are asked or written, and each takes its time to describe."""
        return table_of(self.model, self.generation)

    @cached_property
    def _rows(self) -> Rows:
        return rows_of(self.table, self._dialect)

    @property
    def prefixes(self) -> tuple[str, ...]:
        return (self.model.prefix,) if isinstance(self.model, StateModel) else self.model.prefixes

    def add(self, connection: Connection, rows: list[tuple[str, int, Row]]) -> None:
        """Insert rows of an index model: key, position, row."""
        if rows:
            self._rows.insert(connection, [(key, at, *self.values(row)) for key, at, row in rows])

    def write(self, connection: Connection, batch: Batch) -> None:
        """Write what a page changed: first the ends, so that at most one live row a key ever stands."""
        if batch.ended:
            self._rows.end(connection, batch.ended)
        opened = [(key, since, LIVE, None, *self.values(row)) for key, (since, row) in batch.opened.items()]
        rows = [*batch.closed, *opened]
        if rows:
            self._rows.insert(connection, rows)

    def forget(self, connection: Connection, key: str) -> None:
        """Remove every row of a key, past ones too: it is about to be told again from its beginning."""
        connection.execute(self.table.delete().where(self.table.c.key == key))


def _values_of(model: Model) -> Callable[[Row], Values]:
    first, *others = (field.name for field in model.fields)
    return itemgetter(first, *others) if others else lambda row: (row[first],)
