"""What the question about an exam's day answers with; instants are Unix seconds, names are in two languages."""

from datetime import date

import msgspec

from domain.named import Named
from projections.campaigns.shapes import BoardMaterial, ShownAdmission, ShownIncident, ShownMilestone
from projections.rooms.rows import Rooms


class Head(msgspec.Struct, frozen=True):
    """Somebody who stands, or should stand, at a post.

    Attributes:
        standing: ``expected`` before anything was told, else as :class:`domain.roster.presence.Standing` says.
        since: When that began; ``None`` while expected.
        expected_at: When somebody late, or away for a while, is expected.
        words: Why: of delay, absence, correction or being away; ``None`` where there are none, or once erased.
        instead_of: Name of whom the reserve stands in for.
    """

    person: str
    name: str
    standing: str
    since: int | None = None
    arrived_at: int | None = None
    expected_at: int | None = None
    words: str | None = None
    by_code: bool = False
    is_reserve: bool = False
    comes_from: str = ""
    instead_of: str = ""
    corrections: int = 0


class PostNow(msgspec.Struct, frozen=True):
    """One post at the moment.

    Attributes:
        state: ``on`` within its turn, ``coming`` in the hour before, ``later``, ``over``, or ``not_ours`` (EXM-31).
        duty: Key of the duty that this is about; empty where there is none.
        here: Heads at the post, no more than asked.
        lacking_since: Since when it has had fewer than asked.
        on_the_way: Of the reserve, sent and not there yet.
        previous: Names of who stood here in the turn before.
        next: Names of who stands here next, from ``next_at`` on.
        police: Recorded there; ``None`` where nobody has said (EXM-P5).
    """

    code: str
    name: Named
    state: str
    duty: str = ""
    place: Named | None = None
    begins: int | None = None
    ends: int | None = None
    heads: int = 0
    here: int = 0
    lacking_since: int | None = None
    on_the_way: int = 0
    is_pair: bool = False
    is_night: bool = False
    people: list[Head] = []
    previous: list[str] = []
    next: list[str] = []
    next_at: int | None = None
    police_asked: tuple[int, int] | None = None
    police: int | None = None


class ReserveRow(msgspec.Struct, frozen=True):
    """One of the reserve.

    Attributes:
        place: Where the person waits.
        post: Where the person is now, by roster or sent; ``None`` while free.
    """

    person: str
    name: str
    place: str
    post: Named | None = None


class Silence(msgspec.Struct, frozen=True):
    """While papers are written."""

    begins: int
    ends: int


class CallRow(msgspec.Struct, frozen=True):
    """A call that waits; ``what`` is ``None`` once erased."""

    call: int
    what: str | None
    place: str
    by: str
    since: int


class StandIn(msgspec.Struct, frozen=True):
    """Somebody free whom no rule keeps from the post; ``place`` is where they wait."""

    person: str
    name: str
    place: str


class PostDecision(msgspec.Struct, frozen=True):
    """A head is missing and nobody is on the way.

    Attributes:
        missing: Heads, those on the way left out.
        cause: Who is not there, as far as was told.
        offers: Who can be sent.
    """

    duty: str
    post: Named
    missing: int
    since: int | None
    cause: list[Head]
    offers: list[StandIn]


class RoomDecision(msgspec.Struct, frozen=True):
    """A room in use is out of order.

    Attributes:
        spare: The spare that can take over; empty where none is left in order.
        reopened: Checks that are open again for it (EXM-35).
        late: How many of them are late at once.
    """

    room: str
    check: Named
    item: Named
    cause: str | None
    ticket: str
    since: int
    state: str
    spare: str
    reopened: int
    late: int


class ExamDay(msgspec.Struct, frozen=True):
    """A day of an exam at one moment; the same numbers as the roster, the rooms and the campaign.

    Attributes:
        heads: Heads asked at the posts that are on or coming.
        here: How many of them are there.
        reserve_left: Of the reserve, who have no post and are not on leave.
        rooms: As the question ``rooms`` answers; ``None`` where none were chosen.
        milestones: Of the day.
        following: The first after the day's; ``None`` where none comes.
        next_milestone: Code of the next; empty after the last.
        waits_for_word: Its time has come, and candidates are not let in yet (EXM-30).
        answered_in_s: Seconds after which the last call was answered.
    """

    site: str
    campaign: str
    name: str
    state: str
    zone: str
    read_at: int
    today: date
    edition: int
    heads: int
    here: int
    posts: list[PostNow]
    late: list[Head]
    reserve_left: int
    reserve: list[ReserveRow]
    rooms: Rooms | None
    milestones: list[ShownMilestone]
    following: ShownMilestone | None
    next_milestone: str
    waits_for_word: bool
    admission: ShownAdmission | None
    silences: list[Silence]
    materials: list[BoardMaterial]
    calls: list[CallRow]
    answered_in_s: int | None
    incidents: list[ShownIncident]
    post_decisions: list[PostDecision]
    room_decisions: list[RoomDecision]
