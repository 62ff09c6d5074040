"""The rows of state models while a page of events is folded: which began, which ended, which did both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.spine.intervals import node
from projections.spine.model import StateModel

if TYPE_CHECKING:
    from projections.spine.memory import Folded
    from projections.spine.reference import Reference
    from projections.spine.track import Batch, Track


class Life:
    """One stream's row in one track, as its aggregate is folded.

    Attributes:
        row: The row that holds now; ``None`` while there is none.
    """

    def __init__(
        self, track: Track, model: StateModel, folded: Folded, reference: Reference, batch: Batch
    ) -> None:
        self.track = track
        self._row_of, self._aggregate, self._reference, self._batch = (
            model.row,
            folded.aggregate,
            reference,
            batch,
        )
        self._key, self._values, self._close = folded.aggregate.id, track.values, batch.closed.append
        self._since = 0
        if model.name in folded.rows:
            self.row = folded.rows[model.name]
        else:
            self.row = model.row(folded.aggregate, reference) if folded.aggregate.exists else None

    def turn(self, position: int) -> None:
        """Compare with the row that the aggregate has now come to; another one begins at a position."""
        before, after = self.row, self._row_of(self._aggregate, self._reference)
        if after == before:
            return
        if before is not None:
            if since := self._since:
                self._close((self._key, since, position, node(since, position), *self._values(before)))
            else:
                self._batch.ended[self._key] = position
        self.row, self._since = after, position

    def rest(self) -> None:
        """The page is over: what began in it and still holds stays open."""
        if self._since and self.row is not None:
            self._batch.opened[self._key] = (self._since, self.row)
