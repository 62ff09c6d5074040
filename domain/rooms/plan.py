"""The room plan of one exam: which rooms, which spares, what was found in each, and who took over from whom.

Rules: UNT-04, EXM-T05..T09, EXM-T14, EXM-T17, EXM-35, FRM-16, CON-13.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.errors import Reason, Refused
from domain.facts import TextRef
from domain.rooms import choice, looks, swapping
from domain.rooms.facts import RoomChecked, RoomRechecked, RoomsChosen, RoomSwapped, SparesNamed
from domain.rooms.state import RoomState


class RoomPlan(RoomState):
    """What may become of the rooms of one exam."""

    def choose(self, fact: RoomsChosen, at: datetime) -> None:
        """Choose the rooms, or choose anew; what was found in rooms that stay is kept.

        Raises:
            Refused: The counts do not add up, floor by floor, or a room has been swapped already.
        """
        _refuse([*choice.obstacles(fact), *choice.after_a_swap(self.swaps)])
        self.record(fact, at)

    def name_spares(self, spares: Sequence[str], at: datetime) -> None:
        """Say which rooms are the spares: as many as the choice asks for (UNT-04).

        Raises:
            Refused: Too few, too many, a room that is not chosen, or a room has been swapped already.
        """
        _refuse([*choice.spare_obstacles(self.chosen, spares), *choice.after_a_swap(self.swaps)])
        self.record(SparesNamed(spares=tuple(spares)), at)

    def examine(self, fact: RoomChecked | RoomRechecked, at: datetime) -> None:
        """Decide whether results can be recorded.

        Raises:
            Refused: Every reason that stands in the way.
        """
        _refuse(looks.obstacles(self, fact, at))

    def take(self, fact: RoomChecked | RoomRechecked, at: datetime) -> None:
        """Record results of one room, all or none.

        Raises:
            Refused: As :meth:`examine`.
        """
        self.examine(fact, at)
        self.record(fact, at)

    def swap(self, outgoing: str, incoming: str, why: TextRef, at: datetime) -> None:
        """Let a spare take over from an active room (EXM-35).

        Raises:
            Refused: The one is not active, the other no unused spare, or no spare is left.
        """
        _refuse(swapping.obstacles(self, outgoing, incoming))
        tasks = tuple(dict.fromkeys(look.task for _, look in self.sheets.looks() if look.reopens))
        self.record(RoomSwapped(outgoing=outgoing, incoming=incoming, why=why, reopened=tasks), at)


def _refuse(obstacles: Iterable[Reason]) -> None:
    found = tuple(obstacles)
    if found:
        raise Refused(*found)


def rooms_stream(site: str, campaign: str) -> str:
    return f"rooms:{site}:{campaign}"
