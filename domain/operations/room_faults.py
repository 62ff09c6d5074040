"""A room's fault becomes a ticket in the same command, and comes back to be looked at again."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import structs

from domain.errors import Reason, Refused, Term, reason
from domain.facts import TextRef
from domain.operations.desk import Desk
from domain.operations.tickets import open_ticket
from domain.rooms.facts import Result, RoomChecked, RoomRechecked
from domain.rooms.looks import item_name
from domain.rooms.plan import RoomPlan
from domain.rooms.results import Seen
from domain.tickets.facts import Channel, HelpClass, Kind, Remarked, Reopened
from domain.tickets.ticket import Ticket


class Said(Protocol):
    """What was typed of one item."""

    @property
    def cause(self) -> str | None: ...


def answer_for(
    desk: Desk, plan: RoomPlan, fact: RoomChecked | RoomRechecked, said: Sequence[Said]
) -> tuple[Result, ...]:
    """The results with the tickets that they opened, reopened or came back from.

    Raises:
        Refused: A re-check says that all is well without a repair, and without a word (each item named).
    """
    before = [_last(plan, fact, one) for one in fact.results]
    obstacles = [
        _unrepaired(plan, fact.room, one, seen.ticket)
        for one, seen in zip(fact.results, before, strict=True)
        if one.passed and seen and not seen.passed and one.cause is None and not _repaired(desk, seen.ticket)
    ]
    if obstacles:
        raise Refused(*obstacles)
    return tuple(
        structs.replace(one, ticket=_ticket(desk, plan, fact.room, one, seen, typed.cause or ""))
        for one, seen, typed in zip(fact.results, before, said, strict=True)
    )


def _last(plan: RoomPlan, fact: RoomChecked | RoomRechecked, one: Result) -> Seen | None:
    seen = plan.rooms[fact.room].seen.get((fact.walk, one.check, one.item), ())
    return seen[-1] if seen else None


def is_repaired(ticket: Ticket) -> bool:
    """Whether the fault is reported as repaired, so that its item waits for the re-check."""
    return bool(ticket.steps.keys() & {"done", "closed"})


def _repaired(desk: Desk, number: str) -> bool:
    return is_repaired(desk.ticket(number))


def _unrepaired(plan: RoomPlan, room: str, one: Result, number: str) -> Reason:
    return reason(
        "Ticket {number} tells of no repair of “{item}” in {room} yet.",
        who=Term("you"),
        verb=Term("say in a word why it is in order all the same"),
        item=item_name(plan, one),
        room=room,
        number=number,
    )


def _ticket(desk: Desk, plan: RoomPlan, room: str, one: Result, before: Seen | None, cause: str) -> str:
    """The number of the ticket that belongs to a result; empty where there is none."""
    if before is None or before.passed:
        return "" if one.passed else _open(desk, plan, room, one, cause)
    known = desk.ticket(before.ticket)
    if one.passed:
        if known.is_open and one.cause:
            _remark(desk, known, one.cause)
        return before.ticket
    if "voided" in known.steps or (known.is_open and is_repaired(known)):
        return _open(desk, plan, room, one, cause)
    if one.cause and known.is_open:
        _remark(desk, known, one.cause)
    elif one.cause:
        known.reopen(Reopened(why=one.cause, same_cause=True), desk.at)
    return before.ticket


def _remark(desk: Desk, ticket: Ticket, words: TextRef) -> None:
    ticket.take(Remarked(what=words), desk.at)


def _open(desk: Desk, plan: RoomPlan, room: str, one: Result, cause: str) -> str:
    matter = f"{item_name(plan, one).zh}：{cause}"
    return open_ticket(desk, Kind.HELP, HelpClass.REPAIR, Channel.STAFF, matter, room)
