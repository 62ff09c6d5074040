"""What the log asks of a database, and the errors by which it names what went wrong."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec
from eventsourcing.persistence import DatabaseError, IntegrityError, OperationalError
from sqlalchemy import MetaData, Table
from sqlalchemy.sql import ClauseElement

from domain.errors import Reason, Refused, Term, reason

Row = tuple[Any, ...]
Place = Path | str
"""Where a store is: the path of a file, or a URL."""


class CommandTwice(IntegrityError):
    """The command's id is already in the log."""


class NotAStore(DatabaseError):
    """There is no store at that place, or its pages are damaged."""


class PositionTaken(IntegrityError):
    """Another process appended first; look at the head again."""


class StoreUnavailable(Refused, OperationalError):
    """The database cannot do it now; nothing was recorded unless the reasons say so."""


class ConnectionLost(StoreUnavailable):
    """The connection went away while it was in use: what was sent may have been done."""


class TailMissing(Refused):
    """Events at the end of the log are gone: nothing may be appended over the hole.

    Attributes:
        head: Position of the last event that is there.
        counter: Highest position ever given out.
    """

    def __init__(self, head: int, counter: int) -> None:
        super().__init__(
            reason(
                "The last events of this store are missing: {counter} were recorded, the last is {head}.",
                who=Term("the administrator"),
                verb=Term("verify the store, then restore a backup"),
                head=head,
                counter=counter,
            )
        )
        self.head = head
        self.counter = counter


def unavailable(why: Reason, **fields: object) -> StoreUnavailable:
    """Say of which store a reason holds."""
    return StoreUnavailable(msgspec.structs.replace(why, fields=fields))


class Cursor(Protocol):
    """Rows of one statement."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> "Cursor":
        """One statement more; the rows of the one before are given up."""
        ...

    def fetchone(self) -> Any:
        """The next row, if there is one."""

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        ...

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]], /) -> object:
        """One statement for each row."""

    def __iter__(self) -> Iterator[Any]:
        """Row by row."""
        ...


class Connection(Protocol):
    """A driver connection in autocommit mode."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Cursor:
        """One statement."""
        ...

    def cursor(self) -> Cursor:
        """For several rows of one statement."""
        ...

    def close(self) -> None:
        """Give it back to the database."""


class Dialect(Protocol):
    """One make of database at one place."""

    shown: str
    """The place as an operator may read it."""
    counter: str
    """Select the highest position ever given out, even if its row is gone."""
    integrity: str
    """What the database itself finds wrong; one row saying ``ok`` when it is sound."""
    strangers: str
    """Kind and name of what acts by itself in the store's tables and was not put there by Steward."""
    views: str
    """Names of what is read like a table and is none."""
    register_mark: str
    """Whole numbers that differ when a register entry has come or gone."""
    poll_s: float
    """How often appends of other processes are looked for where nothing tells of them sooner."""
    most_readers: int
    """Connections that may read at once."""
    serves: bool
    """Whether the database stamps and chains by itself, for several machines at once."""

    @property
    def errors(self) -> type[Exception]:
        """Root of the driver's errors."""
        ...

    def there(self) -> bool:
        """Whether there is anything that may hold a store."""
        ...

    def prepare(self) -> None:
        """Make the place fit for tables; safe to repeat and side by side.

        Raises:
            NotAStore: What is there is no database.
        """

    @classmethod
    def definitions(cls, metadata: MetaData) -> Sequence[str]:
        """Statements that make what is missing of the tables; made once a process."""
        ...

    def connect(self, *, durable: bool = True) -> Connection:
        """Open one pinned driver connection."""
        ...

    def begin_read(self, connection: Connection) -> None:
        """Begin to see the store as it stands now."""

    def begin_write(self, connection: Connection) -> None:
        """Begin a transaction that no other one can append beside."""

    def doubt(self, connection: Connection, *, texts: bool) -> bool:
        """Read texts that are none as bytes from here on, or stop at one; whether that makes a difference here."""
        ...

    def alone(self, connection: Connection) -> bool:
        """Whether nobody else makes checkpoints of the store until the open transaction ends."""
        ...

    def written_anew(self, table: Table) -> Sequence[str]:
        """Statements that write what is left of a table into fresh pages, where deleting leaves pieces in the old."""
        ...

    def leave_no_trace(self, connection: Connection) -> bool:
        """Take what was erased out of the database's own files; whether nobody stood in the way."""
        ...

    def in_transaction(self, connection: Connection) -> bool:
        """Whether a transaction is open that must be undone."""
        ...

    def lost(self, connection: Connection) -> bool:
        """Whether the connection is of no more use."""
        ...

    @classmethod
    def compile(cls, statement: ClauseElement) -> str:
        """The statement's text, its parameters as placeholders in the order they are written."""
        ...

    def translate(self, error: Exception) -> Exception:
        """The library's error for a driver's error, or the refusal that it comes to."""
        ...

    def listen(self, ring: Callable[[], None], stopped: Callable[[], bool]) -> None:
        """Ring for every append of whichever process until stopped; returns at once where nothing tells of them."""
