"""Whether a store still says what was recorded: every hash, every position, every register entry, every checkpoint.

The log is read once, page by page, in constant memory. One changed row gives one finding that names it: a row is judged
by the hash stored before it, and a row that only suffers from its neighbour is acquitted afterwards. A tail cut off
together with its counter, and a log rewritten from some point to its end, only show against checkpoints kept elsewhere;
as far as those reach, they are the judge.
"""

from collections.abc import Callable, Container, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from itertools import chain
from pathlib import Path

import msgspec

from domain.log.connections import Connections
from domain.log.dialects import Dialect, Place, dialect_of
from domain.log.dialects.dialect import Connection, NotAStore, Row
from domain.log.findings import Finding, counter_wrong, finding, stream_broken
from domain.log.links import Links
from domain.log.migrate import Store, no_store, read_store
from domain.log.proof.covering import Cover, Covered
from domain.log.proof.export import Export
from domain.log.proof.roots import LONG, HelperLost, Roots
from domain.log.proof.trust import Pin, origin_of
from domain.log.reconciled import reconciled
from domain.log.seals import Seals
from domain.log.statements import Statements

_PAGE = 2048
_LEAST = -(2**63)


class Witnesses(msgspec.Struct, frozen=True):
    """What was kept elsewhere of a store.

    Attributes:
        folders: Where checkpoints are.
        known: The key that they must be signed with, for a store's id; ``None`` where nobody named one.
        required: Whether it is a finding that a folder holds none.
        made: The folders, resolved, into which checkpoints of a store were ever made: none there is a finding anyhow.
    """

    folders: Sequence[Path] = ()
    known: Callable[[Store], Pin | None] = lambda _: None
    required: bool = True
    made: Callable[[Store], Container[Path]] = lambda _: ()


class Report(msgspec.Struct, frozen=True):
    """What a verification found.

    Attributes:
        checked: Events read.
        entries: Register entries read.
        head: Position of the last event, 0 while there is none.
        hash: Its stored hash, or the one before the first event.
        findings: Empty when all is as it was recorded.
        covered: How far the checkpoints in each folder reach.
        read: Whether the log could be read at all; else every number here says nothing.
    """

    checked: int
    entries: int
    head: int
    hash: bytes
    findings: list[Finding]
    covered: list[Covered] = []
    read: bool = True

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    @property
    def uncovered(self) -> int | None:
        """How many events no checkpoint speaks of yet; ``None`` where no event was read."""
        if not self.read:
            return None
        return max(self.head - max((one.size for one in self.covered), default=0), 0)


def verify(
    place: Place, witnesses: Witnesses | None = None, on_progress: Callable[[int], object] = lambda _: None
) -> Report:
    """Read a whole store and name everything in it that is not as it was recorded; safe while it is in use.

    Args:
        place: The store.
        witnesses: What was kept of it elsewhere.
        on_progress: Is told how many events have been read.

    Raises:
        NoStore: There is none.
        NewerFormat: A newer edition wrote it.
    """
    with _moment(place) as (store, dialect, moment):
        statements = Statements.of(dialect)
        if missing := _missing(dialect, statements):
            return Report(0, 0, 0, store.genesis, missing, read=False)
        judged = partial(_verify, store, dialect, statements, moment, witnesses or Witnesses(), on_progress)
        try:
            return _doubting(dialect, moment, partial(judged, helped=True))
        except HelperLost:
            return _doubting(dialect, moment, partial(judged, helped=False))


def verify_tail(place: Place, last: int) -> Report:
    """Read only the newest events: do they follow from each other, up to the counter? No register entry is read.

    Raises:
        NoStore: There is none.
        NewerFormat: A newer edition wrote it.
    """
    with _moment(place) as (store, dialect, moment):
        statements = Statements.of(dialect)
        counter, head, *_ = moment.execute(statements.head).fetchone()
        links = Links(store.genesis, store.recomputed)
        after = max((head or 0) - last, 0)
        if after and (before := moment.execute(statements.proof_page, [after - 1, head, 1]).fetchone()):
            links.begin_after(*before[:3])
        for page in _events(moment, statements, head or 0, links.position):
            links.page(page)
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


def _doubting(dialect: Dialect, moment: Connection, judged: Callable[..., Report]) -> Report:
    """Once more, and more carefully, where the database holds a text that is none."""
    dialect.doubt(moment, texts=False)
    try:
        return judged(texts=False)
    except dialect.errors:
        if not dialect.doubt(moment, texts=True):
            raise
        return judged(texts=True)


