"""Whether a choice of rooms and spares adds up: the counts, floor by floor, to the room (UNT-04)."""

from collections import Counter
from collections.abc import Iterator, Sequence

from domain.errors import Reason, Term, reason
from domain.roles import TERMS, Role
from domain.rooms.facts import RoomsChosen


def obstacles(fact: RoomsChosen) -> Iterator[Reason]:
    """Every difference between the rooms, the floor list and the counts."""
    wanted, chosen = fact.active + fact.spare, len(fact.rooms)
    listed = sum(floor.rooms for floor in fact.floors)
    yield from _twice([place.room for place in fact.rooms])
    for flaw in fact.sheets.flaws():
        yield reason("The checklists do not fit together at “{place}”.", place=flaw)
    if not fact.sheets.walks:
        yield reason("The checklists are empty.")
    if listed != wanted:
        yield reason(
            "The floors add up to {found} rooms; {active} in use and {spare} spare make {wanted}: {count} {over}.",
            who=TERMS[Role.COORDINATOR],
            verb=Term("correct the floor list or the counts"),
            found=listed,
            active=fact.active,
            spare=fact.spare,
            wanted=wanted,
            count=abs(listed - wanted),
            over=_over(listed - wanted),
        )
    if chosen != wanted:
        yield reason(
            "{found} rooms are chosen; {active} in use and {spare} spare make {wanted}: {count} {over}.",
            who=TERMS[Role.COORDINATOR],
            verb=Term("add or take away rooms"),
            found=chosen,
            active=fact.active,
            spare=fact.spare,
            wanted=wanted,
            count=abs(chosen - wanted),
            over=_over(chosen - wanted),
        )
    yield from _floors(fact)


def _floors(fact: RoomsChosen) -> Iterator[Reason]:
    found = Counter((place.building, place.floor) for place in fact.rooms)
    asked = Counter[tuple[str, str]]()
    for floor in fact.floors:
        asked[floor.building, floor.floor] += floor.rooms
    for building, floor in sorted(found.keys() | asked.keys()):
        have, want = found[building, floor], asked[building, floor]
        if have != want:
            yield reason(
                "Building {building}, floor {floor}: {want} rooms are listed and {have} chosen: {count} {over}.",
                who=TERMS[Role.COORDINATOR],
                verb=Term("add or take away rooms"),
                building=building,
                floor=floor,
                want=want,
                have=have,
                count=abs(have - want),
                over=_over(have - want),
            )


def spare_obstacles(chosen: RoomsChosen | None, spares: Sequence[str]) -> Iterator[Reason]:
    """Why these cannot be the spares."""
    if chosen is None:
        yield unchosen()
        return
    yield from _twice(spares)
    known = {place.room for place in chosen.rooms}
    for room in dict.fromkeys(spares):
        if room not in known:
            yield reason("{room} is not among the chosen rooms.", room=room)
    over = len(spares) - chosen.spare
    if over:
        yield reason(
            "{spare} spare rooms are wanted and {named} named: {count} {over}.",
            who=TERMS[Role.COORDINATOR],
            verb=Term("name exactly as many"),
            spare=chosen.spare,
            named=len(spares),
            count=abs(over),
            over=_over(over),
        )


def after_a_swap(swaps: Sequence[object]) -> Iterator[Reason]:
    """After the first swap the choice stands."""
    if swaps:
        yield reason("Rooms have been swapped already, so the choice of rooms and spares stands.")


def unchosen() -> Reason:
    return reason(
        "No rooms have been chosen for this campaign yet.",
        who=TERMS[Role.COORDINATOR],
        verb=Term("choose the rooms"),
    )


def _twice(rooms: Sequence[str]) -> Iterator[Reason]:
    for room, times in Counter(rooms).items():
        if times > 1:
            yield reason("{room} stands in the list {times} times.", room=room, times=times)


def _over(by: int) -> Term:
    return Term("too many") if by > 0 else Term("too few")
