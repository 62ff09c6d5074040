"""Which clocks a report would start, before it is saved: the same limits that the ticket will keep."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from console.wiring import House
from domain.calendar import CalendarBook
from domain.clocks import Clock
from domain.company import Site
from domain.errors import Term
from domain.facts import TextRef
from domain.policy import (
    STEP_TERMS,
    AtBooking,
    BeforeBooking,
    CalendarDays,
    DayOfMonth,
    Elapsed,
    Months,
    TimeOfDay,
    WorkingDays,
    in_force,
)
from domain.tickets.facts import Channel, HelpClass, Kind, Reported
from domain.tickets.kinds import PLAYBOOKS
from domain.tickets.ticket import Ticket, ticket_stream
from domain.tickets.timing import FAMILIES, clocks_of

Translate = Callable[..., str]
_ANY_ITEM = "any"


class Wanted(msgspec.Struct, frozen=True):
    """What the form says so far, as far as clocks depend on it; ``started_at`` is when the call began."""

    kind: Kind
    started_at: datetime
    in_tariff: bool = False
    booked_for: datetime | None = None


class StartingClock(msgspec.Struct, frozen=True):
    """One clock that the report would start or prepare, in the viewer's words.

    Attributes:
        seconds: Its length, where it runs from the call by the second; the stopwatch draws it.
        due_at: Unix milliseconds; ``None`` while it waits for its first step.
        waits_for: That step.
    """

    code: str
    rule: str
    name: str
    says: str
    seconds: int | None
    due_at: int | None
    waits_for: str


class Preview(msgspec.Struct, frozen=True):
    """The clocks, and by which profile and version, since when."""

    policy: str
    clocks: list[StartingClock]


def preview(house: House, site: str, wanted: Wanted, t: Translate) -> Preview:
    """The clocks of a report taken now at a site, in the order of the profile (SLA-01..07, SLA-13)."""
    place = house.site(site)
    ticket = Ticket(ticket_stream(site, ""))
    ticket.take_report(_report(house, place, wanted), wanted.started_at)
    clocks = clocks_of(ticket, house.reference)
    return Preview(_policy(house, place, wanted, t), [_starting(clock, t) for clock in clocks])


def _report(house: House, place: Site, wanted: Wanted) -> Reported:
    day = wanted.started_at.astimezone(place.zone).date()
    chosen = {family: in_force(place.choices, family, day) for family in FAMILIES}
    book = house.log.get(CalendarBook, f"calendar:{place.calendar}")
    return Reported(
        number="",
        kind=wanted.kind,
        help_class=HelpClass.REPAIR,
        channel=Channel.PHONE,
        matter=TextRef("", ""),
        first_receiver="",
        zone=place.zone.key,
        pins={family: f"{choice.profile}@{choice.version}" for family, choice in chosen.items() if choice},
        calendar=f"{place.calendar}@{book.latest.version}",
        booked_for=wanted.booked_for,
        item=_ANY_ITEM if wanted.in_tariff else "",
    )


def _policy(house: House, place: Site, wanted: Wanted, t: Translate) -> str:
    """Profile, version and since when, of the family that judges this kind of ticket."""
    day = wanted.started_at.astimezone(place.zone).date()
    choice = in_force(place.choices, PLAYBOOKS[wanted.kind].family, day)  # pyright: ignore[reportArgumentType] - a family's name
    if choice is None:
        return t("No profile is chosen: no limits")
    profile = house.reference.profile(f"{choice.profile}@{choice.version}")
    return t(
        "{profile}, version {version}, since {since}",
        profile=Term(profile.term),
        version=choice.version,
        since=choice.since,
    )


def _starting(clock: Clock, t: Translate) -> StartingClock:
    basis = clock.limit.basis
    from_call = clock.start_step == "reported"
    by_second = from_call and isinstance(basis, Elapsed)
    return StartingClock(
        code=clock.code,
        rule=clock.rule,
        name=str(t(clock.term)),
        says=_says(clock, t),
        seconds=basis.seconds if by_second and isinstance(basis, Elapsed) else None,
        due_at=None if clock.due_at is None else int(clock.due_at.timestamp() * 1000),
        waits_for="" if clock.started_at else str(t(STEP_TERMS[clock.limit.start[0]])),
    )


def _says(clock: Clock, t: Translate) -> str:
    """How the limit is reckoned, in a few words."""
    step = clock.start_step or clock.limit.start[0]
    since = Term("the call") if step == "reported" else STEP_TERMS[step]
    match clock.limit.basis:
        case Elapsed(seconds=seconds):
            said = t("{length} from: {step}", length=_length(seconds, t), step=since)
        case TimeOfDay(before=before):
            said = t("the same day by {time}, from: {step}", time=f"{before:%H:%M}", step=since)
        case DayOfMonth(day=day):
            said = t("by day {day} of the month, from: {step}", day=day, step=since)
        case BeforeBooking(minutes=minutes):
            said = t("{length} before the booked time", length=_length(minutes * 60, t))
        case AtBooking():
            said = t("at the booked time")
        case WorkingDays(days=days):
            said = t("{count} working days from: {step}", count=days, step=since)
        case CalendarDays(days=days):
            said = t("{count} days from: {step}", count=days, step=since)
        case Months(months=months):
            said = t("{count} months from: {step}", count=months, step=since)
    return str(said)


def _length(seconds: int, t: Translate) -> str:
    minutes, rest = divmod(seconds, 60)
    return t("{m} min {s} s", m=minutes, s=rest) if rest else t("{m} min", m=minutes)