def _verify(
    store: Store,
    dialect: Dialect,
    statements: Statements,
    moment: Connection,
    witnesses: Witnesses,
    on_progress: Callable[[int], object],
    *,
    helped: bool,
    texts: bool,
) -> Report:
    """All in one moment of the store, but for what the database answers by itself."""
    counter, head, *_ = moment.execute(statements.head).fetchone()
    links = Links(store.genesis, store.recomputed)
    with ExitStack() as stack:
        aside = stack.enter_context(ThreadPoolExecutor(1)).submit(_aside, dialect, statements, texts=texts)
        seals = stack.enter_context(Seals())
        covers = [Cover(one, origin_of(store), witnesses.known(store)) for one in _exports(store, witnesses)]
        for cover in covers:
            stack.callback(cover.close)
        sizes = (one.size for cover in covers for one in cover.checkpoints)
        roots = Roots(sizes, store.genesis, helped=helped and (head or 0) >= LONG)
        stack.callback(roots.close)
        for page in chain(_hidden(moment, statements), _events(moment, statements, head or 0)):
            _take(page, links, seals, covers, roots)
            on_progress(links.checked)
        roots.end()
        seals.compare(_entries(moment, statements))
        findings, broken, strangers = aside.result()
        if not (store.intact and store.alone):
            findings.append(finding("store"))
        findings += [finding("stranger", sort=sort, name=name) for sort, name in strangers]
        findings += reconciled(links.findings(), covers, roots, head or 0)
        findings += counter_wrong(counter, head or 0)
        findings += broken
        findings += seals.findings()
        covered = [cover.covered for cover in covers]
        findings += _without_any([one.covered.folder for one in covers if one.empty], store, witnesses)
        return Report(links.checked, seals.entries, links.position, links.hash, findings, covered)


def _aside(
    dialect: Dialect, statements: Statements, *, texts: bool
) -> tuple[list[Finding], list[Finding], list[Row]]:
    """What is wrong with the file, which streams have holes, and what acts in the store that Steward did not put there.

    The database counts while the log is being hashed.
    """
    with closing(dialect.connect()) as connection:
        dialect.doubt(connection, texts=texts)
        problems = [str(row[0]) for row in connection.execute(dialect.integrity)]
        broken = [stream_broken(*row) for row in connection.execute(statements.broken_streams)]
        strangers = list(connection.execute(dialect.strangers))
    return [finding("file", detail=one) for one in problems if one != "ok"], broken, strangers


def _exports(store: Store, witnesses: Witnesses) -> list[Export]:
    return [Export(folder, store.id) for folder in witnesses.folders]


def _without_any(folders: Sequence[Path], store: Store, witnesses: Witnesses) -> Iterator[Finding]:
    """Folders that hold no checkpoint although there were some, or although they must."""
    made = witnesses.made(store)
    for folder in folders:
        if folder.resolve() in made:
            yield finding("checkpoints_gone", folder=str(folder))
        elif witnesses.required:
            yield finding("no_checkpoints", folder=str(folder))


def _take(page: Sequence[Row], links: Links, seals: Seals, covers: Sequence[Cover], roots: Roots) -> None:
    records = links.page(page)
    seals.page(page)
    if covers:
        roots.page(page, records)
    for cover in covers:
        cover.page(page, records)


def _missing(dialect: Dialect, statements: Statements) -> list[Finding]:
    """Tables that are not there, or have other columns; outside the moment, which the first failure would end."""
    found: list[Finding] = []
    with closing(dialect.connect()) as connection:
        views = {name for (name,) in connection.execute(dialect.views).fetchall()}
        for table, sql in statements.required.items():
            if table in views:
                found.append(finding("table", table=table, detail="view"))
                continue
            try:
                connection.execute(sql).fetchone()
            except dialect.errors as error:
                found.append(finding("table", table=table, detail=str(error).partition("\n")[0]))
    return found


def _hidden(moment: Connection, statements: Statements) -> Iterator[Sequence[Row]]:
    """Events at the least position of all, behind which every page begins: their streams read them all the same."""
    if rows := moment.execute(statements.proof_at, [_LEAST]).fetchall():
        yield rows


def _events(
    moment: Connection, statements: Statements, head: int, after: int = _LEAST
) -> Iterator[Sequence[Row]]:
    while page := moment.execute(statements.proof_page, [after, head, _PAGE]).fetchall():
        yield page
        after = page[-1][0]


def _entries(moment: Connection, statements: Statements) -> Iterator[Row]:
    after: Row = ("", _LEAST)
    while page := moment.execute(statements.entries, [*after, _PAGE]).fetchall():
        yield from page
        after = page[-1][:2]
