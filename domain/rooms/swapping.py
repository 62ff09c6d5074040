"""Whether a spare can take over from a room (EXM-35)."""

from collections.abc import Iterator

from domain.errors import Reason, Term, reason
from domain.places import ExamRole
from domain.roles import TERMS, Role
from domain.rooms import choice, looks
from domain.rooms.state import RoomState


def obstacles(plan: RoomState, outgoing: str, incoming: str) -> Iterator[Reason]:
    """Everything that stands in the way of the swap."""
    if plan.chosen is None:
        yield choice.unchosen()
        return
    if not plan.are_spares_named:
        yield reason(
            "The spare rooms have not been named yet.",
            who=TERMS[Role.COORDINATOR],
            verb=Term("name the spare rooms"),
        )
        return
    yield from _outgoing(plan, outgoing)
    if not plan.of_role(ExamRole.SPARE):
        yield reason(
            "All {count} spare rooms are used up; no further room can be swapped.",
            who=TERMS[Role.COORDINATOR],
            verb=Term("ask the school for another room at once"),
            count=len(plan.swaps),
        )
        return
    yield from _incoming(plan, incoming)


def _outgoing(plan: RoomState, outgoing: str) -> Iterator[Reason]:
    room = plan.rooms.get(outgoing)
    if room is None:
        yield reason("{room} is not among the chosen rooms.", room=outgoing)
    elif room.role is ExamRole.OUT_OF_USE:
        yield looks.out_of_use(plan, outgoing)
    elif room.role is ExamRole.SPARE:
        yield reason("{room} is a spare room itself; only a room in use is swapped out.", room=outgoing)


def _incoming(plan: RoomState, incoming: str) -> Iterator[Reason]:
    room = plan.rooms.get(incoming)
    if room is None or room.role is not ExamRole.SPARE:
        yield reason(
            "{room} is no unused spare room; the spare rooms left are: {spares}.",
            who=Term("you"),
            verb=Term("choose one of them"),
            room=incoming,
            spares=plan.of_role(ExamRole.SPARE),
        )
