"""The steps of an own-use paid repair (TRN-02..16)."""

from typing import Annotated

from msgspec import Meta, Struct

from domain.facts import TextRef
from domain.operations.commands import command
from domain.operations.desk import Desk
from domain.operations.tickets import Accounts, take
from domain.operations.words import Cents, Label, Part, Text, TicketNumber
from domain.tickets import repair_facts as did
from domain.tickets.repair_facts import Charge, MaterialVerdict, VisitMode

Copies = Annotated[list[Annotated[int, Meta(ge=1, le=4)]], Meta(max_length=4)]
Month = Annotated[str, Meta(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])(?!\n)$")]


class ChargeInput(Struct, frozen=True):
    """One line of the bill as it is written on the slip."""

    name: Annotated[Label, Meta(min_length=1)]
    quantity: Annotated[int, Meta(ge=1, le=10_000)]
    price_cents: Cents


def _maybe(desk: Desk, words: str | None) -> TextRef | None:
    return desk.text(words) if words else None


@command("repair.fill_slip")
def fill_slip(desk: Desk, *, ticket: TicketNumber, slip: Part = "") -> None:
    """Fill the slip; its number is the pad's, else the ticket's own."""
    take(desk, ticket, did.SlipFilled(slip=slip.strip() or ticket))


@command("repair.notify_engineering")
def notify_engineering(desk: Desk, *, ticket: TicketNumber) -> None:
    """Tell engineering to fetch the slip."""
    take(desk, ticket, did.EngineeringNotified())


@command("repair.receive_slip")
def receive_slip(desk: Desk, *, ticket: TicketNumber) -> None:
    """Sign for the slip; copies 1 to 3 are out."""
    take(desk, ticket, did.SlipReceived())


@command("repair.assess")
def assess(
    desk: Desk, *, ticket: TicketNumber, feasible: bool, price_cents: Cents = 0, answered: bool = False
) -> None:
    """Assess what stands in no tariff; ``answered`` says that the customer was told at once (REP-04)."""
    take(desk, ticket, did.Assessed(feasible=feasible, price_cents=price_cents))
    if answered:
        take(desk, ticket, did.Quoted())


@command("repair.quote")
def quote(desk: Desk, *, ticket: TicketNumber) -> None:
    """Tell the customer the assessment."""
    take(desk, ticket, did.Quoted())


@command("repair.consent")
def consent(desk: Desk, *, ticket: TicketNumber, price_cents: Cents) -> None:
    """Record that the customer agrees to the price."""
    take(desk, ticket, did.Consented(price_cents=price_cents))


@command("repair.decline")
def decline(desk: Desk, *, ticket: TicketNumber, why: Text) -> None:
    """Record that the customer does not want it at that price."""
    take(desk, ticket, did.Declined(why=desk.text(why)))


@command("repair.dispatch")
def dispatch(desk: Desk, *, ticket: TicketNumber, technicians: Accounts) -> None:
    """Send technicians by name (TRN-06)."""
    for account in technicians:
        desk.member(account)
    take(desk, ticket, did.Dispatched(technicians=tuple(technicians)))


@command("repair.confirm_item")
def confirm_item(
    desk: Desk, *, ticket: TicketNumber, actual: Text | None = None, own_materials: bool = False
) -> None:
    """Compare the slip with what is there; ``actual`` where they differ (REP-05)."""
    take(desk, ticket, did.ItemConfirmed(actual=_maybe(desk, actual), own_materials=own_materials))


@command("repair.show_tariff")
def show_tariff(desk: Desk, *, ticket: TicketNumber, price_cents: Cents) -> None:
    """Show the customer the tariff and the price."""
    take(desk, ticket, did.TariffShown(price_cents=price_cents))


@command("repair.consent_on_site")
def consent_on_site(desk: Desk, *, ticket: TicketNumber) -> None:
    """Record the customer's yes on site."""
    take(desk, ticket, did.ConsentedOnSite())


@command("repair.refuse_on_site")
def refuse_on_site(desk: Desk, *, ticket: TicketNumber, why: Text) -> None:
    """Record the customer's no on site, with the reason (REP-06)."""
    take(desk, ticket, did.RefusedOnSite(why=desk.text(why)))


@command("repair.sign_refusal_as_technician")
def sign_refusal_as_technician(desk: Desk, *, ticket: TicketNumber) -> None:
    """Sign the refused slip."""
    take(desk, ticket, did.RefusalSignedByTechnician())


