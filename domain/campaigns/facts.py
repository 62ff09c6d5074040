"""What happens to a campaign; ``campaign:<site>:<code>`` is its stream."""

from datetime import date, datetime
from typing import Literal

import msgspec

from domain.campaigns.template import Milestone, Task, Template
from domain.facts import Fact, PersonRef, TextRef, stored_as

OpenKind = Literal["task", "fact", "line", "material", "room", "ticket", "post"]


class OpenPoint(msgspec.Struct, frozen=True):
    """Something that was not settled when a decision was taken.

    Attributes:
        code: Empty where it stands for all rooms or all posts, of which nothing is known yet.
        much: Its figure where it has one: days late, how many are short, checks of a room, heads of a post.
    """

    kind: OpenKind
    code: str
    much: int = 0


class Counted(msgspec.Struct, frozen=True, omit_defaults=True):
    """How often something happened that the campaign set out to avoid.

    Attributes:
        behind: What it was counted from: numbers of tickets, and of this campaign's incidents, from 1.
    """

    target: str
    count: int
    behind: tuple[str | int, ...] = ()


@stored_as("campaign.planned")
class CampaignPlanned(Fact, frozen=True):
    """A campaign is planned, with everything of its template, so that later editions leave it alone.

    Attributes:
        anchor: Day that T counts to: the first day of the exam.
        timetable: Code of the timetable that its milestones were taken from.
        served: Code of the earlier campaign whose real days it was taken from; empty where from a template.
        zone: The site's time zone.
    """

    name: str
    anchor: date
    template: Template
    zone: str
    timetable: str = ""
    served: str = ""


@stored_as("campaign.fact_filled")
class FactFilled(Fact, frozen=True):
    """A required fact is known: a day, time or number as ``value``, people and words in the register."""

    fact: str
    value: str = ""
    said: TextRef | None = None
    person: PersonRef | None = None


@stored_as("campaign.line_staffed")
class LineStaffed(Fact, frozen=True):
    line: str
    person: PersonRef
    follower: PersonRef | None = None


@stored_as("campaign.gate_reached")
class GateReached(Fact, frozen=True):
    gate: str


@stored_as("campaign.started")
class CampaignStarted(Fact, frozen=True):
    pass


@stored_as("campaign.task_assigned")
class TaskAssigned(Fact, frozen=True):
    task: str
    to: str


@stored_as("campaign.task_begun")
class TaskBegun(Fact, frozen=True):
    """Work began on a task whose day is that of the beginning (EXM-T01, EXM-T02)."""

    task: str


@stored_as("campaign.task_done")
class TaskDone(Fact, frozen=True):
    """Done, or done again for one room that had opened it again."""

    task: str
    evidence: TextRef | None = None
    room: str = ""


@stored_as("campaign.task_slipped")
class TaskSlipped(Fact, frozen=True):
    """It will be late: promised for a later day; the due day stays, so that being late stays visible."""

    task: str
    promised: date
    why: TextRef


@stored_as("campaign.task_dropped")
class TaskDropped(Fact, frozen=True):
    task: str
    why: TextRef


@stored_as("campaign.task_not_applicable")
class TaskNotApplicable(Fact, frozen=True):
    """A conditional task turned out not to apply (EXM-T04)."""

    task: str
    why: TextRef


@stored_as("campaign.task_moved")
class TaskMoved(Fact, frozen=True):
    """The plan was changed: it is due on another day."""

    task: str
    due: date
    why: TextRef


@stored_as("campaign.task_added")
class TaskAdded(Fact, frozen=True):
    task: Task


@stored_as("campaign.task_reopened")
class TaskReopened(Fact, frozen=True):
    """Open again, as a whole or for one room, with its due day as it was (EXM-35)."""

    task: str
    room: str = ""
    why: TextRef | None = None


@stored_as("campaign.material_requested")
class MaterialRequested(Fact, frozen=True):
    material: str
    quantity: int


@stored_as("campaign.material_bought")
class MaterialBought(Fact, frozen=True):
    material: str
    quantity: int


@stored_as("campaign.material_counted")
class MaterialCounted(Fact, frozen=True):
    """So many are there."""

    material: str
    quantity: int


@stored_as("campaign.material_missing")
class MaterialMissing(Fact, frozen=True):
    """So many of those counted are gone, broken or out of date."""

    material: str
    quantity: int
    why: TextRef | None = None


@stored_as("campaign.milestones_set")
class MilestonesSet(Fact, frozen=True):
    """The whole list of milestones from here on."""

    milestones: tuple[Milestone, ...]


@stored_as("campaign.decided")
class Decided(Fact, frozen=True):
    """Go or no-go, with the evidence seen and what was open at that moment.

    Attributes:
        late_s: Seconds that passed before it was recorded. Decisions of earlier editions have none: what they name as
            open is read at the recording.
    """

    go: bool
    evidence: TextRef
    open: tuple[OpenPoint, ...] = ()
    late_s: int = 0


@stored_as("campaign.admission_opened")
class AdmissionOpened(Fact, frozen=True):
    """The liaison gave the word, then candidates were let in (EXM-30)."""

    day: date
    word_by: PersonRef
    word_at: datetime


@stored_as("campaign.incident_noted")
class IncidentNoted(Fact, frozen=True):
    what: TextRef
    place: str = ""
    ticket: str = ""


@stored_as("campaign.debriefed")
class Debriefed(Fact, frozen=True):
    """What was counted, with what else it can be seen from; said again, it replaces what was said before."""

    counted: tuple[Counted, ...]
    links: tuple[str, ...] = ()
    said: TextRef | None = None


@stored_as("campaign.closed")
class CampaignClosed(Fact, frozen=True):
    pass


@stored_as("campaign.called_off")
class CampaignCalledOff(Fact, frozen=True):
    why: TextRef
