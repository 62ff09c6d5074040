"""Opening a case in a long history, against the bare reads that it needs."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing, contextmanager
from itertools import cycle
from statistics import median
from typing import Any

from sqlalchemy import event

from projections.audit.case import case
from tests.benchmarks.cases import worked
from tests.benchmarks.contest import FLOOR, OURS, Row, Run, Stand, per
from tests.benchmarks.places import Kind
from tests.projections.office import Office

TIMES = 20
Read = tuple[str, Any]


def needed(office: Office, stream: str) -> tuple[list[Read], list[Read]]:
    """The reads of the log and of the read models that opening a case puts, in order, with their parameters."""
    log, models = list[Read](), list[Read]()
    connections = office.log._connections
    rows, read = connections.rows, connections.read

    def heard_rows(sql: str, parameters: Sequence[Any] = ()) -> Any:
        log.append((sql, parameters))
        return rows(sql, parameters)

    def heard_read(make: Callable[..., Any], sql: str, parameters: Sequence[Any] = ()) -> Any:
        log.append((sql, parameters))
        return read(make, sql, parameters)

    def heard(_: object, __: object, statement: str, parameters: Any, *___: object) -> None:
        models.append((statement, parameters))

    event.listen(office.engine, "before_cursor_execute", heard)
    connections.rows, connections.read = heard_rows, heard_read  # type: ignore[method-assign]
    case(office.views, stream=stream)
    del connections.rows, connections.read
    event.remove(office.engine, "before_cursor_execute", heard)
    return log, [one for one in models if one[0].lstrip().startswith("SELECT")]


def bare(office: Office, reads: tuple[list[Read], list[Read]]) -> None:
    """The same reads through the database's own driver, in one go each."""
    log, models = reads
    with office.log._connections.reader() as driver:
        for statement, parameters in log:
            driver.execute(statement, parameters).fetchall()
    with closing(office.engine.raw_connection()) as connection:
        other: Any = connection.driver_connection
        for statement, parameters in models:
            other.execute(statement, parameters).fetchall()


@contextmanager
def _runs(stand: Stand, kind: Kind) -> Generator[dict[str, Run]]:
    with stand.places.place(kind) as place, worked(place, stand.events) as (office, streams):
        reads = {stream: needed(office, stream) for stream in streams}
        first, second = cycle(streams), cycle(streams)
        yield {
            FLOOR: lambda _: median(per(1, lambda: bare(office, reads[next(first)])) for _ in range(TIMES)),
            OURS: lambda _: median(
                per(1, lambda: case(office.views, stream=next(second))) for _ in range(TIMES)
            ),
        }


CASE = Row("case", "opening a case, against its bare reads", 3.0, (Kind.SQLITE, Kind.POSTGRESQL), _runs)
