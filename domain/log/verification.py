"""Whether a store still says what was recorded: every hash, every position, every register entry.

The log is read once, page by page, in constant memory. One changed row gives one finding that names it: a
row is judged by the hash stored before it, and a row that only suffers from its neighbour is acquitted afterwards.
What nobody can see here: a tail cut off together with its counter, and a log rewritten from some point to its
end. Both need a checkpoint kept elsewhere.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager

import msgspec

from domain.log.connections import Connections
from domain.log.dialects import Dialect, Place, dialect_of
from domain.log.dialects.dialect import Connection, NotAStore, Row
from domain.log.findings import Finding, counter_wrong, finding, stream_broken
from domain.log.links import Links
from domain.log.migrate import Store, no_store, read_store
from domain.log.seals import Seals
from domain.log.statements import Statements

_PAGE = 2000


class Report(msgspec.Struct, frozen=True):
    """What a verification found.

    Attributes:
        checked: Events read.
        entries: Register entries read.
        head: Position of the last event, 0 while there is none.
        hash: Its stored hash, or the one before the first event; keep it elsewhere as a checkpoint.
        findings: Empty when all is as it was recorded.
    """

    checked: int
    entries: int
    head: int
    hash: bytes
    findings: list[Finding]

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def verify(place: Place) -> Report:
    """Read a whole store and name everything in it that is not as it was recorded; safe while it is in use.

    Raises:
        NoStore: There is none.
        NewerFormat: A newer edition wrote it.
    """
    with _moment(place) as (store, dialect, moment):
        return _verify(store, dialect, moment)


def verify_tail(place: Place, last: int) -> Report:
    """Read only the newest events: do they follow from each other, up to the counter? No register entry is read.

    Raises:
        NoStore: There is none.
        NewerFormat: A newer edition wrote it.
    """
    with _moment(place) as (store, dialect, moment):
        statements = Statements(dialect)
        counter, head, *_ = moment.execute(statements.head).fetchone()
        links = Links(store.genesis, store.recomputed)
        after = max((head or 0) - last, 0)
        if after and (before := moment.execute(statements.proof_page, [after - 1, head, 1]).fetchone()):
            links.begin_after(*before[:3])
        for row in _events(moment, statements, head or 0, links.position):
            links.check(row)
        findings = [*links.findings(), *counter_wrong(counter, head or 0)]
        return Report(links.checked, 0, links.position, links.hash, findings)


@contextmanager
def _moment(place: Place) -> Generator[tuple[Store, Dialect, Connection]]:
    dialect = dialect_of(place, suspicious=True)
    if not dialect.there():
        raise no_store(dialect)
    connections = Connections(dialect)
    try:
        store = read_store(connections)
        with connections.moment() as moment:
            yield store, dialect, moment
    except NotAStore as error:
        raise no_store(dialect) from error
    finally:
        connections.close()


def _verify(store: Store, dialect: Dialect, moment: Connection) -> Report:
    """All in one moment of the store."""
    statements = Statements(dialect)
    problems = [str(row[0]) for row in moment.execute(dialect.integrity)]
    findings = [finding("file", detail=problem) for problem in problems if problem != "ok"]
    if not store.intact:
        findings.append(finding("store"))
    counter, head, *_ = moment.execute(statements.head).fetchone()
    links = Links(store.genesis, store.recomputed)
    with Seals() as seals:
        for row in _events(moment, statements, head or 0):
            links.check(row)
            seals.collect(row[0], row[7])
        seals.compare(_entries(moment, statements))
        findings += links.findings()
        findings += counter_wrong(counter, head or 0)
        findings += [stream_broken(*row) for row in moment.execute(statements.broken_streams)]
        findings += seals.findings()
        return Report(links.checked, seals.entries, links.position, links.hash, findings)


def _events(moment: Connection, statements: Statements, head: int, after: int = -(2**63)) -> Iterator[Row]:
    while page := moment.execute(statements.proof_page, [after, head, _PAGE]).fetchall():
        yield from page
        after = page[-1][0]


def _entries(moment: Connection, statements: Statements) -> Iterator[Row]:
    after: Row = ("", -(2**63))
    while page := moment.execute(statements.entries, [*after, _PAGE]).fetchall():
        yield from page
        after = page[-1][:2]
