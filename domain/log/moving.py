"""Carrying a whole log to another store: the same rows with the same hashes, each compared where it arrived."""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

import msgspec

from domain.errors import Refused, Term, reason
from domain.log.connections import Connections
from domain.log.dialects import Dialect, Place, dialect_of, functions
from domain.log.dialects.dialect import Connection, Row
from domain.log.statements import Statements
from domain.log.tables import log_format, metadata
from domain.log.verification import Report, verify

_PAGE = 5_000


class MoveRefused(Refused):
    """The log was not carried over; the target is as it was before."""


class Moved(msgspec.Struct, frozen=True):
    """What was carried over.

    Attributes:
        events: How many events, each compared with the one it was copied from.
        entries: How many register entries, the same.
        hash: Hash of the last event, hex: a checkpoint.
    """

    events: int
    entries: int
    hash: str


def move(source: Place, target: Place, on_progress: Callable[[int], object] = lambda _: None) -> Moved:
    """Copy a log into a place that holds none, in one transaction, and verify both ends; the source stays.

    Args:
        source: Where it is; it should not be written to meanwhile: what comes later is not carried over.
        target: A file that does not exist yet, or the URL of a database without a store.
        on_progress: Is told how many events have been copied.

    Raises:
        MoveRefused: The source does not hold, or there is a store at the target already.
        Refused: A place cannot be reached or used.
    """
    before = _holding(source)
    arriving, fresh = dialect_of(target), not dialect_of(target).there()
    came, went = Connections(dialect_of(source)), Connections(arriving)
    try:
        arriving.prepare()
        with came.moment() as moment, went.transaction() as writer:
            events, entries = _copy(came, moment, went, writer, on_progress)
    except BaseException:
        went.close()
        if fresh:
            _clear_away(target)
        raise
    finally:
        came.close()
        went.close()
    after = _holding(target)
    if (after.checked, after.entries) != (events, entries) or after.head < before.head:
        raise _differs(arriving)
    return Moved(events, entries, after.hash.hex())


def _copy(
    came: Connections,
    moment: Connection,
    went: Connections,
    writer: Connection,
    on_progress: Callable[[int], object],
) -> tuple[int, int]:
    """How many events and register entries were copied, and found equal, within the open transaction."""
    there, here = Statements.of(came.dialect), Statements.of(went.dialect)
    _make_tables(came, went.dialect, writer)
    insert, events, entries = writer.cursor(), 0, 0
    for page in _events(moment, there):
        insert.executemany(here.insert_event, page)
        events += len(page)
        on_progress(events)
    for page in _entries(moment, there):
        insert.executemany(here.insert_entry, page)
        entries += len(page)
    if went.dialect.serves:
        writer.execute(functions.COUNT, [_last(moment, there)])
    for pages in (_events, _entries):
        arrived, sent = pages(writer, here), pages(moment, there)
        if any(copied != original for copied, original in zip_longest(arrived, sent)):
            raise _differs(went.dialect)
    return events, entries


def _make_tables(came: Connections, arriving: Dialect, writer: Connection) -> None:
    for statement in arriving.definitions(metadata):
        writer.execute(statement)
    if writer.execute(arriving.compile(log_format.select())).fetchone():
        raise MoveRefused(
            reason(
                "There is a store in {place} already.",
                who=Term("you"),
                verb=Term("name an empty place"),
                place=arriving.shown,
            )
        )
    told = came.rows(came.dialect.compile(log_format.select()))[0]
    writer.execute(arriving.compile(log_format.insert()), told)


def _events(reader: Connection, statements: Statements) -> Iterator[list[Row]]:
    after, last = -(2**63), _last(reader, statements)
    while page := reader.execute(statements.proof_page, [after, last, _PAGE]).fetchall():
        yield page
        after = page[-1][0]


def _entries(reader: Connection, statements: Statements) -> Iterator[list[Row]]:
    after: Sequence[object] = ("", -(2**63))
    while page := reader.execute(statements.entries, [*after, _PAGE]).fetchall():
        yield page
        after = page[-1][:2]


def _last(reader: Connection, statements: Statements) -> int:
    return reader.execute(statements.top).fetchone()[0] or 0


def _holding(place: Place) -> Report:
    report = verify(place)
    if not report.holds:
        raise MoveRefused(*(finding.what for finding in report.findings[:10]))
    return report


def _differs(dialect: Dialect) -> MoveRefused:
    return MoveRefused(
        reason(
            "What arrived in {place} is not what was sent.",
            who=Term("the administrator"),
            verb=Term("check that nobody writes to either store, then move it again"),
            place=dialect.shown,
        )
    )


def _clear_away(target: Place) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
