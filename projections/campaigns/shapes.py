"""What the answer about one campaign is made of; instants are Unix seconds, days are the site's."""

from datetime import date

import msgspec

from domain.named import Named


class BoardTask(msgspec.Struct, frozen=True):
    """One task of the board; instants in Unix seconds.

    Attributes:
        ours: The group that owes it is ours, not the school or a contractor.
        account, assigned: Whom it was given to, and the name.
        t_minus: Days of its due day before the anchor: 5 for T-5; ``None`` without a day.
        due_is_start: Its day is when it must have begun.
        colour: ``done``, ``in_progress``, ``overdue``, ``soon``, ``open``, ``not_applicable`` or ``dropped`` (EXM-36).
        days_late: Past its due day, so far or in the end.
        begun_at: When it began; ``None`` before, and where the day does not ask for it.
        words: The evidence, or the reason of the last change; ``None`` once erased or where there is none.
        rooms: Rooms for which it is open again (EXM-35).
    """

    code: str
    rule: str
    name: Named
    stage: str
    group: str
    owner: Named
    ours: bool
    account: str
    assigned: str
    begins: date | None
    due: date | None
    due_is_start: bool
    t_minus: int | None
    colour: str
    days_late: int
    promised: date | None
    moved_from: date | None
    begun_at: int | None
    ended_at: int | None
    words: str | None
    rooms: list[str]
    conditional: bool
    per_room: bool
    added: bool
    evidence: Named | None
    note: Named | None


class BoardMaterial(msgspec.Struct, frozen=True):
    """One line of the ledger; ``least`` is ``None`` where as much is taken as is needed.

    Attributes:
        on_hand: Counted, less what has gone missing since.
        short: How many are lacking to the least quantity.
        state: ``enough``, ``short``, ``bought``, ``requested`` or ``open``: how far it has come.
    """

    code: str
    name: Named
    unit: Named
    least: int | None
    most: int | None
    and_more: bool
    requested: int
    bought: int
    counted: int | None
    missing: int
    on_hand: int
    short: int
    state: str


class KnownFact(msgspec.Struct, frozen=True):
    """A required fact; ``value`` is empty until it is filled in, and ``None`` once erased."""

    code: str
    name: Named
    kind: str
    is_known: bool
    value: str | None
    phone: str = ""


class StaffedLine(msgspec.Struct, frozen=True):
    """A staffing line; names are empty until somebody is named, and ``None`` once erased."""

    code: str
    name: Named
    person: str | None
    phone: str
    follower: str | None


class ShownMilestone(msgspec.Struct, frozen=True):
    code: str
    name: Named
    kind: str
    at: int
    day: date


class ShownGate(msgspec.Struct, frozen=True):
    code: str
    name: Named
    reached: bool


class ShownPoint(msgspec.Struct, frozen=True):
    """Something that is open, or was when a decision was taken.

    Attributes:
        code: A room, a post, the number of a ticket; empty where it stands for all rooms or all posts.
        name: ``None`` where the code is all there is.
        much: Days late, how many are short, checks of a room, heads of a post; of what has no code, how many there are.
    """

    kind: str
    code: str
    name: Named | None
    much: int


class ShownDecision(msgspec.Struct, frozen=True):
    """``late_s``: seconds between the decision and its recording."""

    go: bool
    at: int
    by: str
    evidence: str | None
    open: list[ShownPoint]
    late_s: int = 0


class ShownAdmission(msgspec.Struct, frozen=True):
    day: date
    at: int
    by: str
    word_by: str | None
    word_at: int


class ShownIncident(msgspec.Struct, frozen=True):
    at: int
    by: str
    what: str | None
    place: str
    ticket: str


class ShownTarget(msgspec.Struct, frozen=True):
    """What is counted at the debrief.

    Attributes:
        most: How many may be.
        count: ``None`` before the debrief.
        tickets: Numbers of those that it was counted from.
        incidents: Their places in the list of incidents, from 1.
    """

    code: str
    name: Named
    most: int | None
    count: int | None
    tickets: list[str] = []
    incidents: list[int] = []


class PostMinutes(msgspec.Struct, frozen=True):
    """One post of ours up to the moment; a minute counts once for each head that is asked.

    Attributes:
        turns: Duties that have begun.
        gap_min: Planned, less served: heads beyond those asked make up for nothing.
    """

    code: str
    name: Named
    turns: int
    planned_min: int
    served_min: int
    gap_min: int


class Manned(msgspec.Struct, frozen=True):
    """Planned against served, by post and in all; posts of the school's own are not among them (EXM-31)."""

    planned_min: int
    served_min: int
    gap_min: int
    posts: list[PostMinutes]


class CampaignState(msgspec.Struct, frozen=True):
    """A campaign as it stood.

    Attributes:
        version: Events of it that this answer knows of.
        read_at: When its colours were judged; ``today`` is the site's day of it.
        counts: Tasks by colour.
        next_milestone: Code of the next one; empty after the last.
        timetables: Lists of milestones that its template has, by code.
        open_points: What a decision taken now would find open: while it runs, rooms, posts and tickets included.
        debrief: In words; ``links`` is what else was named.
        rooms, posts: How many rooms and posts the plan has.
        manned: ``None`` while nothing has been on, or where the campaign is told by its own events alone.
    """

    site: str
    code: str
    name: str
    version: int
    read_at: int
    today: date
    state: str
    template: str
    edition: int
    kind: Named
    goal: Named
    anchor_is: Named
    served: str
    anchor: date
    days: list[date]
    days_to_go: int
    started_at: int | None
    closed_at: int | None
    gates: list[ShownGate]
    counts: dict[str, int]
    tasks: list[BoardTask]
    facts: list[KnownFact]
    lines: list[StaffedLine]
    groups: dict[str, Named]
    materials: list[BoardMaterial]
    shortage: list[str]
    milestones: list[ShownMilestone]
    next_milestone: str
    timetables: dict[str, Named]
    open_points: list[ShownPoint]
    decisions: list[ShownDecision]
    admissions: list[ShownAdmission]
    incidents: list[ShownIncident]
    targets: list[ShownTarget]
    debrief: str | None
    links: list[str]
    conduct: list[Named]
    rooms: int
    posts: int
    manned: Manned | None = None
