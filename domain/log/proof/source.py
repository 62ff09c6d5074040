"""The log as a checkpoint is made of it: read on from the last one, each event checked against the one before it."""

from collections.abc import Iterator
from time import monotonic, sleep

from domain.errors import Reason, Refused, Term, reason
from domain.log import chain
from domain.log.dialects.dialect import Connection
from domain.log.migrate import Store
from domain.log.proof.checkpoint import Checkpoint
from domain.log.proof.merkle import Frontier, leaf_data, leaf_hash
from domain.log.statements import Statements

_PAGE = 2_000


class CheckpointRefused(Refused):
    """A folder gets no checkpoint; the reason says why."""


class Source:
    """The log as it stands in one moment, read on from any of its events.

    Attributes:
        hash: Stored hash of the last event read.
    """

    def __init__(self, moment: Connection, statements: Statements, store: Store, rest: float) -> None:
        self._moment, self._statements, self._store, self._rest = moment, statements, store, rest
        _, head, *_ = moment.execute(statements.head).fetchone()
        self._head: int = head or 0
        self.hash = store.genesis

    def holds(self, newest: Checkpoint, record: bytes) -> bool:
        """Whether the log still holds the last event of a checkpoint, as the witness file has it."""
        if newest.size == 0:
            return True
        row = self._moment.execute(self._statements.proof_page, [newest.size - 1, newest.size, 1]).fetchone()
        if row is None:
            return False
        return leaf_data(row[1], chain.digest(row[3:])) == record and row[2] == newest.chain

    def records(self, newest: Checkpoint | None, tree: Frontier) -> Iterator[bytes]:
        """What the witness file says of each event after a checkpoint; the tree grows with them.

        Raises:
            CheckpointRefused: An event does not follow from the one before it.
        """
        position, self.hash = (newest.size, newest.chain) if newest else (0, self._store.genesis)
        while position < self._head:
            began = monotonic()
            page = self._moment.execute(self._statements.proof_page, [position, self._head, _PAGE]).fetchall()
            for row in page:
                digest = chain.digest(row[3:])
                if row[0] != position + 1 or row[2] != chain.link(self.hash, row[0], row[1], digest):
                    raise CheckpointRefused(_broken(position + 1))
                position, self.hash = row[0], row[2]
                record = leaf_data(row[1], digest)
                tree.grow(leaf_hash(record))
                yield record
            if position < self._head:
                sleep(self._rest * (monotonic() - began))


def _broken(position: int) -> Reason:
    return reason(
        "Event {position} does not follow from the one before it.",
        who=Term("the administrator"),
        verb=Term("run “steward verify”"),
        position=str(position),
    )
