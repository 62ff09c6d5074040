"""What a campaign is made of, as data: names in both languages, days counted from its anchor day."""

from datetime import time
from typing import Literal

import msgspec

from domain.campaigns.due import Due
from domain.campaigns.places import Code, Floor, Form, Rooms, Round, Shape
from domain.named import Named
from domain.rooms.sheets import Sheets

MilestoneKind = Literal[
    "decision",
    "entry",
    "admission",
    "rooms_open",
    "listening_check",
    "paper_begins",
    "paper_ends",
    "silence_begins",
    "silence_ends",
    "other",
]
FactKind = Literal["text", "person", "place", "day", "time", "number", "yes"]


class Target(Shape, frozen=True):
    """What is counted at the debrief; ``most`` is how many may be, ``None`` without a figure."""

    code: Code
    name: Named
    most: int | None = None


class Asked(Shape, frozen=True):
    """A fact that must be filled in before the campaign starts."""

    code: Code
    name: Named
    kind: FactKind = "text"


class Stage(Shape, frozen=True):
    """A stretch of the campaign; its dates are days, or a fact that is asked for."""

    code: Code
    name: Named
    begins: Due | None = None
    ends: Due | None = None


class Gate(Shape, frozen=True):
    """A state that the campaign reaches in order, and what must be so before.

    Attributes:
        before_start: It must be reached before the campaign runs.
        tasks: Tasks that must be done.
        facts: Facts that must be filled in.
        needs_lines: Every staffing line has its person.
    """

    code: Code
    name: Named
    before_start: bool = False
    tasks: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    needs_lines: bool = False


class Group(Shape, frozen=True):
    """Who works together, or a party that is asked.

    Attributes:
        heads: Members that the plan counts on; ``None`` where it gives no number.
        is_ours: Not the school, a contractor or an authority.
        is_reserve: Its members help every other group.
    """

    code: Code
    name: Named
    rule: str = ""
    lead: Named | None = None
    heads: int | None = None
    is_ours: bool = True
    is_reserve: bool = False
    note: Named | None = None


class Line(Shape, frozen=True):
    """A staffing line that gets its person before the campaign is ready (CMP-01)."""

    code: Code
    name: Named


class SkillName(Shape, frozen=True):
    """What a post may ask of its heads; ``needs_licence`` ones run out."""

    code: Code
    name: Named
    needs_licence: bool = False


class Turn(Shape, frozen=True):
    """A time of duty; it ends on the next day where it ends no later than it begins.

    Attributes:
        days: Days from the anchor on which it begins; empty for each day of the campaign.
    """

    code: Code
    name: Named
    begins: time
    ends: time
    is_night: bool = False
    days: tuple[int, ...] = ()


class Post(Shape, frozen=True):
    """Where somebody stands.

    Attributes:
        group: Who fills it.
        turns: Codes of its turns.
        is_pair: Not manned at all by fewer than two (EXM-31).
        counted: It is ours; else it is shown, and its gaps are not ours.
        per_floor: One such post on each floor with rooms (EXM-33).
        police: Fewest and most police who stand there too; a warning where none are recorded (EXM-P5).
        days: Days from the anchor on which it is manned; empty for all on which its turns begin.
    """

    code: Code
    name: Named
    group: str
    heads: int
    turns: tuple[str, ...]
    rule: str = ""
    place: Named | None = None
    skills: tuple[str, ...] = ()
    is_pair: bool = False
    counted: bool = True
    per_floor: bool = False
    police: tuple[int, int] | None = None
    note: Named | None = None
    days: tuple[int, ...] = ()


class Task(Shape, frozen=True):
    """Something to be done by a day.

    Attributes:
        owner: Code of the group that owes it.
        begins: First day of a stretch of work that ends on its due day.
        due_is_start: The day is when it must have begun; begun, it is in progress until it is accepted.
        conditional: It may turn out not to apply, with a reason.
        per_room: It is done for each room; a room that is swapped in opens it again (EXM-35).
        evidence: What is to be shown for it.
        note: What is to be settled where the written rule leaves something open.
    """

    code: Code
    name: Named
    owner: str
    due: Due
    rule: str = ""
    stage: str = ""
    begins: Due | None = None
    due_is_start: bool = False
    conditional: bool = False
    per_room: bool = False
    evidence: Named | None = None
    note: Named | None = None


class Material(Shape, frozen=True):
    """Goods to have: at least ``least``, written ``least`` to ``most``, or without a number as needed.

    Attributes:
        and_more: The plan says "and more".
    """

    code: Code
    name: Named
    unit: Named
    least: int | None = None
    most: int | None = None
    and_more: bool = False


class Milestone(Shape, frozen=True):
    """A moment of a day of the campaign; ``day`` counts from the anchor."""

    code: Code
    name: Named
    day: int
    at: time
    kind: MilestoneKind = "other"


class Timetable(Shape, frozen=True):
    """The milestones of one province and year."""

    code: Code
    name: Named
    milestones: tuple[Milestone, ...]


class Template(Shape, frozen=True):
    """A campaign as data, in one of its editions.

    Attributes:
        edition: 1, then one more for each that is published.
        goal: What it is for.
        anchor: What its anchor day is: the exam's first day, the survey's first day in the field.
        days: How many days it lasts from the anchor.
        leave_stops: All leave is suspended on its days (EXM-32).
        conduct: How everybody behaves.
        timetables: The first is the one taken unless another is chosen.
        rounds: Passages through the rooms as earlier editions have them; campaigns walk by ``sheets``.
        sheets: What is checked in each room, round by round (FRM-16).
    """

    code: Code
    name: Named
    goal: Named
    anchor: Named
    edition: int = 1
    rules: tuple[str, ...] = ()
    days: int = 1
    leave_stops: bool = False
    conduct: tuple[Named, ...] = ()
    targets: tuple[Target, ...] = ()
    facts: tuple[Asked, ...] = ()
    stages: tuple[Stage, ...] = ()
    gates: tuple[Gate, ...] = ()
    groups: tuple[Group, ...] = ()
    lines: tuple[Line, ...] = ()
    tasks: tuple[Task, ...] = ()
    skills: tuple[SkillName, ...] = ()
    turns: tuple[Turn, ...] = ()
    posts: tuple[Post, ...] = ()
    materials: tuple[Material, ...] = ()
    timetables: tuple[Timetable, ...] = ()
    forms: tuple[Form, ...] = ()
    rounds: tuple[Round, ...] = ()
    rooms: Rooms | None = None
    sheets: Sheets | None = None

    @property
    def every_post(self) -> tuple[Post, ...]:
        """The posts with one for each floor where a post stands on every floor (EXM-33)."""
        return tuple(one for post in self.posts for one in self.on_floors(post))

    def on_floors(self, post: Post) -> tuple[Post, ...]:
        """The post, or one for each floor with rooms where it stands on every floor."""
        if not post.per_floor:
            return (post,)
        return tuple(_on_floor(post, floor) for floor in (self.rooms.floors if self.rooms else ()))


def _on_floor(post: Post, floor: Floor) -> Post:
    name = Named(zh=f"{floor.name.zh}{post.name.zh}", en=f"{post.name.en}, {floor.name.en}")
    code = f"{post.code}-{floor.code}"
    return msgspec.structs.replace(post, code=code, name=name, place=floor.name, per_floor=False)
