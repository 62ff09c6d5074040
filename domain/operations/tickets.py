"""Taking a report, and the steps that every kind of ticket shares."""

from typing import Annotated

from msgspec import Meta

from domain.calendar import CalendarBook
from domain.errors import Reason, Refused, Term, reason
from domain.facts import Fact
from domain.operations.commands import command
from domain.operations.desk import Desk
from domain.operations.words import Account, Aware, Label, Part, PersonInput, Text, TicketNumber, UnitCode
from domain.policy import Family, PolicyBook, in_force
from domain.roles import Role
from domain.tariff import Tariff, tariff_stream
from domain.tickets import facts
from domain.tickets.facts import Channel, HelpClass, Kind, WaitReason
from domain.tickets.kinds import PLAYBOOKS
from domain.tickets.ticket import Ticket, ticket_stream

DESK = (Role.DESK, Role.OFFICER, Role.DUTY_MANAGER, Role.ASSISTANT)
Accounts = Annotated[list[Account], Meta(max_length=50)]
FAMILIES: tuple[Family, ...] = ("reply", "repair", "visit", "billing")


@command("help.report", *DESK)
def report_help(
    desk: Desk,
    *,
    matter: Text,
    help_class: HelpClass = HelpClass.OTHER,
    channel: Channel = Channel.PHONE,
    unit: UnitCode | None = None,
    place: Label = "",
    caller: PersonInput | None = None,
    first_receiver: Account | None = None,
) -> None:
    """Take a call for help that is no paid repair (TCK-01, RSP-01)."""
    open_ticket(desk, Kind.HELP, help_class, channel, matter, unit, place, caller, first_receiver)


@command("repair.report", *DESK)
def report_repair(
    desk: Desk,
    *,
    matter: Text,
    unit: UnitCode,
    caller: PersonInput,
    channel: Channel = Channel.PHONE,
    item: Part = "",
    booked_for: Aware | None = None,
    first_receiver: Account | None = None,
) -> None:
    """Take a call for an own-use paid repair: name, address, phone, content, appointment (REP-01, TRN-01).

    ``item`` is the tariff item it is; empty where the tariff has none, and then it is assessed first (REP-04).
    """
    if not caller.phone:
        raise Refused(reason("A repair needs the caller's phone.", who=Term("you"), verb=Term("ask for it")))
    if booked_for is not None and booked_for < desk.at:
        raise Refused(_too_early(booked_for))
    open_ticket(
        desk,
        Kind.REPAIR,
        HelpClass.REPAIR,
        channel,
        matter,
        unit,
        "",
        caller,
        first_receiver,
        item,
        booked_for,
    )


def _too_early(booked_for: Aware) -> Reason:
    return reason(
        "The appointment, {booked}, lies before the call.",
        who=Term("you"),
        verb=Term("check the time"),
        booked=booked_for,
    )


def open_ticket(
    desk: Desk,
    kind: Kind,
    help_class: HelpClass,
    channel: Channel,
    matter: str,
    unit: str | None,
    place: str = "",
    caller: PersonInput | None = None,
    first_receiver: str | None = None,
    item: str = "",
    booked_for: Aware | None = None,
) -> str:
    """Begin a ticket with the rules in force; answers with its number."""
    if unit is not None:
        desk.unit(unit)
    if first_receiver is not None:
        desk.member(first_receiver)
    number = desk.next_number(PLAYBOOKS[kind].letter)
    report = facts.Reported(
        number=number,
        kind=kind,
        help_class=help_class,
        channel=channel,
        matter=desk.text(matter),
        first_receiver=first_receiver or desk.doer,
        zone=desk.zone.key,
        pins=_pins(desk),
        calendar=_calendar(desk),
        unit=unit or "",
        place=place,
        caller=desk.person(caller.name, caller.phone) if caller else None,
        booked_for=booked_for,
        item=item,
        tariff=_edition(desk, item),
        collector=_collector(desk),
    )
    desk.begin(Ticket, ticket_stream(desk.site_code, number)).take_report(report, desk.at)
    desk.results["ticket"] = number
    return number


def _pins(desk: Desk) -> dict[str, str]:
    """Profile and version by family, in force on the site date of the report."""
    chosen = {family: in_force(desk.site.choices, family, desk.today) for family in FAMILIES}
    return {family: f"{choice.profile}@{choice.version}" for family, choice in chosen.items() if choice}


def _calendar(desk: Desk) -> str:
    book = desk.load(CalendarBook, f"calendar:{desk.site.calendar}")
    return f"{desk.site.calendar}@{book.latest.version}"


def _collector(desk: Desk) -> str:
    choice = in_force(desk.site.choices, "billing", desk.today)
    if choice is None:
        return "finance"
    book = desk.load(PolicyBook, f"policy:{choice.profile}")
    return book.at_version(choice.version).settings.collector or "finance"


def _edition(desk: Desk, item: str) -> int:
    """The tariff edition that holds ``item``; 0 for none."""
    if not item:
        return 0
    edition = desk.load(Tariff, tariff_stream(desk.site_code)).in_force(desk.today)
    if edition is None or edition.item(item) is None:
        raise Refused(
            reason(
                "The tariff in force on {day} has no item {item}.",
                who=Term("you"),
                verb=Term("choose another item, or leave it open so that it is assessed"),
                day=desk.today,
                item=item[:40],
            )
        )
    return edition.version


