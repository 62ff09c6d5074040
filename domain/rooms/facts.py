"""What can happen to the rooms of one exam."""

from datetime import date

import msgspec

from domain.facts import Fact, TextRef, stored_as
from domain.rooms.sheets import Sheets


class Floor(msgspec.Struct, frozen=True):
    """How many rooms the school gives on one floor of one building (UNT-04)."""

    building: str
    floor: str
    rooms: int


class Place(msgspec.Struct, frozen=True):
    """A chosen room and where it is."""

    room: str
    building: str
    floor: str


class Result(msgspec.Struct, frozen=True):
    """One item as it was found.

    Attributes:
        cause: What is wrong with it, or why a re-check without a repair is in order.
        reading: A value that was read: ``24 ℃``.
        ticket: Number of the ticket that its failure opened or reopened.
    """

    check: str
    item: str
    passed: bool
    cause: TextRef | None = None
    reading: str = ""
    ticket: str = ""


@stored_as("rooms.chosen")
class RoomsChosen(Fact, frozen=True):
    """Rooms, counts and checklists of the exam; ``exam_day`` is the site's date of its first day."""

    exam_day: date
    active: int
    spare: int
    floors: tuple[Floor, ...]
    rooms: tuple[Place, ...]
    sheets: Sheets


@stored_as("rooms.spares_named")
class SparesNamed(Fact, frozen=True):
    spares: tuple[str, ...]


@stored_as("rooms.checked")
class RoomChecked(Fact, frozen=True):
    """First results of one room in one round; ``together`` are the accounts that went along."""

    room: str
    walk: str
    results: tuple[Result, ...]
    together: tuple[str, ...] = ()


@stored_as("rooms.rechecked")
class RoomRechecked(Fact, frozen=True):
    """Results of items that were looked at again."""

    room: str
    walk: str
    results: tuple[Result, ...]
    together: tuple[str, ...] = ()


@stored_as("rooms.swapped")
class RoomSwapped(Fact, frozen=True):
    """A spare took over; ``reopened`` names the tasks that the incoming room has to do again (EXM-35)."""

    outgoing: str
    incoming: str
    why: TextRef
    reopened: tuple[str, ...] = ()
