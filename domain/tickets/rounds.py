"""A round of work on a ticket: from its report, or a reopening, to the next close."""

from datetime import datetime

import msgspec

from domain.facts import Fact


class Taken(msgspec.Struct, frozen=True):
    """One step on record."""

    code: str
    fact: Fact
    at: datetime
    doer: str
    role: str


class Wait(msgspec.Struct, frozen=True):
    """A time in which nothing could be done here; ``until`` is ``None`` while it lasts."""

    reason: str
    since: datetime
    until: datetime | None = None


class Round:
    """What is on record since the round began.

    Attributes:
        since: When it was reported, or reopened.
        taken: Steps on record, in the order in which they were recorded.
        first: Each step's first instant, ``reported`` included.
        waits: Waiting times, in order.
    """

    def __init__(self, since: datetime) -> None:
        self.since = since
        self.taken: list[Taken] = []
        self.first: dict[str, datetime] = {"reported": since}
        self.waits: list[Wait] = []

    def take(self, step: Taken) -> None:
        self.taken.append(step)
        known = self.first.get(step.code)
        self.first[step.code] = step.at if known is None else min(known, step.at)

    def begin_wait(self, reason: str, since: datetime) -> None:
        self.waits.append(Wait(reason, since))

    def end_wait(self, at: datetime) -> None:
        if self.waiting is not None:
            self.waits[-1] = msgspec.structs.replace(self.waits[-1], until=at)

    @property
    def waiting(self) -> Wait | None:
        """The wait that lasts now."""
        return self.waits[-1] if self.waits and self.waits[-1].until is None else None

    def latest(self, code: str) -> Taken | None:
        """A step as last recorded."""
        return next((one for one in reversed(self.taken) if one.code == code), None)

    @property
    def stage(self) -> str:
        """The step that happened last; of the same second, the one recorded last."""
        latest = max(enumerate(self.taken), key=lambda pair: (pair[1].at, pair[0]), default=None)
        return latest[1].code if latest else "reported"
