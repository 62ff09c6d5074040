"""A campaign as its facts tell it: tasks, materials, required facts, milestones, decisions, the days themselves."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from domain.aggregate import Aggregate, on
from domain.calendar import add_days, local_date
from domain.campaigns import facts
from domain.campaigns.due import due_on
from domain.campaigns.template import Material, Milestone, Template
from domain.campaigns.work import Work
from domain.facts import Happened, PersonRef, TextRef
from domain.named import Named

EMPTY = Template(
    code="-", name=Named(zh="-", en="-"), goal=Named(zh="-", en="-"), anchor=Named(zh="-", en="-")
)


class Stock(msgspec.Struct, frozen=True):
    """A material and how much of it was requested, bought, counted and found missing since the count."""

    material: Material
    requested: int = 0
    bought: int = 0
    counted: int | None = None
    missing: int = 0

    @property
    def on_hand(self) -> int:
        """What was counted, less what has gone missing since; nothing is there before it is counted."""
        return max((self.counted or 0) - self.missing, 0)

    @property
    def short(self) -> int:
        """How many are lacking to the least quantity; "2 to 5" is enough from 2 on, "as needed" has no number."""
        return max((self.material.least or 0) - self.on_hand, 0)


class Word(msgspec.Struct, frozen=True):
    """Who let candidates in on whose word, and when."""

    at: datetime
    by: str
    word_by: PersonRef
    word_at: datetime


class Decision(msgspec.Struct, frozen=True, omit_defaults=True):
    go: bool
    at: datetime
    by: str
    evidence: TextRef
    open: tuple[facts.OpenPoint, ...]
    late_s: int = 0


class Incident(msgspec.Struct, frozen=True):
    at: datetime
    by: str
    what: TextRef
    place: str
    ticket: str


class Told(Aggregate):
    """One campaign; decisions about it stand in the classes that build on this one.

    Attributes:
        site, code: Where, and under which code all of it is known.
        work: Tasks by code, in the order of the plan.
        filled: Required facts that are known, by code.
        staffed: People of the staffing lines, by code.
        gates: Gates reached, in order.
        admitted: Admission by day.
    """

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        _, self.site, self.code = [*stream.split(":", 2), "", ""][:3]
        self.name = ""
        self.template = EMPTY
        self.anchor = date.min
        self.zone = ZoneInfo("Asia/Shanghai")
        self.timetable = self.served = ""
        self.work: Mapping[str, Work] = {}
        self.stock: Mapping[str, Stock] = {}
        self.filled: Mapping[str, facts.FactFilled] = {}
        self.staffed: Mapping[str, facts.LineStaffed] = {}
        self.gates: tuple[str, ...] = ()
        self.milestones: tuple[Milestone, ...] = ()
        self.decisions: tuple[Decision, ...] = ()
        self.admitted: Mapping[date, Word] = {}
        self.incidents: tuple[Incident, ...] = ()
        self.debrief: facts.Debriefed | None = None
        self.started_at: datetime | None = None
        self.closed_at: datetime | None = None
        self.called_off_at: datetime | None = None

    @property
    def last_day(self) -> date:
        return add_days(self.anchor, self.template.days - 1)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(add_days(self.anchor, count) for count in range(self.template.days))

    @property
    def state(self) -> str:
        """``draft``, ``running``, ``closed`` or ``called_off``."""
        if self.called_off_at or self.closed_at:
            return "called_off" if self.called_off_at else "closed"
        return "running" if self.started_at else "draft"

    @property
    def missing_facts(self) -> tuple[str, ...]:
        """Required facts that nobody has filled in yet."""
        return tuple(one.code for one in self.template.facts if one.code not in self.filled)

    @property
    def missing_lines(self) -> tuple[str, ...]:
        """Staffing lines without a person."""
        return tuple(one.code for one in self.template.lines if one.code not in self.staffed)

    def today(self, at: datetime) -> date:
        """The site's day of an instant."""
        return local_date(at, self.zone)

    def _change(self, task: str, **changes: object) -> None:
        self.work = {**self.work, task: msgspec.structs.replace(self.work[task], **changes)}

    def _restock(self, material: str, **changes: object) -> None:
        self.stock = {**self.stock, material: msgspec.structs.replace(self.stock[material], **changes)}

    @on(facts.CampaignPlanned)
    def _on_planned(self, fact: facts.CampaignPlanned, event: Happened) -> None:
        self.name, self.anchor, self.template = fact.name, fact.anchor, fact.template
        self.zone, self.timetable, self.served = ZoneInfo(fact.zone), fact.timetable, fact.served
        self.work = {one.code: Work(one, due_on(one.due, fact.anchor)) for one in fact.template.tasks}
        self.stock = {one.code: Stock(one) for one in fact.template.materials}
        tables = {one.code: one.milestones for one in fact.template.timetables}
        self.milestones = tables.get(fact.timetable, ())

    @on(facts.FactFilled)
    def _on_filled(self, fact: facts.FactFilled, event: Happened) -> None:
        self.filled = {**self.filled, fact.fact: fact}

    @on(facts.LineStaffed)
    def _on_staffed(self, fact: facts.LineStaffed, event: Happened) -> None:
        self.staffed = {**self.staffed, fact.line: fact}

    @on(facts.GateReached)
    def _on_gate(self, fact: facts.GateReached, event: Happened) -> None:
        self.gates = (*self.gates, fact.gate)

    @on(facts.CampaignStarted)
    def _on_started(self, fact: facts.CampaignStarted, event: Happened) -> None:
        self.started_at = event.happened_at

    @on(facts.TaskAssigned)
    def _on_assigned(self, fact: facts.TaskAssigned, event: Happened) -> None:
        self._change(fact.task, assigned=fact.to)

    @on(facts.TaskBegun)
    def _on_begun(self, fact: facts.TaskBegun, event: Happened) -> None:
        self._change(fact.task, begun_at=event.happened_at)

    @on(facts.TaskDone)
    def _on_done(self, fact: facts.TaskDone, event: Happened) -> None:
        rooms = tuple(one for one in self.work[fact.task].rooms if fact.room and one != fact.room)
        whole = {} if fact.room and not self.work[fact.task].ended else {"ended": "done"}
        self._change(fact.task, rooms=rooms, ended_at=event.happened_at, words=fact.evidence, **whole)

    @on(facts.TaskSlipped)
    def _on_slipped(self, fact: facts.TaskSlipped, event: Happened) -> None:
        self._change(fact.task, promised=fact.promised, words=fact.why)

    @on(facts.TaskDropped, facts.TaskNotApplicable)
    def _on_dropped(self, fact: facts.TaskDropped | facts.TaskNotApplicable, event: Happened) -> None:
        ended = "dropped" if isinstance(fact, facts.TaskDropped) else "not_applicable"
        self._change(fact.task, ended=ended, ended_at=event.happened_at, words=fact.why, rooms=())

    @on(facts.TaskMoved)
    def _on_moved(self, fact: facts.TaskMoved, event: Happened) -> None:
        before = self.work[fact.task].moved_from or self.work[fact.task].due
        self._change(fact.task, due=fact.due, moved_from=before, promised=None, words=fact.why)

    @on(facts.TaskAdded)
    def _on_added(self, fact: facts.TaskAdded, event: Happened) -> None:
        added = Work(fact.task, due_on(fact.task.due, self.anchor), added=True)
        self.work = {**self.work, fact.task.code: added}

    @on(facts.TaskReopened)
    def _on_reopened(self, fact: facts.TaskReopened, event: Happened) -> None:
        work = self.work[fact.task]
        again = (
            {"rooms": (*work.rooms, fact.room)}
            if fact.room
            else {"ended": "", "ended_at": None, "rooms": (), "begun_at": work.began_at}
        )
        self._change(fact.task, words=fact.why, reopened_at=event.happened_at, **again)

    @on(facts.MaterialRequested)
    def _on_requested(self, fact: facts.MaterialRequested, event: Happened) -> None:
        self._restock(fact.material, requested=self.stock[fact.material].requested + fact.quantity)

    @on(facts.MaterialBought)
    def _on_bought(self, fact: facts.MaterialBought, event: Happened) -> None:
        self._restock(fact.material, bought=self.stock[fact.material].bought + fact.quantity)

    @on(facts.MaterialCounted)
    def _on_counted(self, fact: facts.MaterialCounted, event: Happened) -> None:
        self._restock(fact.material, counted=fact.quantity, missing=0)

    @on(facts.MaterialMissing)
    def _on_missing(self, fact: facts.MaterialMissing, event: Happened) -> None:
        self._restock(fact.material, missing=self.stock[fact.material].missing + fact.quantity)

    @on(facts.MilestonesSet)
    def _on_milestones(self, fact: facts.MilestonesSet, event: Happened) -> None:
        self.milestones = fact.milestones

    @on(facts.Decided)
    def _on_decided(self, fact: facts.Decided, event: Happened) -> None:
        taken = Decision(fact.go, event.happened_at, event.doer, fact.evidence, fact.open, fact.late_s)
        self.decisions = (*self.decisions, taken)

    @on(facts.AdmissionOpened)
    def _on_admission(self, fact: facts.AdmissionOpened, event: Happened) -> None:
        word = Word(event.happened_at, event.doer, fact.word_by, fact.word_at)
        self.admitted = {**self.admitted, fact.day: word}

    @on(facts.IncidentNoted)
    def _on_incident(self, fact: facts.IncidentNoted, event: Happened) -> None:
        noted = Incident(event.happened_at, event.doer, fact.what, fact.place, fact.ticket)
        self.incidents = (*self.incidents, noted)

    @on(facts.Debriefed)
    def _on_debriefed(self, fact: facts.Debriefed, event: Happened) -> None:
        self.debrief = fact

    @on(facts.CampaignClosed)
    def _on_closed(self, fact: facts.CampaignClosed, event: Happened) -> None:
        self.closed_at = event.happened_at

    @on(facts.CampaignCalledOff)
    def _on_called_off(self, fact: facts.CampaignCalledOff, event: Happened) -> None:
        self.called_off_at = event.happened_at
