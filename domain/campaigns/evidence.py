"""What a decision to go or not finds open beyond the campaign itself: rooms, posts, tickets about the rooms (EXM-31)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from domain.campaigns.campaign import Campaign
from domain.campaigns.facts import OpenPoint
from domain.places import ExamRole
from domain.rooms.plan import RoomPlan
from domain.rooms.results import Tick
from domain.roster.attendance import Attendance
from domain.roster.presence import Standing
from domain.roster.problem import Duty
from domain.roster.roster import Roster
from domain.tickets.ticket import Ticket

ALL = ""
"""Code of a point that stands for all rooms, none of which is chosen, or all posts, while no roster is published."""

Attended = Callable[[str], Attendance]
"""The roll-call of a duty, by its key."""


def open_elsewhere(
    campaign: Campaign,
    plan: RoomPlan,
    roster: Roster,
    attended: Attended,
    tickets: Iterable[Ticket],
    at: datetime,
) -> tuple[OpenPoint, ...]:
    """Rooms in use with checks that have not passed, posts that lack heads, and open tickets; each with its figure.

    Args:
        plan, roster: Empty aggregates where nothing was chosen or opened.
        tickets: Those about :func:`watched` rooms.
    """
    return (
        *_rooms(campaign, plan),
        *_posts(campaign, roster, attended, at),
        *(OpenPoint("ticket", one.number) for one in tickets if one.is_open),
    )


def watched(plan: RoomPlan) -> frozenset[str]:
    """Rooms whose tickets count: those in use and the spares, not those that a spare has replaced."""
    return frozenset(code for code, one in plan.rooms.items() if one.role is not ExamRole.OUT_OF_USE)


def _rooms(campaign: Campaign, plan: RoomPlan) -> Iterator[OpenPoint]:
    asked = campaign.template.rooms
    if plan.chosen is None:
        if asked:
            yield OpenPoint("room", ALL, asked.active)
        return
    for code, room in plan.rooms.items():
        if room.role in (ExamRole.ACTIVE, ExamRole.UNDECIDED):
            checks = [one for one in plan.ticks(code).values() if one in (Tick.FAILED, Tick.UNDONE)]
            if checks:
                yield OpenPoint("room", code, len(checks))


def _posts(campaign: Campaign, roster: Roster, attended: Attended, at: datetime) -> Iterator[OpenPoint]:
    """Posts with heads missing in what is on or to come; the school's own are never a gap of ours (EXM-31)."""
    if roster.edition is None:
        planned = sum(one.counted for one in campaign.template.every_post)
        posts = sum(one.is_counted for one in roster.posts.values()) if roster.exists else planned
        if posts:
            yield OpenPoint("post", ALL, posts)
        return
    missing: Counter[str] = Counter()
    for key, duty in roster.duties.items():
        if duty.span.ends > at:
            missing[duty.post] += max(duty.needs - _heads(roster, duty, attended(key), at), 0)
    yield from (OpenPoint("post", code, missing[code]) for code in roster.posts if missing[code])


def _heads(roster: Roster, duty: Duty, attendance: Attendance, at: datetime) -> int:
    """Who is at the post within its turn; before it, whom the edition puts there and nobody has said will not come."""
    if duty.span.begins <= at:
        return len(attendance.here)
    coming = (
        one.person for one in (roster.edition.assignments if roster.edition else ()) if one.duty == duty.key
    )
    return sum(
        roster.people[person].released_at is None
        and not ((known := attendance.people.get(person)) and known.standing is Standing.ABSENT)
        for person in coming
    )
