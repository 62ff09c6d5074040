"""The facade that pages and the command line ask: one snapshot of the read models, the log, and the names behind ids."""

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from threading import local
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, text

from domain.errors import Refused, Term, reason
from domain.facts import Recorded
from domain.log import Log
from projections.asking.moments import AsOf, position_at
from projections.spine import intervals
from projections.spine.databases import database_of
from projections.spine.model import IndexModel, Model, StateModel
from projections.spine.reference import Reference
from projections.spine.store import Store
from projections.spine.track import Track

K = TypeVar("K")


_statement = lru_cache(maxsize=512)(text)
"""Statements are few: what differs from question to question are parameters alone."""


class NotReady(Refused):
    """The read model is still being made for this edition."""


class Snapshot:
    """All read models as they stand together at one instant, asked as of one position.

    Attributes:
        moment: Position asked about; ``None`` for now.
    """

    def __init__(self, connection: Connection, served: dict[Track, int], moment: int | None) -> None:
        self._connection, self.moment = connection, moment
        self._all_served = served
        self._served = {track.name: (track, position) for track, position in served.items()}

    def at(self, moment: int | None) -> "Snapshot":
        """The same rows, asked as of another position."""
        return Snapshot(self._connection, self._all_served, moment)

    def position(self, model: Model) -> int:
        """Position of the last event that the answer knows of."""
        _, position = self._track(model)
        return position if self.moment is None else min(self.moment, position)

    def rows(self, model: StateModel, where: str = "", **parameters: Any) -> Sequence[RowMapping]:
        """The rows that held at the moment; ``where`` narrows them by named parameters.

        ``column IN :name`` takes a list as its parameter.
        """
        where, parameters = self._lists(where, parameters)
        found = self._find(model, where)
        return (
            self._connection.execute(_statement(found.sql), {**found.parameters, **parameters})
            .mappings()
            .all()
        )

    def _lists(self, where: str, parameters: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """Both in the database's own words for a list."""
        database = database_of(self._connection.dialect)
        for name in [name for name, value in parameters.items() if isinstance(value, list)]:
            where = where.replace(f"IN :{name}", database.among(name))
            parameters[name] = database.listed(parameters[name])
        return where, parameters

    def page(
        self, model: StateModel, where: str, order: str, limit: int, offset: int, **parameters: Any
    ) -> tuple[int, Sequence[RowMapping]]:
        """How many rows held at the moment, and one page of them in an order of columns."""
        where, parameters = self._lists(where, parameters)
        found = self._find(model, where)
        chosen = {**found.parameters, **parameters, "limit": limit, "offset": offset}
        counting = f"SELECT count(*) FROM ({found.sql}) AS found"  # noqa: S608 - own names
        listing = f"SELECT * FROM ({found.sql}) AS found ORDER BY {order} LIMIT :limit OFFSET :offset"  # noqa: S608
        total = self._connection.execute(_statement(counting), chosen).scalar_one()
        return total, self._connection.execute(_statement(listing), chosen).mappings().all()

    def summed(self, model: StateModel, where: str, columns: Sequence[str], **parameters: Any) -> RowMapping:
        """The sums of columns over the rows that held at the moment; 0 where there are none."""
        where, parameters = self._lists(where, parameters)
        found = self._find(model, where)
        sums = ", ".join(f"coalesce(sum({name}), 0) AS {name}" for name in columns)
        summing = f"SELECT {sums} FROM ({found.sql}) AS found"  # noqa: S608 - own names
        return (
            self._connection.execute(_statement(summing), {**found.parameters, **parameters}).mappings().one()
        )

    def _find(self, model: StateModel, where: str) -> intervals.Found:
        track, head = self._track(model)
        names = ("key", *(field.name for field in model.fields))
        if self.moment is None or self.moment >= head:
            return intervals.now(track.table, names, where)
        return intervals.as_of(
            track.table, names, self.moment, head, where, dialect=self._connection.dialect.name
        )

    def of(
        self,
        model: StateModel,
        column: str,
        value: str,
        *,
        where: str = "",
        counting: str = "",
        then: str = "",
        **parameters: Any,
    ) -> Sequence[RowMapping]:
        """The rows of one group that held at the moment, or what the database counts of them.

        Args:
            column: One of the model's ``groups``.
            counting: Instead of its columns, what is asked of the rows: ``unit, count(*) AS forms``.
            then: What follows the condition: an order, or ``GROUP BY unit``.
        """
        track, head = self._track(model)
        where, parameters = self._lists(where, parameters)
        chosen = counting or ", ".join(("key", *(field.name for field in model.fields)))
        moment = None if self.moment is None or self.moment >= head else self.moment
        dialect = self._connection.dialect.name
        found = intervals.of_group(track.table, chosen, column, moment, where, dialect=dialect)
        told = {**found.parameters, **parameters, "of": value}
        return self._connection.execute(_statement(f"{found.sql} {then}"), told).mappings().all()

    def row(self, model: StateModel, key: str) -> RowMapping | None:
        """The row of one key that held at the moment."""
        track, _ = self._track(model)
        sql = intervals.of_key(track.table, (field.name for field in model.fields))
        chosen = {"key": key, "position": self.position(model)}
        return self._connection.execute(_statement(sql), chosen).mappings().one_or_none()

    def added(self, model: IndexModel, where: str, **parameters: Any) -> Sequence[RowMapping]:
        """Rows of an index model that were there at the moment, oldest first; a list as in :meth:`rows`."""
        where, parameters = self._lists(where, parameters)
        track, _ = self._track(model)
        names = ", ".join(("key", "from_pos", *(field.name for field in model.fields)))
        sql = f"SELECT {names} FROM {track.table_name} WHERE ({where}) AND from_pos <= :position ORDER BY from_pos"  # noqa: S608 - own names
        chosen = {**parameters, "position": self.position(model)}
        return self._connection.execute(_statement(sql), chosen).mappings().all()

    def _track(self, model: Model) -> tuple[Track, int]:
        if model.name not in self._served:
            raise NotReady(
                reason(
                    "This page is still being prepared from the history.",
                    who=Term("you"),
                    verb=Term("look again in a minute"),
                )
            )
        return self._served[model.name]


class Views:
    """What every question is asked of."""

    def __init__(self, store: Store, log: Log, reference: Reference, clock: Callable[[], datetime]) -> None:
        self.store, self.log, self.reference, self.clock = store, log, reference, clock
        self.on_asked: Callable[[str, float], None] = _unheard
        """Is told the name of each question that was answered and the seconds that it took."""
        self._kept: dict[type[Any], Any] = {}
        self._open = local()

    @contextmanager
    def snapshot(self, as_of: AsOf = None) -> Generator[Snapshot]:
        """One consistent look at the read models, now or as of a recorded moment.

        A look within a look of the same thread sees the same rows, and takes no further connection.

        Raises:
            StoreUnavailable: The database does not answer, or too many ask at once.
        """
        moment = self.moment(as_of)
        around: Snapshot | None = getattr(self._open, "snapshot", None)
        if around is not None:
            yield around.at(moment)
            return
        with self.store.reading() as (connection, served):
            self._open.snapshot, self._open.moments = Snapshot(connection, served, moment), {as_of: moment}
            try:
                yield self._open.snapshot
            finally:
                self._open.snapshot = self._open.moments = None

    def moment(self, as_of: AsOf) -> int | None:
        """The position that a moment means; within one look always the same.

        Raises:
            Refused: The instant has no zone.
        """
        if as_of is None or isinstance(as_of, int):
            return as_of
        if as_of.tzinfo is None:
            raise Refused(reason("The time {at} names no zone.", at=as_of.isoformat(sep=" ")))
        known: dict[AsOf, int | None] | None = getattr(self._open, "moments", None)
        if known is None:
            return position_at(self.log, as_of)
        if as_of not in known:
            known[as_of] = position_at(self.log, as_of)
        return known[as_of]

    def instant(self, as_of: AsOf) -> datetime:
        """The instant that a recorded moment means: clocks are read at it."""
        if isinstance(as_of, datetime):
            return as_of
        events = self.log.read(as_of - 1, 1) if as_of else ()
        known = next((one.recorded_at for one in events if isinstance(one, Recorded)), None)
        return known or self.clock()

    def keep(self, kind: type[K], make: Callable[[], K]) -> K:
        """What one question keeps in memory between two askings, made when it is first asked."""
        if kind not in self._kept:
            self._kept[kind] = make()
        return self._kept[kind]

    def texts(self, ids: Iterable[str]) -> dict[str, str]:
        """The words of texts by id; an id that is missing was erased."""
        return self.log.texts({one for one in ids if one})

    def people(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """What the register says of people by id; an id that is missing was erased."""
        return self.log.people({one for one in ids if one})


def _unheard(question: str, seconds: float) -> None:
    """Nobody listens."""