@command("repair.sign_refusal_as_head")
def sign_refusal_as_head(desk: Desk, *, ticket: TicketNumber) -> None:
    """Sign the refused slip as head."""
    take(desk, ticket, did.RefusalSignedByHead())


@command("repair.file_decline")
def file_decline(desk: Desk, *, ticket: TicketNumber) -> None:
    """File the refused slip at customer service."""
    take(desk, ticket, did.DeclineFiled())


@command("repair.record_material_test")
def record_material_test(
    desk: Desk, *, ticket: TicketNumber, verdict: MaterialVerdict, warned: bool = False
) -> None:
    """Test material that the customer bought (REP-07)."""
    take(desk, ticket, did.MaterialTested(verdict=verdict, warned=warned))


@command("repair.report_unknown_cause")
def report_unknown_cause(desk: Desk, *, ticket: TicketNumber, what: Text) -> None:
    """Record what was found when the cause cannot be judged: no blind repair (REP-16)."""
    take(desk, ticket, did.CauseUndetermined(what=desk.text(what)))


@command("repair.record_refused_part")
def record_refused_part(desk: Desk, *, ticket: TicketNumber, part: Text) -> None:
    """Record a part the owner does not want changed; the dangers were explained (REP-17)."""
    take(desk, ticket, did.PartRefused(part=desk.text(part)))


@command("repair.report_time_left")
def report_time_left(
    desk: Desk, *, ticket: TicketNumber, minutes_left: Annotated[int, Meta(ge=0, le=1440)]
) -> None:
    """Tell the desk how long it still takes here, when a second job comes (REP-18)."""
    take(desk, ticket, did.BusyReported(minutes_left=minutes_left))


@command("repair.compensate_damage")
def compensate_damage(desk: Desk, *, ticket: TicketNumber, what: Text, amount_cents: Cents) -> None:
    """Compensate damaged property at price, with apology (REP-20)."""
    take(desk, ticket, did.DamageCompensated(what=desk.text(what), amount_cents=amount_cents))


@command("repair.try_out")
def try_out(desk: Desk, *, ticket: TicketNumber, works: bool) -> None:
    """Let the customer try it out."""
    take(desk, ticket, did.TriedOut(works=works))


@command("repair.sign")
def sign(
    desk: Desk,
    *,
    ticket: TicketNumber,
    charges: Annotated[list[ChargeInput], Meta(max_length=100)],
    site_cleaned: bool,
    collected: bool = False,
) -> None:
    """Get the signature on the amounts; copy 1 stays with the customer (REP-08)."""
    billed = tuple(Charge(one.name, one.quantity, one.price_cents) for one in charges)
    take(desk, ticket, did.Signed(charges=billed, site_cleaned=site_cleaned, collected=collected))


@command("repair.return_slips")
def return_slips(desk: Desk, *, ticket: TicketNumber, copies: Copies) -> None:
    """Hand the copies back to engineering, by 17:00 (REP-09)."""
    take(desk, ticket, did.SlipsReturned(copies=tuple(copies)))


@command("repair.confirm_slips")
def confirm_slips(desk: Desk, *, ticket: TicketNumber) -> None:
    """Confirm the returned copies as head."""
    take(desk, ticket, did.SlipsConfirmed())


@command("repair.hand_slips_to_desk")
def hand_slips_to_desk(desk: Desk, *, ticket: TicketNumber, copies: Copies) -> None:
    """Hand the copies to the front desk."""
    take(desk, ticket, did.SlipsAtDesk(copies=tuple(copies)))


@command("repair.send_to_finance")
def send_to_finance(desk: Desk, *, ticket: TicketNumber) -> None:
    """Send copy 3 to finance, by the 25th (REP-10)."""
    take(desk, ticket, did.SentToFinance())


@command("repair.bill")
def bill(desk: Desk, *, ticket: TicketNumber, month: Month, amount_cents: Cents) -> None:
    """Take the charge with the month's management fee; finance only (REP-12)."""
    take(desk, ticket, did.Billed(month=month, amount_cents=amount_cents))


@command("repair.visit")
def visit(
    desk: Desk,
    *,
    ticket: TicketNumber,
    mode: VisitMode,
    satisfied: bool,
    signature: bool = False,
    opinion: Text | None = None,
) -> None:
    """Record a return visit (TRN-16, RTV-03)."""
    take(
        desk,
        ticket,
        did.Visited(mode=mode, satisfied=satisfied, signature=signature, opinion=_maybe(desk, opinion)),
    )
