"""Playing an estate's history through the door, up to a moment; what is on record already is not played again."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import msgspec

from domain.campaigns.campaign import campaign_stream
from domain.company import COMPANY, Company
from domain.errors import ChangedMeanwhile, Refused, Term, reason
from domain.operations import Door
from domain.rooms.plan import rooms_stream
from domain.roster.roster import roster_stream
from domain.surveys.survey import survey_stream
from seed.demo.chance import Salts
from seed.demo.clock import SimulatedClock
from seed.demo.days import DAY, ZONE
from seed.demo.estate import Estate
from seed.demo.founding import COMPANY_WIDE, SITE
from seed.demo.life import Planned

THROUGH = "simulation"
CAMPAIGN_STREAMS = (campaign_stream, roster_stream, rooms_stream)
Progress = Callable[[int, int], object]
DoorMaker = Callable[[Callable[[int], bytes]], Door]


class Played(msgspec.Struct, frozen=True):
    """What one play did.

    Attributes:
        commands: Accepted by the door.
        touched: Calls whose tickets, and campaigns and surveys that, a person has worked on; the rest of their plan
            is left out.
        refused: What the door refused because people changed the estate: command id and why.
    """

    commands: int
    touched: frozenset[str]
    refused: tuple[tuple[str, Refused], ...]


class _Ticket(msgspec.Struct):
    """A planned call as the log has it; ``version`` counts what the simulation recorded."""

    number: str
    version: int


def play(
    estate: Estate,
    clock: SimulatedClock,
    door_with: DoorMaker,
    until: datetime,
    on_progress: Progress | None = None,
) -> Played:
    """Play what is due by ``until`` and not yet on record.

    Args:
        estate: Whose history.
        clock: Also the clock of the log and of the door.
        door_with: Makes the door, with ``through="simulation"`` and the randomness it is given.
        until: Commands up to this instant are played.
        on_progress: Told the days done and all days, once a day of the tickets' history.

    Raises:
        Refused: The store belongs to another company or another estate.
    """
    salts = Salts(estate.seed)
    return _Play(estate, door_with(salts), salts).run(clock, until, on_progress)


class _Play:
    """One run over the plan."""

    def __init__(self, estate: Estate, door: Door, salts: Salts) -> None:
        self._estate = estate
        self._door = door
        self._salts = salts
        self._tickets: dict[str, _Ticket | None] = {}
        self._left_out: set[str] = set()
        self._touched: set[str] = set()
        self._untouched: set[str] = set()
        self._refused: list[tuple[str, Refused]] = []
        self._done = 0

    def run(self, clock: SimulatedClock, until: datetime, on_progress: Progress | None) -> Played:
        self._own_store()
        plan = self._estate.plan
        due = bisect_right(plan, until, key=lambda planned: planned.recorded)
        first, day = self._estate.first_day - DAY, None
        days = (_day(until) - first).days
        with clock.playing() as set_time:
            for planned in plan[self._first_to_play(due) : due]:
                set_time(planned.recorded)
                self._step(planned)
                if on_progress is not None and max(_day(planned.recorded), first) != day:
                    day = max(_day(planned.recorded), first)
                    on_progress((day - first).days, days)
        return Played(self._done, frozenset(self._touched), tuple(self._refused))

    def _own_store(self) -> None:
        company = self._door.log.get(Company, COMPANY)
        same = (company.demo, company.seed, company.epoch) == (True, self._estate.seed, self._estate.epoch)
        if company.exists and not same:
            raise Refused(
                reason(
                    "This store holds another company; this demo is not played into it.",
                    who=Term("administrator"),
                    verb=Term("name another data folder"),
                )
            )

    def _first_to_play(self, due: int) -> int:
        """The place in the plan after the last command on record: commands are played in the plan's order."""
        if self._door.log.head() == 0:
            return 0
        plan = self._estate.plan
        place = due
        while place > 0 and not self._door.log.of_command(plan[place - 1].id):
            place -= 1
        return place

    def _step(self, planned: Planned) -> None:
        if planned.thread in self._left_out or not self._is_ours(planned):
            return
        ticket = self._ticket(planned.thread) if planned.on_ticket else None
        if planned.on_ticket and ticket is None:
            self._left_out.add(planned.thread)
            return
        self._salts.begin(planned.id)
        try:
            outcome = self._door.submit(_command(planned, ticket))
        except ChangedMeanwhile:
            self._leave(planned.thread)
        except Refused as refused:
            self._refused.append((planned.id, refused))
            if planned.thread.startswith("call"):
                self._left_out.add(planned.thread)
        else:
            self._done += 1
            if ticket is not None:
                ticket.version += outcome.events
            elif "ticket" in outcome.results:
                begun = outcome.events if len(outcome.streams) == 1 else 1
                self._tickets[planned.thread] = _Ticket(outcome.results["ticket"], begun)

    def _ticket(self, thread: str) -> _Ticket | None:
        """The ticket of a call begun in an earlier play; ``None`` where there is none, or a person touched it."""
        if thread not in self._tickets:
            self._tickets[thread] = self._find(thread)
        return self._tickets[thread]

    def _find(self, thread: str) -> _Ticket | None:
        log = self._door.log
        report = log.of_command(f"demo:{thread}:0")
        stream = next((one.originator_id for one in report if one.originator_id.startswith("ticket:")), "")
        if not stream:
            return None
        events = log.stream(stream)
        if any(event.through != THROUGH for event in events):
            self._touched.add(thread)
            return None
        return _Ticket(stream.rpartition(":")[2], len(events))

    def _is_ours(self, planned: Planned) -> bool:
        """Whether nobody but the simulation has told anything of the campaign or survey that a command is about.

        A form of a survey that a person has worked on refuses what comes too late; the other forms go on.
        """
        code = planned.arguments.get("campaign") or planned.arguments.get("survey")
        if code is None or code in self._untouched:
            return True
        if code in self._touched:
            return False
        makes = (survey_stream,) if "survey" in planned.arguments else CAMPAIGN_STREAMS
        told = (event for make in makes for event in self._door.log.stream(make(SITE, code)))
        ours = all(event.through == THROUGH for event in told)
        (self._untouched if ours else self._touched).add(code)
        return ours

    def _leave(self, thread: str) -> None:
        self._touched.add(thread)
        self._left_out.add(thread)


def _day(instant: datetime) -> date:
    return instant.astimezone(ZONE).date()


def _command(planned: Planned, ticket: _Ticket | None) -> dict[str, Any]:
    given: dict[str, Any] = {
        "id": planned.id,
        "site": "" if planned.do in COMPANY_WIDE else SITE,
        "by": planned.by,
        "at": planned.at,
        "do": planned.do,
        **planned.arguments,
    }
    if planned.doer:
        given["doer"] = planned.doer
    if ticket is not None:
        given.update(ticket=ticket.number, seen=ticket.version)
    return given