def take(desk: Desk, ticket: str, fact: Fact) -> None:
    """Record one step of a ticket's procedure in the role that the procedure names."""
    found = desk.ticket(ticket)
    step = found.procedure.by_fact.get(type(fact))
    if step is not None:
        desk.allow(step.roles)
    found.take(fact, desk.at)


@command("ticket.answer")
def answer(desk: Desk, *, ticket: TicketNumber, what: Text, escalated: bool = False) -> None:
    """Give a first answer; ``escalated`` when the department head was asked first (TCK-02)."""
    take(desk, ticket, facts.Answered(what=desk.text(what), escalated=escalated))


@command("ticket.assign")
def assign(desk: Desk, *, ticket: TicketNumber, to: Accounts) -> None:
    """Give it to people; the first receiver stays who it is (RSP-04)."""
    if not to:
        raise Refused(reason("Name at least one person.", who=Term("you"), verb=Term("choose who does it")))
    for account in to:
        desk.member(account)
    take(desk, ticket, facts.Assigned(to=tuple(to)))


@command("ticket.queue")
def queue(desk: Desk, *, ticket: TicketNumber, team: Annotated[Part, Meta(min_length=1)]) -> None:
    """Hand it to a team."""
    take(desk, ticket, facts.Queued(team=team.strip()))


@command("ticket.set_out")
def set_out(
    desk: Desk,
    *,
    ticket: TicketNumber,
    taken_along: Annotated[list[Part], Meta(max_length=30)] | None = None,
    phoned: bool = False,
) -> None:
    """Set out with tools, parts, slip and tariff; whether somebody is home was asked by phone (REP-15)."""
    take(desk, ticket, facts.SetOut(taken_along=tuple(taken_along or ()), phoned=phoned))


@command("ticket.arrive")
def arrive(desk: Desk, *, ticket: TicketNumber) -> None:
    """Be on site."""
    take(desk, ticket, facts.Arrived())


@command("ticket.begin_work")
def begin_work(desk: Desk, *, ticket: TicketNumber) -> None:
    """Begin the work; a repair only after the tariff was shown and the customer agreed (REP-06)."""
    take(desk, ticket, facts.WorkBegun())


@command("ticket.wait")
def wait(desk: Desk, *, ticket: TicketNumber, reason: WaitReason, evidence: Text | None = None) -> None:
    """Wait, with the reason, and what shows it."""
    take(desk, ticket, facts.WaitingBegun(reason=reason, evidence=desk.text(evidence) if evidence else None))


@command("ticket.resume")
def resume(desk: Desk, *, ticket: TicketNumber) -> None:
    """Go on after a wait."""
    take(desk, ticket, facts.Resumed())


@command("ticket.rebook")
def rebook(desk: Desk, *, ticket: TicketNumber, booked_for: Aware | None = None) -> None:
    """Agree on another time, or on as soon as possible."""
    if booked_for is not None and booked_for < desk.at:
        raise Refused(_too_early(booked_for))
    take(desk, ticket, facts.Rebooked(booked_for=booked_for))


@command("ticket.urge")
def urge(
    desk: Desk, *, ticket: TicketNumber, channel: Channel = Channel.PHONE, said: Text | None = None
) -> None:
    """Note that the same household called again; no second ticket (MRG-02)."""
    take(desk, ticket, facts.Urged(channel=channel, said=desk.text(said) if said else None))


@command("ticket.remark")
def remark(desk: Desk, *, ticket: TicketNumber, what: Text) -> None:
    """Add a remark."""
    take(desk, ticket, facts.Remarked(what=desk.text(what)))


@command("ticket.flag_incident")
def flag_incident(desk: Desk, *, ticket: TicketNumber, what: Text) -> None:
    """Staff or tools detained, abuse: the customer-service assistant takes over (REP-19)."""
    take(desk, ticket, facts.IncidentFlagged(what=desk.text(what)))


@command("ticket.finish")
def finish(desk: Desk, *, ticket: TicketNumber, result: Text | None = None) -> None:
    """Record that the help was given."""
    take(desk, ticket, facts.Done(result=desk.text(result) if result else None))


@command("ticket.close")
def close(desk: Desk, *, ticket: TicketNumber) -> None:
    """Close it, when nothing is left to do (TRN-17)."""
    take(desk, ticket, facts.Closed())


@command("ticket.void")
def void(desk: Desk, *, ticket: TicketNumber, why: Text) -> None:
    """Void a ticket that should not have been opened."""
    take(desk, ticket, facts.Voided(why=desk.text(why)))


@command("ticket.reopen", *DESK)
def reopen(desk: Desk, *, ticket: TicketNumber, why: Text, same_cause: bool = False) -> None:
    """Begin anew under the same number (TRN-17); ``same_cause`` counts as rework (REP-36, REP-37)."""
    desk.ticket(ticket).reopen(facts.Reopened(why=desk.text(why), same_cause=same_cause), desk.at)
