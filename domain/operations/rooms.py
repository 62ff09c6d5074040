"""Choosing the rooms of an exam, checking them round by round, and letting a spare take over.

Rules: UNT-04, UNT-11, EXM-T05..T09, EXM-T14, EXM-T17, EXM-35, FRM-16, CON-13.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct, structs

from domain.campaigns.campaign import Campaign, campaign_stream
from domain.errors import Refused, Term, reason
from domain.operations.commands import command
from domain.operations.desk import Desk
from domain.operations.room_choice import Asked, Count, Floors
from domain.operations.room_faults import answer_for
from domain.operations.words import Account, CampaignCode, Part, Text, UnitCode
from domain.places import ExamRole, ExamRoomSwapped, RoomInspected, UnitKind
from domain.roles import TERMS, Role
from domain.rooms.facts import Place, Result, RoomChecked, RoomRechecked
from domain.rooms.plan import RoomPlan, rooms_stream
from domain.rooms.results import Tick
from domain.rooms.sheets import Sheets

Codes = Annotated[list[UnitCode], Meta(max_length=1000)]
Together = Annotated[list[Account], Meta(max_length=9)]


class Answer(Struct, frozen=True):
    """One line of a checklist as it was filled in.

    Attributes:
        cause: What is wrong, or why a re-check without a repair is in order.
        reading: A value that was read: ``24 ℃``.
    """

    check: Annotated[Part, Meta(min_length=1)]
    item: Annotated[Part, Meta(min_length=1)]
    passed: bool
    cause: Text | None = None
    reading: Part = ""


Answers = Annotated[list[Answer], Meta(min_length=1, max_length=200)]


@command("rooms.choose", Role.COORDINATOR, Role.OFFICE_MANAGER)
def choose(
    desk: Desk,
    *,
    campaign: CampaignCode,
    rooms: Codes,
    exam_day: date | None = None,
    active: Count | None = None,
    spare: Count | None = None,
    floors: Floors | None = None,
    sheets: Sheets | None = None,
) -> None:
    """Choose the rooms of an exam; counts, floors, day and checklists are the campaign's unless given (UNT-04)."""
    plan = _plan(desk, campaign)
    before = set(plan.rooms)
    places = tuple(_place(desk, room) for room in rooms)
    asked = Asked(exam_day, active, spare, floors, sheets)
    plan.choose(asked.of(desk.load(Campaign, campaign_stream(desk.site_code, campaign)), places), desk.at)
    _assign(desk, campaign, rooms, ExamRole.UNDECIDED)
    _assign(desk, campaign, sorted(before - set(rooms)), ExamRole.RELEASED)


@command("rooms.name_spares", Role.COORDINATOR)
def name_spares(desk: Desk, *, campaign: CampaignCode, spares: Codes) -> None:
    """Name the spare rooms; all others are in use (UNT-04)."""
    plan = _plan(desk, campaign)
    plan.name_spares(spares, desk.at)
    for role in (ExamRole.ACTIVE, ExamRole.SPARE):
        _assign(desk, campaign, plan.of_role(role), role)


@command("rooms.check")
def check(
    desk: Desk,
    *,
    campaign: CampaignCode,
    room: UnitCode,
    walk: Part,
    items: Answers,
    together: Together | None = None,
) -> None:
    """Record first results of one room in one round, all or none; each item not in order opens a ticket (FRM-16)."""
    _look(desk, campaign, RoomChecked(room=room, walk=walk, results=()), items, together)


@command("rooms.recheck")
def recheck(
    desk: Desk,
    *,
    campaign: CampaignCode,
    room: UnitCode,
    walk: Part,
    items: Answers,
    together: Together | None = None,
) -> None:
    """Record what was looked at again, after the repair; before it, with a word (EXM-T06)."""
    _look(desk, campaign, RoomRechecked(room=room, walk=walk, results=()), items, together)


@command("rooms.swap", Role.COORDINATOR, Role.ENGINEERING_HEAD, Role.OFFICE_MANAGER)
def swap(desk: Desk, *, campaign: CampaignCode, outgoing: UnitCode, incoming: UnitCode, why: Text) -> None:
    """Let a spare take over from a room in use; its checks begin anew with their due dates (EXM-35)."""
    plan = _plan(desk, campaign)
    words = desk.text(why)
    plan.swap(outgoing, incoming, words, desk.at)
    for room, other in ((outgoing, incoming), (incoming, outgoing)):
        fact = ExamRoomSwapped(campaign=campaign, other=other, incoming=room == incoming, why=words)
        desk.unit(room).record(fact, desk.at)
    around = desk.load(Campaign, campaign_stream(desk.site_code, campaign))
    if around.exists:
        around.reopen_for_room(incoming, words, desk.at)


def _plan(desk: Desk, campaign: str) -> RoomPlan:
    return desk.load(RoomPlan, rooms_stream(desk.open_site, campaign))


def _place(desk: Desk, room: str) -> Place:
    """A registered exam room with its building and floor.

    Raises:
        Refused: The unit is something else.
    """
    unit = desk.unit(room)
    if unit.kind is not UnitKind.EXAM_ROOM:
        raise Refused(
            reason(
                "{room} is not registered as an exam room.",
                who=TERMS[Role.COORDINATOR],
                verb=Term("choose another room, or let it be registered"),
                room=room,
            )
        )
    return Place(room, unit.file.building, unit.file.floor)


def _assign(desk: Desk, campaign: str, rooms: Sequence[str], role: ExamRole) -> None:
    for room in rooms:
        desk.unit(room).assign_exam_role(campaign, role, desk.at)


def _look(
    desk: Desk,
    campaign: str,
    bare: RoomChecked | RoomRechecked,
    items: Sequence[Answer],
    together: Sequence[str] | None,
) -> None:
    """Guard first, then open the tickets, then record."""
    plan = _plan(desk, campaign)
    _allow(desk, plan, items)
    for account in together or ():
        desk.member(account)
    results = tuple(
        Result(one.check, one.item, one.passed, desk.text(one.cause) if one.cause else None, _read(plan, one))
        for one in items
    )
    fact = structs.replace(bare, results=results, together=tuple(together or ()))
    plan.examine(fact, desk.at)
    answered = answer_for(desk, plan, fact, items)
    plan.take(structs.replace(fact, results=answered), desk.at)
    for sheet in dict.fromkeys(one.check for one in results):
        _inspected(desk, plan, fact.room, fact.walk, sheet)


def _read(plan: RoomPlan, one: Answer) -> str:
    """What was read, in one form where the item has a scale; what does not fit it is left to be refused."""
    scale = plan.sheets.scale(one.check, one.item)
    return (scale.read(one.reading) if scale else "") or one.reading


def _allow(desk: Desk, plan: RoomPlan, items: Sequence[Answer]) -> None:
    """Whoever records must be let do each of the checks."""
    for code in dict.fromkeys(one.check for one in items):
        sheet = plan.sheets.check(code)
        desk.allow(sheet.roles if sheet else (Role.TECHNICIAN, Role.ENGINEERING_HEAD))


def _inspected(desk: Desk, plan: RoomPlan, room: str, walk: str, sheet: str) -> None:
    """Tell the room itself of a check that is answered whole, or has something out of order (UNT-11)."""
    tick = plan.tick(room, walk, sheet)
    if tick is Tick.UNDONE:
        return
    fact = RoomInspected(
        campaign=plan.campaign,
        walk=walk,
        check=sheet,
        passed=tick is not Tick.FAILED,
        failed=plan.failed_items(room, walk, sheet),
    )
    desk.unit(room).record(fact, desk.at)
