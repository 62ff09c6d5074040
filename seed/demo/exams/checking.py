"""The rooms of an exam: chosen, looked at round by round, repaired, looked at again, swapped (UNT-04, EXM-35, FRM-16)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from seed.demo import crew
from seed.demo.days import DAY
from seed.demo.exams.exam import COORDINATOR, Exam, ExamLife, rooms
from seed.demo.exams.script import Fault, script

BEGINS: Final = (8, 30)
A_ROOM: Final = timedelta(minutes=4, seconds=30)
REPAIRED: Final = timedelta(minutes=50)
LOOKED_AGAIN: Final = timedelta(minutes=100)
SWAPPED: Final = (-2, 15)
AGAIN_AFTER_SWAP: Final = ("t3", "t2")
"""Rounds that are over when a spare comes in, and begin anew for it."""


def checked(exam: Exam) -> Iterator[ExamLife]:
    """All that is recorded of the rooms."""
    life = exam.life("rooms")
    names = [room for room, _, _ in rooms()]
    life.tell("rooms.choose", exam.at(-18, 10), COORDINATOR, rooms=names)
    life.tell("rooms.name_spares", exam.at(-18, 10, 20), COORDINATOR, spares=list(exam.told.spares))
    for fault in exam.told.faults:
        yield _repair(exam, fault)
    faulty = {(one.walk, one.room) for one in exam.told.faults}
    swaps = [one for one in exam.told.faults if one.swap_for]
    for walk in exam.sheets.walks:
        gone = {one.room for one in swaps} if walk.days_before < -SWAPPED[0] else set[str]()
        for number, room in enumerate(names):
            if (walk.code, room) not in faulty and room not in gone:
                _look(exam, life, walk.code, room, _time(exam, walk.code, number))
        if walk.days_before == -SWAPPED[0]:
            _swapped(exam, life, swaps)
    yield life
    yield _again(exam)


def _time(exam: Exam, walk: str, number: int) -> datetime:
    """When the round comes to a room."""
    found = exam.sheets.walk(walk)
    return exam.at(-(found.days_before if found else 0), *BEGINS) + number * A_ROOM


def _look(exam: Exam, life: ExamLife, walk: str, room: str, at: datetime, fault: Fault | None = None) -> None:
    by, *others = _team(exam, walk, at)
    life.tell("rooms.check", at, by, room=room, walk=walk, items=_answers(exam, walk, fault), together=others)


def _team(exam: Exam, walk: str, at: datetime) -> list[str]:
    """Two of the repair team who are off turn; the head goes along where three are asked for (EXM-T06)."""
    day = at.date()
    off = [account for number, account in enumerate(crew.TECHNICIANS) if crew.turn_of(number, day) is None]
    rested = [one for one in off if crew.turn_of(crew.TECHNICIANS.index(one), day - DAY) is None]
    two = list(dict.fromkeys((*rested, *off)))[:2]
    found = exam.sheets.walk(walk)
    return [*two, crew.head_at(at)] if found and found.heads > len(two) else two


def _answers(exam: Exam, walk: str, fault: Fault | None) -> list[dict[str, Any]]:
    found = exam.sheets.walk(walk)
    return [
        _answer(exam, look.check, item, fault)
        for look in (found.looks if found else ())
        for item in exam.sheets.items(walk, look.check)
    ]


def _answer(exam: Exam, check: str, item: str, fault: Fault | None) -> dict[str, Any]:
    said: dict[str, Any] = {"check": check, "item": item, "passed": True}
    if fault is not None and (fault.check, fault.item) == (check, item):
        said |= {"passed": False, "cause": fault.cause}
    elif item == "temperature":
        said["reading"] = f"{exam.chance.whole(23, 26)} ℃"
    return said


def _found_at(exam: Exam, fault: Fault) -> datetime:
    names = [room for room, _, _ in rooms()]
    return _time(exam, fault.walk, names.index(fault.room))


def _repair(exam: Exam, fault: Fault) -> ExamLife:
    """The look that found it, and the ticket that it opened, up to the close."""
    life, at = exam.life(f"fault-{fault.room}", ticket=True), _found_at(exam, fault)
    _look(exam, life, fault.walk, fault.room, at, fault)
    answered, helper = at + exam.chance.minutes(2, 5), _team(exam, fault.walk, at)[0]
    life.note("ticket.answer", answered, crew.desk_at(answered), what="已安排考务维修人员处理")
    life.note("ticket.assign", answered + timedelta(seconds=40), crew.desk_at(answered), to=[helper])
    life.note("ticket.arrive", answered + timedelta(minutes=4), helper)
    life.note("ticket.begin_work", answered + timedelta(minutes=6), helper)
    done = at + REPAIRED
    if fault.swap_for:
        waits = at + timedelta(minutes=30)
        evidence = script().waits
        life.note("ticket.wait", waits, crew.head_at(waits), reason="material", evidence=evidence)
        resumed = exam.at(-1, 9)
        life.note("ticket.resume", resumed, crew.head_at(resumed))
        done = resumed + REPAIRED
    life.note("ticket.finish", done, helper, result=fault.result)
    closed = done + timedelta(minutes=20)
    life.note("ticket.close", closed, crew.desk_at(closed))
    return life


def _again(exam: Exam) -> ExamLife:
    """The re-checks after the repairs."""
    life = exam.life("again")
    for fault in sorted(exam.told.faults, key=lambda one: _found_at(exam, one)):
        if not fault.swap_for:
            at = _found_at(exam, fault) + LOOKED_AGAIN
            items = [{"check": fault.check, "item": fault.item, "passed": True}]
            by, *others = _team(exam, fault.walk, at)
            life.tell("rooms.recheck", at, by, room=fault.room, walk=fault.walk, items=items, together=others)
    return life


def _swapped(exam: Exam, life: ExamLife, swaps: list[Fault]) -> None:
    for fault in swaps:
        at = exam.at(*SWAPPED)
        life.tell(
            "rooms.swap",
            at,
            COORDINATOR,
            outgoing=fault.room,
            incoming=fault.swap_for,
            why=script().swapped,
        )
        for number, walk in enumerate(AGAIN_AFTER_SWAP, start=1):
            _look(exam, life, walk, fault.swap_for, at + number * timedelta(minutes=30))
        life.tell(
            "campaign.finish_task",
            at + timedelta(minutes=90),
            crew.head_at(at),
            task="T06",
            room=fault.swap_for,
            evidence=script().evidence["T06"],
        )
