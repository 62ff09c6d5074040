"""The rooms of an exam as a grid: what passed, failed and is undone in each, spares left, and what is late.

Rules: UNT-04, EXM-T05..T09, EXM-T14, EXM-T17, EXM-35, FRM-16, CON-13.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from domain.company import Site, site_stream
from domain.errors import Term, Unknown, reason
from domain.places import ExamRole
from domain.rooms.plan import RoomPlan, rooms_stream
from domain.rooms.results import Seen
from domain.rooms.sheets import Walk
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Snapshot, Views
from projections.members import names
from projections.rooms.grid import SIGNS, Grid, HeldFault, HeldPlan, HeldTicks
from projections.rooms.rows import FaultState, Rooms, SwapRow
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference
from projections.tickets.ledger import TICKETS


def plan_row(plan: RoomPlan, reference: Reference) -> Row | None:
    if plan.chosen is None:
        return None
    held = HeldPlan(
        exam_day=plan.chosen.exam_day,
        active=plan.chosen.active,
        spare=plan.chosen.spare,
        sheets=plan.sheets,
        rooms=[(room.place, room.role) for room in plan.rooms.values()],
        swaps=plan.swaps,
    )
    return {"site": plan.id.split(":")[1], "campaign": plan.campaign, "held": msgspec.json.encode(held)}


def ticks_row(plan: RoomPlan, reference: Reference) -> Row | None:
    if plan.chosen is None:
        return None
    faults = [
        _fault(room, *cell, seen)
        for room, one in plan.rooms.items()
        if one.role is not ExamRole.OUT_OF_USE
        for cell, seen in one.seen.items()
        if not seen[-1].passed
    ]
    signs = {room: "".join(SIGNS[tick] for tick in plan.ticks(room).values()) for room in plan.rooms}
    held = HeldTicks(signs, faults, {walk.code: _short(plan, walk) for walk in plan.sheets.walks})
    return {"held": msgspec.json.encode(held)}


def _fault(room: str, walk: str, check: str, item: str, seen: Sequence[Seen]) -> HeldFault:
    last = seen[-1]
    begun = next((index for index in range(len(seen) - 1, -1, -1) if seen[index].passed), -1) + 1
    since = int(seen[begun].at.timestamp())
    return HeldFault(room, walk, check, item, last.cause, last.ticket, since)


def _short(plan: RoomPlan, walk: Walk) -> int:
    """Rooms of a round in which fewer went than it asks for."""
    return sum(
        any(
            seen[-1].together < walk.heads
            for (code, _, _), seen in room.seen.items()
            if code == walk.code and seen
        )
        for room in plan.rooms.values()
    )


ROOM_PLANS = StateModel(
    name="room_plans",
    version=1,
    prefix="rooms",
    aggregate=RoomPlan,
    fields=(Field("site"), Field("campaign"), Field("held", "json")),
    row=plan_row,
)
ROOM_TICKS = StateModel(
    name="room_ticks",
    version=1,
    prefix="rooms",
    aggregate=RoomPlan,
    fields=(Field("held", "json"),),
    row=ticks_row,
)

_plan = msgspec.json.Decoder(HeldPlan).decode
_ticks = msgspec.json.Decoder(HeldTicks).decode


@question("rooms")
def rooms(views: Views, *, site: str, campaign: str, walk: str = "", as_of: AsOf = None) -> Rooms:
    """The rooms of an exam floor by floor with the ticks of every check, counted; ``walk`` narrows to one round."""
    key = rooms_stream(site, campaign)
    with views.snapshot(as_of) as snapshot:
        plan_row, ticks_row = snapshot.row(ROOM_PLANS, key), snapshot.row(ROOM_TICKS, key)
        if plan_row is None or ticks_row is None:
            raise no_rooms(campaign)
        plan, ticks = _plan(plan_row["held"]), _ticks(ticks_row["held"])
        states = fault_states(snapshot, site, {one.ticket for one in ticks.faults})
    grid = Grid(plan, ticks, walk, today(views, site, as_of))
    texts = views.texts(one.cause.id for one in ticks.faults if one.cause)
    reasons = views.texts(swap.why.id for swap in plan.swaps)
    people = names(views, {swap.by for swap in plan.swaps})
    told = [
        SwapRow(one.outgoing, one.incoming, reasons.get(one.why.id), people[one.by], int(one.at.timestamp()))
        for one in plan.swaps
    ]
    return grid.answer(campaign, texts, states, told)


def no_rooms(campaign: str) -> Unknown:
    return Unknown(
        reason(
            "No rooms have been chosen for campaign {campaign} at this site.",
            who=Term("campaign coordinator"),
            verb=Term("choose the rooms"),
            campaign=campaign[:60],
        )
    )


def today(views: Views, site: str, as_of: AsOf) -> date:
    """The site's date of the moment that is asked about."""
    instant = views.clock() if as_of is None else views.instant(as_of)
    return instant.astimezone(views.log.get(Site, site_stream(site)).zone).date()


def fault_states(snapshot: Snapshot, site: str, numbers: Iterable[str]) -> dict[str, FaultState]:
    """How far the repair of each ticket was at the moment."""
    found = snapshot.rows(TICKETS, "number IN :numbers AND site = :site", numbers=sorted(numbers), site=site)
    return {row["number"]: _state(row["stage"], is_open=bool(row["is_open"])) for row in found}


def _state(stage: str, *, is_open: bool) -> FaultState:
    if stage == "voided":
        return "voided"
    return "awaits_recheck" if stage == "done" or not is_open else "in_repair"
