"""The aggregates that the projector touched last, so that following a stream does not load it for every event."""

from collections import OrderedDict

from domain.aggregate import Aggregate
from domain.facts import Happened
from domain.log import Log
from projections.spine.model import Row

KEPT = 4_000
"""Aggregates kept; others are loaded again from the log when an event touches them."""


class Folded:
    """An aggregate in memory, with the rows that models show of it at this version, by model."""

    def __init__(self, aggregate: Aggregate) -> None:
        self.aggregate = aggregate
        self.rows: dict[str, Row | None] = {}

    def apply(self, event: Happened) -> bool:
        """Fold the next event; whether the aggregate takes notice of the fact, so that rows may turn.

        Raises:
            ValueError: Events between the last and this one are missing.
        """
        aggregate, version = self.aggregate, event.originator_version
        if aggregate.version != version - 1:
            raise _missing(aggregate)
        return aggregate.apply(event) or version == 1


class Memory:
    """Aggregates by stream, the longest untouched one given up first."""

    def __init__(self, log: Log, kept: int = KEPT) -> None:
        self._log, self._kept = log, kept
        self._folded: OrderedDict[str, Folded] = OrderedDict()

    def before(self, event: Happened, aggregate: type[Aggregate]) -> Folded:
        """The aggregate as it was right before an event, from memory or from the log.

        Raises:
            ValueError: The log does not hold all the events before it.
        """
        stream, version = event.originator_id, event.originator_version - 1
        folded = self._folded.get(stream)
        if folded is not None and folded.aggregate.version == version:
            self._folded.move_to_end(stream)
            return folded
        folded = Folded(self._load(stream, version, aggregate))
        self._folded[stream] = folded
        if len(self._folded) > self._kept:
            self._folded.popitem(last=False)
        return folded

    def forget(self, stream: str) -> None:
        """Give up an aggregate that an event has left half changed."""
        self._folded.pop(stream, None)

    def _load(self, stream: str, version: int, aggregate: type[Aggregate]) -> Aggregate:
        loaded = aggregate(stream)
        if version > 0:
            loaded.replay(one for one in self._log.stream(stream) if one.originator_version <= version)
        if loaded.version != version:
            raise _missing(loaded)
        return loaded


def _missing(aggregate: Aggregate) -> ValueError:
    return ValueError(f"version {aggregate.version + 1} of the stream is missing")
