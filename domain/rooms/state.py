"""The rooms of one exam as its facts tell them: choice, spares, looks at each item, swaps."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import msgspec

from domain.aggregate import Aggregate, on
from domain.facts import Happened, TextRef
from domain.places import ExamRole
from domain.rooms.facts import Place, RoomChecked, RoomRechecked, RoomsChosen, RoomSwapped, SparesNamed
from domain.rooms.results import Seen, Tick, item_tick, tick_of
from domain.rooms.sheets import Sheets

Cell = tuple[str, str, str]
"""Round, check and item."""


class Room:
    """One chosen room.

    Attributes:
        role: Active, spare or out of use; undecided until the spares are named.
        seen: The looks at each item, oldest first; what a swap opened again begins anew.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self.role = ExamRole.UNDECIDED
        self.seen: dict[Cell, tuple[Seen, ...]] = {}


class Swap(msgspec.Struct, frozen=True):
    """One room that gave its place to a spare."""

    outgoing: str
    incoming: str
    why: TextRef
    at: datetime
    by: str


class RoomState(Aggregate):
    """All rooms of one exam at one site, as they were found.

    Attributes:
        chosen: The present choice with its counts and checklists.
        rooms: Chosen rooms by code, in the order of the choice.
        swaps: Oldest first.
    """

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.chosen: RoomsChosen | None = None
        self.rooms: dict[str, Room] = {}
        self.swaps: tuple[Swap, ...] = ()

    @property
    def campaign(self) -> str:
        return self.id.split(":", 2)[2]

    @property
    def sheets(self) -> Sheets:
        return self.chosen.sheets if self.chosen else Sheets((), ())

    @property
    def are_spares_named(self) -> bool:
        return any(room.role is not ExamRole.UNDECIDED for room in self.rooms.values())

    def of_role(self, role: ExamRole) -> list[str]:
        return [code for code, room in self.rooms.items() if room.role is role]

    def due(self, walk: str) -> date | None:
        """The last day of a round (CAL-09); a room that was swapped in keeps it (EXM-35)."""
        found = self.sheets.walk(walk)
        return self.chosen.exam_day - timedelta(days=found.days_before) if self.chosen and found else None

    def tick(self, room: str, walk: str, check: str) -> Tick:
        """One check of one room in one round."""
        seen = self.rooms[room].seen
        return tick_of(
            item_tick(seen.get((walk, check, item), ())) for item in self.sheets.items(walk, check)
        )

    def failed_items(self, room: str, walk: str, check: str) -> tuple[str, ...]:
        """Codes of the items of a check that are out of order."""
        seen = self.rooms[room].seen
        items = self.sheets.items(walk, check)
        return tuple(item for item in items if item_tick(seen.get((walk, check, item), ())) is Tick.FAILED)

    def ticks(self, room: str) -> Mapping[tuple[str, str], Tick]:
        """Every check of a room by round and check."""
        return {
            (walk.code, look.check): self.tick(room, walk.code, look.check)
            for walk, look in self.sheets.looks()
        }

    @on(RoomsChosen)
    def _on_chosen(self, fact: RoomsChosen, event: Happened) -> None:
        earlier = self.rooms
        self.chosen = fact
        self.rooms = {place.room: Room(place) for place in fact.rooms}
        for code in self.rooms.keys() & earlier.keys():
            self.rooms[code].seen = earlier[code].seen

    @on(SparesNamed)
    def _on_spares_named(self, fact: SparesNamed, event: Happened) -> None:
        for code, room in self.rooms.items():
            room.role = ExamRole.SPARE if code in fact.spares else ExamRole.ACTIVE

    @on(RoomChecked, RoomRechecked)
    def _on_looked_at(self, fact: RoomChecked | RoomRechecked, event: Happened) -> None:
        seen = self.rooms[fact.room].seen
        together = len({event.doer, *fact.together})
        for one in fact.results:
            cell = (fact.walk, one.check, one.item)
            look = Seen(
                event.happened_at, event.doer, one.passed, one.cause, one.reading, one.ticket, together
            )
            seen[cell] = (*seen.get(cell, ()), look)

    @on(RoomSwapped)
    def _on_swapped(self, fact: RoomSwapped, event: Happened) -> None:
        self.rooms[fact.outgoing].role = ExamRole.OUT_OF_USE
        room = self.rooms[fact.incoming]
        room.role = ExamRole.ACTIVE
        again = {(walk.code, look.check) for walk, look in self.sheets.looks() if look.task in fact.reopened}
        room.seen = {cell: looks for cell, looks in room.seen.items() if cell[:2] not in again}
        swap = Swap(fact.outgoing, fact.incoming, fact.why, event.happened_at, event.doer)
        self.swaps = (*self.swaps, swap)
