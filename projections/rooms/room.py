"""One exam room with all its checks: each line of each checklist with every look at it, both times of each."""

from collections.abc import Iterator, Mapping

import msgspec

from domain.facts import Recorded
from domain.places import ExamRole
from domain.rooms.facts import Result, RoomChecked, RoomRechecked
from domain.rooms.plan import RoomPlan, rooms_stream
from domain.rooms.results import item_tick
from domain.rooms.sheets import Check, Item
from domain.rooms.sheets import Look as Looked
from domain.rooms.state import Cell
from projections.asking.history import stream_at
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.members import names
from projections.rooms.plan import fault_states, no_rooms, today
from projections.rooms.rows import Count, FaultState, ItemRow, Look, RoomSheets, SheetRow, WalkCount


class Entry(msgspec.Struct, frozen=True):
    """One result as the log has it."""

    event: Recorded
    result: Result
    together: int


@question("room")
def room(views: Views, *, site: str, campaign: str, room: str, as_of: AsOf = None) -> RoomSheets:
    """One room of an exam: its checklists round by round, each line with its history."""
    stream = rooms_stream(site, campaign)
    events = stream_at(views, stream, as_of, "recorded")
    plan = RoomPlan(stream).replay(events)
    if room not in plan.rooms:
        raise no_rooms(campaign)
    entries = dict[Cell, list[Entry]]()
    for cell, entry in _entries(events, room):
        entries.setdefault(cell, []).append(entry)
    told = Told(views, site, plan, room, entries, as_of)
    others = {one.outgoing: one.incoming for one in plan.swaps}
    others |= {one.incoming: one.outgoing for one in plan.swaps if one.incoming not in others}
    place = plan.rooms[room].place
    return RoomSheets(
        campaign=campaign,
        room=room,
        building=place.building,
        floor=place.floor,
        role=plan.rooms[room].role,
        other=others.get(room, ""),
        walks=told.walks(),
        sheets=told.sheets(),
        spares=plan.of_role(ExamRole.SPARE),
    )


def _entries(events: list[Recorded], room: str) -> Iterator[tuple[Cell, Entry]]:
    for event in events:
        fact = event.fact
        if isinstance(fact, RoomChecked | RoomRechecked) and fact.room == room:
            together = len({event.doer, *fact.together})
            for one in fact.results:
                yield (fact.walk, one.check, one.item), Entry(event, one, together)


class Told:
    """A room's history in words."""

    def __init__(
        self,
        views: Views,
        site: str,
        plan: RoomPlan,
        room: str,
        entries: Mapping[Cell, list[Entry]],
        as_of: AsOf,
    ) -> None:
        self.plan, self.room, self.entries = plan, room, entries
        self.day = today(views, site, as_of)
        everything = [one for found in entries.values() for one in found]
        self.texts = views.texts(one.result.cause.id for one in everything if one.result.cause)
        self.people = names(views, {one.event.doer for one in everything})
        with views.snapshot(as_of) as snapshot:
            numbers = {one.result.ticket for one in everything if one.result.ticket}
            self.states = fault_states(snapshot, site, numbers)

    def walks(self) -> list[WalkCount]:
        found: list[WalkCount] = []
        for walk in self.plan.sheets.walks:
            due = self.plan.due(walk.code) or self.day
            found.append(WalkCount(walk.code, walk.name, due, Count(), 0, walk.heads, 0))
        return found

    def sheets(self) -> list[SheetRow]:
        return [
            self._sheet(walk.code, look, sheet)
            for walk, look in self.plan.sheets.looks()
            if (sheet := self.plan.sheets.check(look.check)) is not None
        ]

    def _sheet(self, walk: str, look: Looked, sheet: Check) -> SheetRow:
        wanted = self.plan.sheets.items(walk, look.check)
        return SheetRow(
            walk=walk,
            check=sheet.code,
            name=sheet.name,
            form=sheet.form_name,
            task=look.task,
            tick=self.plan.tick(self.room, walk, look.check),
            roles=sheet.roles,
            reopens=look.reopens,
            items=[
                self._item((walk, sheet.code, one.code), one) for one in sheet.items if one.code in wanted
            ],
        )

    def _item(self, cell: Cell, item: Item) -> ItemRow:
        seen = self.plan.rooms[self.room].seen.get(cell, ())
        entries = self.entries.get(cell, [])
        void = len(entries) - len(seen)
        looks = [self._look(one, before_swap=index < void) for index, one in enumerate(entries)]
        fault: FaultState | None = None
        if seen and not seen[-1].passed:
            fault = self.states.get(seen[-1].ticket, "in_repair")
        return ItemRow(item.code, item.name, item_tick(seen), looks, fault, item.reads)

    def _look(self, one: Entry, *, before_swap: bool) -> Look:
        event, result = one.event, one.result
        return Look(
            at=int(event.happened_at.timestamp()),
            recorded_at=int(event.recorded_at.timestamp()) if event.recorded_at else None,
            by=self.people.get(event.doer, event.doer),
            passed=result.passed,
            cause=self.texts.get(result.cause.id) if result.cause else None,
            reading=result.reading,
            ticket=result.ticket,
            together=one.together,
            before_swap=before_swap,
        )
