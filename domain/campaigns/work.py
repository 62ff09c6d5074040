"""A task of a campaign and what became of it: its colour, and how late it is (EXM-36)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from domain.calendar import local_date
from domain.campaigns.due import Colour, colour_open, days_over
from domain.campaigns.template import Task
from domain.facts import TextRef


class Work(msgspec.Struct, frozen=True):
    """A task and what became of it.

    Attributes:
        due: Last day on which it is in time, to be done or to begin; ``None`` where it has no day.
        begun_at: When somebody said that it began; only asked of what must begin by its day.
        ended: ``done``, ``dropped`` or ``not_applicable``; empty while it is to be done.
        ended_at: When it ended.
        words: The evidence, or the reason why it was dropped, moved, slipped or opened again.
        promised: Later day that a late task is promised for.
        moved_from: The day it was due before the plan was changed for the first time.
        rooms: Rooms for which it is open again (EXM-35).
    """

    task: Task
    due: date | None
    assigned: str = ""
    begun_at: datetime | None = None
    ended: str = ""
    ended_at: datetime | None = None
    words: TextRef | None = None
    promised: date | None = None
    moved_from: date | None = None
    rooms: tuple[str, ...] = ()
    added: bool = False
    reopened_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return not self.ended or bool(self.rooms)

    @property
    def began_at(self) -> datetime | None:
        """When it began, where its day asks for that: as was said, else when it was done, for by then it had begun."""
        if not self.task.due_is_start:
            return None
        return self.begun_at or (self.ended_at if self.ended == "done" else None)

    @property
    def is_under_way(self) -> bool:
        """Whether it began, as its day asks, and is still to be accepted (EXM-T01, EXM-T02)."""
        return self.is_open and self.began_at is not None

    def colour(self, today: date) -> Colour:
        """How it stands on the site's day: judged by its due day, even on the exam day itself (EXM-36)."""
        if self.ended in ("dropped", "not_applicable"):
            return "dropped" if self.ended == "dropped" else "not_applicable"
        if self.is_under_way:
            return "in_progress"
        return colour_open(self.due, today) if self.is_open else "done"

    def days_late(self, today: date, zone: ZoneInfo) -> int:
        """Days past its due day: so far, or in the end once it was done, or had begun where that is its day."""
        if self.ended in ("dropped", "not_applicable"):
            return 0
        met_at = self.began_at or (None if self.rooms else self.ended_at)
        return days_over(self.due, local_date(met_at, zone) if met_at else today)
