"""One ticket, now or as of a moment: its state, its clocks with their arithmetic, and where its slip's copies are."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from domain.clocks import Clock, Line
from domain.errors import Unknown, reason
from domain.tickets.slip import Copy, copies
from domain.tickets.ticket import Ticket, ticket_stream
from domain.tickets.timing import clocks_of
from projections.asking.history import folded, stream_at
from projections.asking.moments import AsOf, Axis
from projections.asking.registry import question
from projections.asking.views import Views
from projections.members import names, register_names


class ShownLine(msgspec.Struct, frozen=True):
    """One line of a clock's arithmetic; its value is an instant, a day or a length, or there is none.

    Attributes:
        text: Message id with ``{placeholders}``, which ``fields`` fill.
        rule: The rule it follows.
    """

    sign: str
    text: str
    rule: str
    at: datetime | None = None
    day: date | None = None
    length_s: int | None = None
    fields: dict[str, Any] = {}


class ShownClock(msgspec.Struct, frozen=True):
    """One clock read at the moment asked about.

    Attributes:
        state: ``waiting``, ``running``, ``soon``, ``paused``, ``red``, ``met``, ``late`` or ``void``.
        void: Why it does not apply, as a message id.
        lines: The arithmetic, which adds up.
        provisional: It counts working days of a year whose calendar is not published yet.
    """

    code: str
    rule: str
    term: str
    state: str
    started_at: datetime | None
    due_at: datetime | None
    stopped_at: datetime | None
    left_s: int | None
    over_s: int | None
    used_s: int | None
    void: str | None
    provisional: bool
    lines: list[ShownLine]


class ShownWait(msgspec.Struct, frozen=True):
    reason: str
    since: datetime
    until: datetime | None


class Person(msgspec.Struct, frozen=True):
    """``name`` and ``phone`` are ``None`` once erased."""

    id: str
    name: str | None
    phone: str | None


class Holder(msgspec.Struct, frozen=True):
    account: str
    name: str


class TicketState(msgspec.Struct, frozen=True):
    """A ticket as it stood.

    Attributes:
        version: Events of it that this answer knows of; a command on what was seen names it.
        read_at: The instant at which the clocks were read.
        matter: What the caller said; ``None`` once erased.
        steps: First instant of each step of the present round.
        gaps: Steps that somebody went past without a record.
        next_step: Code of the step that comes next; empty when it has ended.
    """

    id: str
    number: str
    site: str
    kind: str
    version: int
    read_at: datetime
    unit: str
    place: str
    matter: str | None
    caller: Person | None
    reported_at: datetime | None
    booked_for: datetime | None
    first_receiver: Holder | None
    with_whom: list[Holder]
    team: str
    stage: str
    is_open: bool
    is_adopted: bool
    in_tariff: bool
    reopenings: int
    incident: bool
    steps: dict[str, datetime]
    waits: list[ShownWait]
    gaps: list[str]
    next_step: str
    clocks: list[ShownClock]
    copies: list[Copy]
    pins: dict[str, str]
    calendar: str


@question("ticket")
def ticket(
    views: Views, *, site: str, number: str, as_of: AsOf = None, axis: Axis = "recorded"
) -> TicketState:
    """One ticket with its clocks, their explanation and its slip's copies, now or as of a moment."""
    found, read_at = ticket_at(views, ticket_stream(site, number), as_of, axis)
    if not found.exists:
        raise Unknown(reason("The ticket {number} is not known here at that time.", number=number))
    return _shown(views, found, read_at)


def ticket_at(views: Views, stream: str, as_of: AsOf, axis: Axis) -> tuple[Ticket, datetime]:
    """The ticket folded from its own events, and the instant at which its clocks are to be read."""
    events = stream_at(views, stream, as_of, axis)
    return folded(Ticket(stream), events, axis), views.instant(as_of)


def _shown(views: Views, found: Ticket, read_at: datetime) -> TicketState:
    matter, caller = found.matter, found.caller
    people = views.people([caller.id] if caller else [])
    known = (
        register_names(views, found.with_whom)
        if found.is_adopted
        else names(views, [found.first_receiver, *found.with_whom])
    )
    return TicketState(
        id=found.id,
        number=found.number,
        site=found.site,
        kind=found.kind.value,
        version=found.version,
        read_at=read_at,
        unit=found.unit,
        place=found.report.place if found.report else "",
        matter=views.texts([matter.id]).get(matter.id) if matter else None,
        caller=_person(caller.id, people) if caller else None,
        reported_at=found.reported_at,
        booked_for=found.booked_for,
        first_receiver=_holder(found.first_receiver, known),
        with_whom=[Holder(account, known[account]) for account in found.with_whom],
        team=found.team,
        stage=found.stage,
        is_open=found.is_open,
        is_adopted=found.is_adopted,
        in_tariff=found.in_tariff,
        reopenings=found.reopenings,
        incident=found.incident,
        steps=dict(found.steps),
        waits=[ShownWait(str(wait.reason), wait.since, wait.until) for wait in found.waits],
        gaps=found.gaps,
        next_step=found.next_step.code if found.next_step else "",
        clocks=[shown_clock(clock, read_at) for clock in clocks_of(found, views.reference)],
        copies=copies(found),
        pins=dict(found.pins),
        calendar=found.calendar,
    )


def shown_clock(clock: Clock, read_at: datetime) -> ShownClock:
    """A clock read at an instant, with the lines that add up to its verdict."""
    verdict = clock.verdict(read_at)
    return ShownClock(
        code=clock.code,
        rule=clock.rule,
        term=clock.term,
        state=verdict.state,
        started_at=clock.started_at,
        due_at=clock.due_at,
        stopped_at=clock.stopped_at,
        left_s=verdict.left_s,
        over_s=verdict.over_s,
        used_s=verdict.used_s,
        void=clock.void,
        provisional=clock.provisional,
        lines=[_shown_line(line) for line in clock.lines(read_at)],
    )


def _shown_line(line: Line) -> ShownLine:
    value, fields = line.value, dict(line.fields)
    if isinstance(value, datetime):
        return ShownLine(line.sign, line.text, line.rule, at=value, fields=fields)
    if isinstance(value, timedelta):
        return ShownLine(
            line.sign, line.text, line.rule, length_s=round(value.total_seconds()), fields=fields
        )
    return ShownLine(line.sign, line.text, line.rule, day=value, fields=fields)


def _person(id: str, people: Mapping[str, Mapping[str, Any]]) -> Person:
    entry = people.get(id, {})
    return Person(id, entry.get("name"), entry.get("phone"))


def _holder(account: str, known: Mapping[str, str]) -> Holder | None:
    return Holder(account, known[account]) if account else None
