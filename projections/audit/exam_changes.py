"""An exam's day at two moments: post by post and room by room, and what of it was not known or has been restated."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

import msgspec

from domain.facts import SHAPES, Recorded
from domain.named import Named
from domain.rooms.results import Tick
from domain.roster.attendance import duty_stream
from domain.roster.duty_facts import ArrivalCorrected
from projections.asking.history import known_at
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.audit.changes import in_time, standing_of
from projections.audit.shapes import Change, Standing
from projections.campaigns.overview import CAMPAIGNS
from projections.exam.day import exam_day
from projections.exam.rows import ExamDay, PostNow
from projections.members import names
from projections.rooms.rows import RoomCell
from projections.tickets.story import LATE_NOTE


class Stand(msgspec.Struct, frozen=True):
    """How a post or a room stood.

    Attributes:
        state: Of a post ``manned``, ``lacking``, ``coming``, ``later``, ``over`` or ``not_ours``; of a room
            ``in_order``, ``failed`` or ``unchecked``.
        here, heads: Of a post; 0 of a room.
        fault: What is out of order in a room.
    """

    state: str
    here: int = 0
    heads: int = 0
    fault: Named | None = None


class ExamPair(msgspec.Struct, frozen=True):
    """One post or room at both moments; ``None`` where it was not on the board."""

    id: str
    kind: Literal["post", "room"]
    name: Named
    then: Stand | None
    now: Stand | None
    changes: list[Change] = []


class ExamNumbers(msgspec.Struct, frozen=True):
    """The four numbers of the board."""

    here: int
    heads: int
    usable: int
    rooms: int
    reserve: int
    calls: int


class ExamChanges(msgspec.Struct, frozen=True):
    """Both moments with their numbers, and every post and room that was on the board at either."""

    then: Standing
    now: Standing
    then_numbers: ExamNumbers
    now_numbers: ExamNumbers
    pairs: list[ExamPair]


@question("audit_exam")
def audit_exam(views: Views, *, site: str, campaign: str, then: datetime, as_of: AsOf = None) -> ExamChanges:
    """An exam's day at an earlier moment beside the day as of now or a later one, and what differs.

    Raises:
        Refused: The moment to begin with is the later one, or nothing was known of the exam by then.
    """
    in_time(views, then, as_of)
    with views.snapshot(as_of) as snapshot:
        earlier = standing_of(views, then, snapshot.at(views.moment(then)).position(CAMPAIGNS))
        later = standing_of(views, as_of, snapshot.position(CAMPAIGNS))
        before = exam_day(views, site=site, campaign=campaign, as_of=then)
        after = exam_day(views, site=site, campaign=campaign, as_of=as_of)
        told = _written_since(views, site, campaign, earlier, later)
    pairs = [*_posts(before, after, told), *_rooms(before, after)]
    return ExamChanges(earlier, later, _numbers(before), _numbers(after), pairs)


def _numbers(day: ExamDay) -> ExamNumbers:
    rooms = day.rooms
    usable, active = (rooms.usable, rooms.active) if rooms else (0, 0)
    return ExamNumbers(day.here, day.heads, usable, active, day.reserve_left, len(day.calls))


def _posts(before: ExamDay, after: ExamDay, told: Mapping[str, list[Change]]) -> Iterator[ExamPair]:
    old, new = ({one.code: one for one in day.posts} for day in (before, after))
    for code in dict.fromkeys((*old, *new)):
        then, now = old.get(code), new.get(code)
        one = now or then
        if one is not None:
            stands = _post(then), _post(now)
            turned = _turned("post", *stands)
            changes = [*told.get(code, ()), *([turned] if turned else [])]
            yield ExamPair(f"post:{code}", "post", one.name, *stands, changes=changes)


def _post(post: PostNow | None) -> Stand | None:
    if post is None:
        return None
    state = post.state
    if state == "on":
        state = "lacking" if post.here < post.heads else "manned"
    return Stand(state, post.here, post.heads)


def _rooms(before: ExamDay, after: ExamDay) -> Iterator[ExamPair]:
    old, new = ({cell.room: cell for cell in _cells(day)} for day in (before, after))
    for room in dict.fromkeys((*old, *new)):
        stands = _room(old.get(room)), _room(new.get(room))
        turned = _turned("room", *stands)
        changes = [turned] if turned else []
        yield ExamPair(f"room:{room}", "room", Named(zh=room, en=room), *stands, changes=changes)


def _cells(day: ExamDay) -> Iterator[RoomCell]:
    for floor in day.rooms.floors if day.rooms else ():
        yield from floor.rooms


def _room(cell: RoomCell | None) -> Stand | None:
    if cell is None:
        return None
    if Tick.FAILED in cell.ticks:
        return Stand("failed", fault=cell.fault)
    whole = all(tick is None or tick is not Tick.UNDONE for tick in cell.ticks)
    return Stand("in_order" if whole else "unchecked")


_TROUBLE = frozenset({"lacking", "failed"})


def _turned(what: str, then: Stand | None, now: Stand | None) -> Change | None:
    """What became of a post or a room between the moments."""
    if now is None or then == now:
        return None
    if then is None:
        return Change("new", what)
    if now.state in _TROUBLE and then.state not in _TROUBLE:
        return Change("breached", what, before=then.state, after=now.state)
    return Change("done", what, before=then.state, after=now.state)


def _written_since(
    views: Views, site: str, campaign: str, earlier: Standing, later: Standing
) -> Mapping[str, list[Change]]:
    """What was recorded about posts between the moments though it had happened before, and what was corrected."""
    prefix = duty_stream(site, campaign, "")
    found: dict[str, list[Change]] = defaultdict(list)
    events = views.log.search(stream_prefix=prefix, after=earlier.position, limit=10_000)
    read = known_at((one for one in events if isinstance(one, Recorded)), later.position)
    known = names(views, {event.by for event in read})
    for event in read:
        change = _change(event, earlier, known)
        if change is not None:
            found[event.originator_id.removeprefix(prefix).partition("/")[0]].append(change)
    return found


def _change(event: Recorded, earlier: Standing, known: Mapping[str, str]) -> Change | None:
    recorded_at = event.recorded_at or event.happened_at
    happened, recorded = (int(at.timestamp() * 1000) for at in (event.happened_at, recorded_at))
    late = recorded_at - event.happened_at
    told = SHAPES[type(event.fact)].name, happened, recorded, int(late.total_seconds()), known[event.by]
    if isinstance(event.fact, ArrivalCorrected):
        return Change("restated", *told)
    return Change("unknown", *told) if happened <= earlier.at and late > LATE_NOTE else None
