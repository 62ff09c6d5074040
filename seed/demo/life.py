"""The plan of one ticket, or of anything else: its commands, each with when it happened and when it was recorded."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from seed.demo.chance import Chance


class Planned(msgspec.Struct, frozen=True):
    """One command to come.

    Attributes:
        recorded: When it reaches the door.
        thread: What it belongs to; with ``step`` it makes the command's id.
        step: Its place in the thread, from 0.
        on_ticket: Whether it goes on with the ticket that step 0 reported.
    """

    recorded: datetime
    thread: str
    step: int
    do: str
    by: str
    doer: str
    at: datetime
    arguments: Mapping[str, Any]
    on_ticket: bool

    @property
    def id(self) -> str:
        return f"demo:{self.thread}:{self.step}"

    @property
    def order(self) -> tuple[datetime, str, int]:
        return self.recorded, self.thread, self.step


class Life:
    """Commands in the order in which they are recorded.

    Attributes:
        planned: So far.
    """

    def __init__(self, thread: str, chance: Chance, *, ticket: bool = False) -> None:
        self.planned: list[Planned] = []
        self._thread = thread
        self._chance = chance
        self._ticket = ticket

    def note(
        self,
        do: str,
        at: datetime,
        by: str,
        *,
        doer: str = "",
        written: datetime | None = None,
        **arguments: Any,
    ) -> datetime:
        """Plan a command; ``written`` is when it is recorded, else a few seconds after it happened."""
        recorded = max(at, written or at) + self._chance.seconds(4, 40)
        if self.planned:
            recorded = max(recorded, self.planned[-1].recorded + timedelta(seconds=1))
        step = len(self.planned)
        self.planned.append(
            Planned(recorded, self._thread, step, do, by, doer, at, arguments, self._ticket and step > 0)
        )
        return at
