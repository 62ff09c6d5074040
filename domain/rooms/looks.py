"""Whether results of a room can be recorded: first results once, re-checks only of what was looked at before."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from domain.errors import Reason, Term, reason
from domain.named import Named
from domain.places import ExamRole
from domain.rooms import choice
from domain.rooms.facts import Result, RoomChecked, RoomRechecked
from domain.rooms.state import RoomState

Fact = RoomChecked | RoomRechecked


def obstacles(plan: RoomState, fact: Fact, at: datetime) -> Iterator[Reason]:
    """Everything that stands in the way of these results, item by item."""
    if plan.chosen is None:
        yield choice.unchosen()
        return
    room = plan.rooms.get(fact.room)
    if room is None:
        yield reason("{room} is not among the chosen rooms.", room=fact.room)
        return
    if room.role is ExamRole.OUT_OF_USE:
        yield out_of_use(plan, fact.room)
    if plan.sheets.walk(fact.walk) is None:
        yield reason("There is no round “{walk}” of checks.", walk=fact.walk)
        return
    if not fact.results:
        yield reason("No item is answered.", who=Term("you"), verb=Term("answer at least one"))
    yield from _twice(fact)
    for one in fact.results:
        yield from _item(plan, fact, one, at)


def out_of_use(plan: RoomState, room: str) -> Reason:
    """Word that a room has given its place to a spare."""
    swap = next(swap for swap in plan.swaps if swap.outgoing == room)
    return reason(
        "{room} has been out of use since {at}; {other} took over.",
        room=room,
        at=swap.at,
        other=swap.incoming,
    )


def _twice(fact: Fact) -> Iterator[Reason]:
    for (check, item), times in Counter((one.check, one.item) for one in fact.results).items():
        if times > 1:
            yield reason("“{item}” is answered {times} times.", item=f"{check} {item}", times=times)


def _item(plan: RoomState, fact: Fact, one: Result, at: datetime) -> Iterator[Reason]:
    if one.item not in plan.sheets.items(fact.walk, one.check):
        yield reason("This round does not look at “{item}”.", item=f"{one.check} {one.item}"[:70])
        return
    name = item_name(plan, one)
    if not one.passed and one.cause is None:
        yield reason(
            "“{item}” of {room} is not in order: say what is wrong with it.",
            who=Term("you"),
            verb=Term("fill it in"),
            item=name,
            room=fact.room,
        )
    yield from _reading(plan, fact, one, name)
    seen = plan.rooms[fact.room].seen.get((fact.walk, one.check, one.item), ())
    if isinstance(fact, RoomRechecked):
        if not seen:
            yield reason(
                "“{item}” of {room} has not been looked at yet, so there is nothing to re-check.",
                who=Term("you"),
                verb=Term("record it as a first check"),
                item=name,
                room=fact.room,
            )
        elif at < seen[-1].at:
            yield reason(
                "“{item}” of {room} was looked at at {known}; a re-check cannot come before.",
                item=name,
                room=fact.room,
                known=seen[-1].at,
            )
    elif seen:
        yield reason(
            "“{item}” of {room} is already on record, at {known}.",
            who=Term("you"),
            verb=Term("record a re-check instead"),
            item=name,
            room=fact.room,
            known=seen[-1].at,
        )


def _reading(plan: RoomState, fact: Fact, one: Result, name: Named) -> Iterator[Reason]:
    """What is in order where a value is read needs the value; a value that was read must be able to be true (FRM-16)."""
    scale = plan.sheets.scale(one.check, one.item)
    if scale is None:
        return
    if one.reading and not scale.read(one.reading):
        yield reason(
            "“{item}” of {room} cannot be “{reading}”: a number from {least} to {most} {unit}.",
            who=Term("you"),
            verb=Term("read it again"),
            item=name,
            room=fact.room,
            reading=one.reading,
            least=scale.least,
            most=scale.most,
            unit=scale.unit,
        )
    elif one.passed and not one.reading:
        yield reason(
            "“{item}” of {room} needs what was read there: a number from {least} to {most} {unit}.",
            who=Term("you"),
            verb=Term("read it and fill it in"),
            item=name,
            room=fact.room,
            least=scale.least,
            most=scale.most,
            unit=scale.unit,
        )


def item_name(plan: RoomState, one: Result) -> Named:
    """An item as people say it: its check, then itself."""
    sheet = plan.sheets.check(one.check)
    item = sheet.item(one.item) if sheet else None
    if sheet is None or item is None:
        code = f"{one.check} {one.item}"[:70]
        return Named(zh=code, en=code)
    return Named(zh=f"{sheet.name.zh}·{item.name.zh}", en=f"{sheet.name.en} · {item.name.en}")
