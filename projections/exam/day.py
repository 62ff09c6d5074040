"""A day of an exam at one moment: posts, reserve, rooms, milestones, calls, and what is to be decided.

Rules: EXM-07, EXM-30, EXM-31, EXM-33, EXM-35, EXM-P5.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import msgspec

from domain.company import Site, site_stream
from domain.errors import Unknown
from domain.places import ExamRole
from domain.rooms.plan import rooms_stream
from domain.rooms.results import Tick
from domain.roster.presence import Standing
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.campaigns.campaign import campaign as campaign_of
from projections.campaigns.shapes import CampaignState, ShownMilestone
from projections.exam.posts import Posts, seconds
from projections.exam.rows import CallRow, ExamDay, RoomDecision, Silence
from projections.members import names
from projections.rooms.grid import HeldPlan
from projections.rooms.plan import ROOM_PLANS
from projections.rooms.plan import rooms as rooms_of
from projections.rooms.rows import Fault, Rooms
from projections.rosters.attendance import Told, told
from projections.rosters.onpost import on_post
from projections.rosters.roster import held_roster, thawed
from projections.rosters.view import Who

T = TypeVar("T")
_plan = msgspec.json.Decoder(HeldPlan).decode


@question("exam_day")
def exam_day(views: Views, *, site: str, campaign: str, as_of: AsOf = None) -> ExamDay:
    """The exam's day as everybody watches it: posts covered, late, reserve, rooms, next milestone, what to decide."""
    now = views.clock() if as_of is None else views.instant(as_of)
    with views.snapshot(as_of) as snapshot:
        plan = campaign_of(views, site=site, code=campaign, as_of=as_of)
        known = told(snapshot, site, campaign)
        posts = _if_known(lambda: _posts(views, site, campaign, known, now, as_of))
        rooms = _if_known(lambda: rooms_of(views, site=site, campaign=campaign, as_of=as_of))
        row = snapshot.row(ROOM_PLANS, rooms_stream(site, campaign))
    rows = posts.rows() if posts else []
    reserve = posts.reserve() if posts else []
    counted = [one for one in rows if one.state in ("on", "coming")]
    count = on_post(posts.roster, known, now) if posts else None
    edition = posts.roster.edition if posts else None
    return ExamDay(
        site=site,
        campaign=campaign,
        name=plan.name,
        state=plan.state,
        read_at=seconds(now),
        today=plan.today,
        edition=edition.number if edition else 0,
        heads=count.heads if count else 0,
        here=count.here if count else 0,
        posts=rows,
        late=[head for one in counted for head in one.people if head.standing == Standing.LATE],
        reserve_left=count.reserve_left if count else 0,
        reserve=reserve,
        rooms=rooms,
        post_decisions=posts.decisions(counted, reserve) if posts else [],
        room_decisions=_room_decisions(rooms, _plan(row["held"]), plan) if rooms and row else [],
        **_of_plan(views, site, plan, now),
        **_of_calls(views, known),
    )


def _if_known(ask: Callable[[], T]) -> T | None:
    """The answer, or ``None`` where that part of the exam has not been begun."""
    try:
        return ask()
    except Unknown:
        return None


def _posts(views: Views, site: str, campaign: str, known: Told, now: datetime, as_of: AsOf) -> Posts:
    held = held_roster(views, site, campaign, as_of)
    people = {id for duty in known.duties.values() for id in duty}
    words = [one.words.id for duty in known.duties.values() for one in duty.values() if one.words]
    who = Who(names(views, {*held.people, *people}), views.texts(words))
    return Posts(thawed(site, campaign, held), known, who, now)


def _of_plan(views: Views, site: str, plan: CampaignState, now: datetime) -> dict[str, Any]:
    """What the campaign says of its day: that of its next milestone where there is none today."""
    zone = views.log.get(Site, site_stream(site)).zone
    after = next((one.day for one in plan.milestones if one.at > seconds(now)), plan.today)
    day = plan.today if any(one.day == plan.today for one in plan.milestones) else after
    miles = [one for one in plan.milestones if one.day == day]
    admission = next((one for one in plan.admissions if one.day == plan.today), None)
    come = any(one.kind == "admission" and one.at <= seconds(now) for one in miles)
    incidents = (one for one in plan.incidents if datetime.fromtimestamp(one.at, zone).date() == plan.today)
    return {
        "zone": zone.key,
        "milestones": miles,
        "following": next((one for one in plan.milestones if one.day > day), None),
        "next_milestone": plan.next_milestone,
        "waits_for_word": plan.state == "running" and day == plan.today and come and admission is None,
        "admission": admission,
        "silences": _silences(miles),
        "materials": [one for one in plan.materials if one.short],
        "incidents": list(incidents),
    }


def _silences(miles: Iterable[ShownMilestone]) -> list[Silence]:
    """Each stretch from where silence begins to where it ends next."""
    ends = [one.at for one in miles if one.kind == "silence_ends"]
    begun = [one.at for one in miles if one.kind == "silence_begins"]
    pairs = ((since, next((at for at in ends if at > since), None)) for since in begun)
    return [Silence(since, until) for since, until in pairs if until is not None]


def _of_calls(views: Views, known: Told) -> dict[str, Any]:
    """The calls that wait, and how soon the last one was answered."""
    waiting = {number: one for number, one in enumerate(known.calls, 1) if one.answered_at is None}
    texts = views.texts(one.what.id for one in waiting.values())
    people = names(views, {one.by for one in waiting.values()})
    took = {one.answered_at: one.answered_at - one.raised_at for one in known.calls if one.answered_at}
    return {
        "calls": [
            CallRow(number, texts.get(one.what.id), one.place, people[one.by], seconds(one.raised_at))
            for number, one in waiting.items()
        ],
        "answered_in_s": int(took[max(took)].total_seconds()) if took else None,
    }


def _room_decisions(rooms: Rooms, plan: HeldPlan, campaign: CampaignState) -> list[RoomDecision]:
    """Rooms in use that are out of order, the longest first, and what a swap would bring with it (EXM-35)."""
    cells = {cell.room: cell for row in rooms.floors for cell in row.rooms}
    spares = [
        code
        for code, cell in cells.items()
        if cell.role is ExamRole.SPARE and Tick.FAILED not in cell.ticks and rooms.are_spares_named
    ]
    again = [walk for walk, look in plan.sheets.looks() if look.reopens]
    late = sum(plan.exam_day - timedelta(days=one.days_before) < campaign.today for one in again)
    first: dict[str, Fault] = {}
    for fault in sorted(rooms.faults, key=lambda one: one.since):
        if cells[fault.room].role is ExamRole.ACTIVE:
            first.setdefault(fault.room, fault)
    return [
        RoomDecision(
            room=room,
            check=one.check,
            item=one.item,
            cause=one.cause,
            ticket=one.ticket,
            since=one.since,
            state=one.state,
            spare=next(iter(spares), ""),
            reopened=len(again),
            late=late,
        )
        for room, one in first.items()
    ]
