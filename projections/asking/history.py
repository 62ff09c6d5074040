"""The events of one stream as they were known at a moment, or as they really happened by it."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from domain.aggregate import Aggregate
from domain.errors import Refused, reason
from domain.facts import Recorded
from projections.asking.moments import AsOf, Axis
from projections.asking.views import Views

A = TypeVar("A", bound=Aggregate)


def stream_at(views: Views, stream: str, as_of: AsOf, axis: Axis) -> list[Recorded]:
    """The events of a stream as of a moment, in the order in which they are to be folded.

    Raises:
        Refused: A position was given for the time at which things happened.
    """
    return _as_of(views, views.log.stream(stream), as_of, axis)


def streams_at(views: Views, prefix: str, as_of: AsOf, axis: Axis) -> list[Recorded]:
    """The events of all streams that begin like this; raises as :func:`stream_at`."""
    found: list[Recorded] = []
    after = 0
    while page := views.log.search(stream_prefix=prefix, after=after):
        found += (event for event in page if isinstance(event, Recorded))
        after = page[-1].position
    return _as_of(views, found, as_of, axis)


def folded(aggregate: A, events: Iterable[Recorded], axis: Axis) -> A:
    """The aggregate that these events of its stream lead to, in the order of :func:`stream_at`."""
    return aggregate.replay_as_happened(events) if axis == "happened" else aggregate.replay(events)


def _as_of(views: Views, events: list[Recorded], as_of: AsOf, axis: Axis) -> list[Recorded]:
    if axis == "recorded":
        return known_at(events, views.moment(as_of))
    if isinstance(as_of, int):
        raise Refused(reason("A time at which things happened is an instant, not a number of the log."))
    return happened_by(events, as_of)


def known_at(events: Iterable[Recorded], moment: int | None) -> list[Recorded]:
    """Events recorded up to a position, in the order of the log; all of them for ``None``."""
    return [event for event in events if moment is None or event.position <= moment]


def happened_by(events: Iterable[Recorded], instant: datetime | None) -> list[Recorded]:
    """Events that had happened by an aware instant, whenever they were recorded, in the order in which they happened.

    A stream's first event stays first among those of its second: before it there was nothing.
    """
    told = [event for event in events if instant is None or event.happened_at <= instant]
    return sorted(told, key=lambda event: (event.happened_at, event.position))
