"""A case whole: its stream beside those that the same commands wrote to, with both times of each event (design 4).

Every event so far begins a thread of its own: its correlation is its command. Other streams are found through the
commands of the case, both indexed, and through what its facts name; no question reads the log through.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from domain.errors import Reason, Refused, Term, Unknown, reason
from domain.facts import Recorded
from domain.log import Undecodable
from domain.tickets.facts import Reported
from projections.asking.history import happened_by, known_at
from projections.asking.moments import AsOf, Axis
from projections.asking.registry import question
from projections.asking.views import Views
from projections.audit.relations import beside
from projections.tickets.story import StoryLine, told

BULK = 40
"""A command that wrote to more streams than this is told by its number: a whole file, a whole roster."""


class CaseLine(msgspec.Struct, frozen=True):
    """One event of the case, or beside it.

    Attributes:
        lane: Place of its stream in the lanes; 0 is the case itself.
        part: Its place among the events of its command, from 0.
        correlation: Command that began the thread.
        causation: Command that was its direct cause.
        beside: Places of the other lanes that the same command wrote to.
        more: Further streams that the same command wrote to, where they are too many to stand beside it.
    """

    line: StoryLine
    lane: int
    part: int | None
    correlation: str | None
    causation: str | None
    beside: list[int]
    more: int


class Unread(msgspec.Struct, frozen=True):
    """An event that this edition cannot read."""

    position: int
    stream: str
    fact: str


class CaseFile(msgspec.Struct, frozen=True):
    """A case as it was known, or as it had happened, at a moment.

    Attributes:
        read_at: The instant at which its clocks were read.
        lanes: The streams, the case's own first.
        lines: Their events in the order of the axis.
        unread: Events of the case that a newer edition wrote.
        pins, calendar: Rules and calendar by which it was accepted, of a ticket; ``ticket`` tells its limits.
    """

    stream: str
    site: str
    read_at: datetime
    lanes: list[str]
    lines: list[CaseLine]
    unread: list[Unread]
    pins: dict[str, str]
    calendar: str


@question("case")
def case(views: Views, *, stream: str, as_of: AsOf = None, axis: Axis = "recorded") -> CaseFile:
    """A case as a story: every event of its stream with both times, beside what the same commands recorded elsewhere."""
    there = views.log.audit.history(stream)
    own = _at(views, there, as_of, axis)
    if not own and not any(isinstance(one, Undecodable) for one in there):
        raise Unknown(_why_not(stream, there))
    others = _others(views, own, stream, as_of, axis)
    events = {event.position: event for event in (*own, *others.beside)}
    lanes = list(dict.fromkeys([stream, *(event.originator_id for event in events.values())]))
    lines = told(views, events.values(), axis)
    first = own[0].fact if own else None
    report = first if isinstance(first, Reported) else None
    read_at = views.instant(as_of)
    return CaseFile(
        stream=stream,
        site=own[0].site if own else "",
        read_at=read_at,
        lanes=lanes,
        lines=[_line(one, events[one.position], lanes, others) for one in lines],
        unread=[Unread(one.position, one.stream, one.name) for one in there if isinstance(one, Undecodable)],
        pins=dict(report.pins) if report else {},
        calendar=report.calendar if report else "",
    )


class _Others(msgspec.Struct, frozen=True):
    """What stands beside the case: events, and by command the streams that it wrote to."""

    beside: list[Recorded]
    streams: dict[str, list[str]]


def _at(views: Views, events: Iterable[Recorded | Undecodable], as_of: AsOf, axis: Axis) -> list[Recorded]:
    readable = [event for event in events if isinstance(event, Recorded)]
    if axis == "recorded":
        return known_at(readable, views.moment(as_of))
    if isinstance(as_of, int):
        raise Refused(reason("A time at which things happened is an instant, not a number of the log."))
    return happened_by(readable, as_of)


def _others(views: Views, own: Sequence[Recorded], stream: str, as_of: AsOf, axis: Axis) -> _Others:
    threads = {one for event in own for one in (event.command, event.correlation, event.causation) if one}
    written = [*own, *_at(views, views.log.audit.of_commands(sorted(threads), but=stream), as_of, axis)]
    streams: dict[str, list[str]] = {}
    for event in written:
        streams.setdefault(event.command or "", [])
        if event.originator_id not in streams[event.command or ""]:
            streams[event.command or ""].append(event.originator_id)
    kept = [
        event
        for event in written
        if event.originator_id != stream and len(streams[event.command or ""]) <= BULK
    ]
    return _Others([*kept, *_at(views, beside(views, stream, own), as_of, axis)], streams)


def _line(line: StoryLine, event: Recorded, lanes: Sequence[str], others: _Others) -> CaseLine:
    places = {name: place for place, name in enumerate(lanes)}
    written = [one for one in others.streams.get(event.command or "", []) if one != line.stream]
    shown = [places[one] for one in written if one in places]
    return CaseLine(
        line=line,
        lane=places[line.stream],
        part=event.part,
        correlation=event.correlation,
        causation=event.causation,
        beside=shown,
        more=len(written) - len(shown),
    )


def _why_not(stream: str, there: Sequence[Recorded | Undecodable]) -> Reason:
    """Why there is nothing to be told: nothing at all, or nothing yet at that moment."""
    first = next((event for event in there if isinstance(event, Recorded)), None)
    if first is None:
        return reason(
            "Nothing is recorded under “{stream}”.",
            who=Term("you"),
            verb=Term("check the address, or look it up"),
            stream=stream[:120],
        )
    return reason(
        "At that moment nothing of “{stream}” was known: its first fact happened at {happened} and was recorded at {at}.",
        who=Term("you"),
        verb=Term("choose a later moment"),
        stream=stream[:120],
        happened=first.happened_at,
        at=first.recorded_at,
    )
