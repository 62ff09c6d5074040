"""The duty desk at two moments, row by row: what was not known then, what came, was done or ran out since."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from domain.errors import Refused, Term, reason
from domain.facts import SHAPES, Recorded
from domain.tickets.facts import Reopened, Urged
from domain.tickets.state import FINAL
from domain.tickets.ticket import Ticket
from projections.asking.history import known_at
from projections.asking.moments import AsOf, Axis
from projections.asking.registry import question
from projections.asking.views import Views
from projections.audit.desk import Streams, desk, ended
from projections.audit.shapes import Change, Kind, Standing
from projections.members import names
from projections.tickets.queue import QUEUE, BoardClock, BoardRow
from projections.tickets.story import LATE_NOTE

REPORTED = "ticket.reported"


class Pair(msgspec.Struct, frozen=True):
    """One ticket at both moments.

    Attributes:
        then: Its row, ``None`` where it was not on the desk.
        now: The same; also of a ticket that has ended since.
        reported_at, recorded_at: When it was reported, and when that was recorded.
        ended: Step with which it ended; empty while it is open.
    """

    id: str
    number: str
    then: BoardRow | None
    now: BoardRow | None
    reported_at: int
    recorded_at: int
    ended: str = ""
    ended_at: int | None = None
    changes: list[Change] = []


class DeskChanges(msgspec.Struct, frozen=True):
    """Both moments, and every ticket that was on the desk at either of them, in the order of the earlier one."""

    then: Standing
    now: Standing
    pairs: list[Pair]


@question("audit_desk")
def audit_desk(
    views: Views, *, site: str, then: datetime, as_of: AsOf = None, axis: Axis = "recorded"
) -> DeskChanges:
    """The duty desk at an earlier moment beside the desk as of now or a later one, and what differs.

    On the axis ``happened`` the earlier desk is told as it really was, as far as the later moment knows.

    Raises:
        Refused: The moment to begin with is the later one.
    """
    in_time(views, then, as_of)
    return desks(views, site, then, as_of, axis, Streams(views))


def desks(
    views: Views,
    site: str,
    then: datetime,
    as_of: AsOf,
    axis: Axis,
    streams: Streams | None,
) -> DeskChanges:
    """As :func:`audit_desk`; without ``streams`` the events of rows that are alike are not looked into."""
    with views.snapshot(as_of) as snapshot:
        now = standing_of(views, as_of, snapshot.position(QUEUE))
        earlier = standing_of(views, then, snapshot.at(views.moment(then)).position(QUEUE))
        before = {row.id: row for row in desk(views, site, then, axis, as_of)}
        after = {row.id: row for row in desk(views, site, as_of, "recorded", as_of)}
        told = _Told(views, earlier, now, axis, streams)
        pairs = [told.pair(id, before.get(id), after.get(id)) for id in dict.fromkeys((*before, *after))]
        return DeskChanges(earlier, now, told.finished(pairs))


class _Told:
    """Tells pairs; names of who recorded are looked up for all of them at once."""

    def __init__(
        self, views: Views, earlier: Standing, now: Standing, axis: Axis, streams: Streams | None
    ) -> None:
        self._views, self._then, self._now, self._axis = views, earlier, now, axis
        self._is_brief, self._streams = streams is None, streams or Streams(views)

    def pair(self, id: str, then: BoardRow | None, now: BoardRow | None) -> Pair:
        if self._is_brief and then is not None and then == now:
            turned = list(self._of_clocks(then, now))
            return Pair(id, then.number, then, now, then.reported_at, then.reported_at, changes=turned)
        events = known_at(self._streams.of(id), self._now.position)
        ticket = Ticket(id).replay(events)
        end = next((code for code in sorted(FINAL) if code in ticket.steps), "") if now is None else ""
        shown = now if now is not None else next(iter(ended(self._views, [ticket])), None)
        changes = [*self._of_events(events), *self._of_clocks(then, shown)]
        if end:
            changes.append(Change("ended", end, happened_at=_millis(ticket.steps[end])))
        first = events[0]
        return Pair(
            id=id,
            number=ticket.number,
            then=then,
            now=shown,
            reported_at=_millis(first.happened_at),
            recorded_at=_millis(first.recorded_at or first.happened_at),
            ended=end,
            ended_at=_millis(ticket.steps[end]) if end else None,
            changes=changes,
        )

    def _of_events(self, events: Sequence[Recorded]) -> Iterator[Change]:
        """What was recorded since: what had happened before, what began anew, and calls that joined the ticket."""
        for event in events:
            known = event.position <= self._then.position
            happened = _millis(event.happened_at)
            if known if self._axis == "recorded" else happened <= self._then.at:
                continue
            late = (event.recorded_at or event.happened_at) - event.happened_at
            kind = _kind(event, before=happened <= self._then.at, is_late=late > LATE_NOTE)
            if kind is not None:
                recorded = _millis(event.recorded_at or event.happened_at)
                late_s = int(late.total_seconds())
                yield Change(kind, SHAPES[type(event.fact)].name, happened, recorded, late_s, event.by)

    def _of_clocks(self, then: BoardRow | None, now: BoardRow | None) -> Iterator[Change]:
        if then is None or now is None:
            return
        old = {clock.code: clock for clock in then.clocks}
        for clock in now.clocks:
            change = _clock(old.get(clock.code), clock, self._then.at, self._now.at)
            if change is not None:
                yield change

    def finished(self, pairs: Sequence[Pair]) -> list[Pair]:
        """With names in the place of accounts."""
        known = names(self._views, {change.by for pair in pairs for change in pair.changes if change.by})
        return [_named(pair, known) for pair in pairs]


def _named(pair: Pair, known: Mapping[str, str]) -> Pair:
    changes = [msgspec.structs.replace(one, by=known[one.by]) if one.by else one for one in pair.changes]
    return msgspec.structs.replace(pair, changes=changes)


def _kind(event: Recorded, *, before: bool, is_late: bool) -> Kind | None:
    """What an event that was recorded since means; ``None`` for an ordinary step, which its clocks tell."""
    if event.originator_version == 1:
        return "unknown" if before else "new"
    if isinstance(event.fact, Urged):
        return "merged"
    if isinstance(event.fact, Reopened):
        return "restated"
    return "unknown" if before and is_late else None


def _clock(old: BoardClock | None, new: BoardClock, then: int, now: int) -> Change | None:
    """What became of a clock between two instants; ``None`` where it stands as it stood, or has only begun."""
    was, is_ = _state(old, then), _state(new, now)
    if was in {"met", "late", "void"} and was != is_:
        return Change("restated", new.code, before=was, after=is_)
    if was == "red" and is_ == "met":
        return Change("restated", new.code, before=was, after=is_)
    if is_ in {"late", "red"} and was not in {"red", "late"}:
        late_s = new.late_s if is_ == "late" else (now - (new.due_at or now)) // 1000
        return Change("breached", new.code, late_s=late_s, after=is_)
    if was != is_ and is_ in {"met", "late"}:
        return Change("done", new.code, late_s=new.late_s, after=is_)
    if old is not None and is_ == was == "running" and old.due_at != new.due_at:
        return Change("restated", new.code, before=old.due_at, after=new.due_at)
    return None


def _state(clock: BoardClock | None, at: int) -> str:
    """The state in which a clock is shown; ``red`` once it is over its limit to the second."""
    if clock is None:
        return ""
    over = clock.state == "running" and clock.due_at is not None and clock.due_at // 1000 < at // 1000
    return "red" if over else clock.state


def in_time(views: Views, then: datetime, as_of: AsOf) -> None:
    """Refuse to compare with what had not come by the later moment."""
    if then > (views.clock() if as_of is None else views.instant(as_of)):
        raise Refused(
            reason(
                "The moment {at} comes after the one that it is compared with.",
                who=Term("you"),
                verb=Term("swap the two"),
                at=then,
            )
        )


def standing_of(views: Views, as_of: AsOf, position: int) -> Standing:
    """A moment by the instant at which its clocks are read."""
    return Standing(_millis(views.clock() if as_of is None else views.instant(as_of)), position)


def _millis(at: datetime) -> int:
    return int(at.timestamp() * 1000)
