"""The board of an exam's day as parts that are compared and sent by themselves."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, time, timedelta
from math import inf
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from console.sights import Row, Rows
from console.wiring import House
from projections.asking.moments import AsOf
from projections.exam.day import exam_day
from projections.exam.rows import ExamDay
from projections.rosters.onpost import MUSTER

OF_POSTS, OF_ROOMS = "post:", "floor:"
APART = ("posts", "rooms", "read_at")
"""Fields that are no part of the head: told in parts of their own, or not told, for they alter with every look."""


class Part(msgspec.Struct, frozen=True):
    """One part: ``head``, ``rooms``, ``post:`` with its code, or ``floor:`` with its place; ``at`` orders them."""

    id: str
    at: int
    value: Any


class ExamSight:
    """One exam at one site."""

    def __init__(self, house: House, site: str, campaign: str) -> None:
        self._house, self.site, self._campaign = house, site, campaign
        self._turns_at = inf

    def whole(self) -> Sequence[Row]:
        day = exam_day(self._house.views, site=self.site, campaign=self._campaign)
        self._turns_at = min((at for at in _turns(day) if at > day.read_at), default=inf)
        return list(parts(day))

    def after(self, known: Collection[str], streams: Collection[str]) -> Rows:
        """Anything of this campaign, the tickets of its rooms, and names."""
        if not any(self._concerns(stream) for stream in streams):
            return [], ()
        rows = self.whole()
        return rows, {*known, *(row.id for row in rows)}

    def _concerns(self, stream: str) -> bool:
        kind, _, rest = stream.partition(":")
        site, _, of = rest.partition(":")
        if kind == "member":
            return True
        return site == self.site and (kind == "ticket" or of.partition(":")[0] == self._campaign)

    def turns(self, now: datetime) -> bool:
        """Whether a turn has come, begun or ended, a milestone has passed, or a new local day has begun."""
        return now.timestamp() >= self._turns_at


def parts(day: ExamDay) -> Iterator[Part]:
    """The day in parts."""
    whole: dict[str, Any] = {name: getattr(day, name) for name in day.__struct_fields__ if name not in APART}
    rooms = day.rooms
    if rooms is not None:
        names = ("active", "in_use", "usable", "ready", "spares_left", "is_exhausted", "checks", "faults")
        whole["rooms"] = {name: getattr(rooms, name) for name in names}
        for at, floor in enumerate(rooms.floors):
            yield Part(f"{OF_ROOMS}{floor.building}{floor.floor}", at, floor)
    yield Part("head", 0, whole)
    for at, post in enumerate(day.posts):
        yield Part(f"{OF_POSTS}{post.code}", at, post)


def board_of(house: House, site: str, campaign: str, as_of: AsOf) -> dict[str, Any]:
    """A past moment as the component takes it: ``at`` in milliseconds, and ``board`` as the stream sends a whole one.

    Raises:
        Refused: Nothing was known of the campaign then.
    """
    return then_of(exam_day(house.views, site=site, campaign=campaign, as_of=as_of))


def then_of(day: ExamDay) -> dict[str, Any]:
    """A day of the past as the component takes it."""
    at = day.read_at * 1000
    board = {"server_now": at, "position": None, "rows": [msgspec.to_builtins(one) for one in parts(day)]}
    return {"at": at, "board": board}


def _turns(day: ExamDay) -> Iterator[float]:
    """Instants at which the day alters by itself."""
    for post in day.posts:
        if post.begins is not None and post.ends is not None:
            yield from (post.begins - MUSTER.total_seconds(), post.begins, post.ends)
        if post.next_at is not None:
            yield post.next_at - MUSTER.total_seconds()
    yield from (one.at for one in day.milestones)
    yield datetime.combine(day.today + timedelta(days=1), time.min, ZoneInfo(day.zone)).timestamp()
