"""The most favourable fact of each step: what still stands in its way is missing on the ticket, not in a form."""

from domain.facts import Fact, TextRef
from domain.tickets import facts
from domain.tickets import repair_facts as did
from domain.tickets.procedure import Step
from domain.tickets.ticket import Ticket

_TEXT = TextRef("", "")
_FACTS: dict[str, Fact] = {
    "answered": facts.Answered(what=_TEXT),
    "assigned": facts.Assigned(to=("",)),
    "queued": facts.Queued(team=""),
    "set_out": facts.SetOut(taken_along=("shoe_covers", "floor_cloth")),
    "waiting": facts.WaitingBegun(reason=facts.WaitReason.CUSTOMER),
    "urged": facts.Urged(channel=facts.Channel.PHONE),
    "remarked": facts.Remarked(what=_TEXT),
    "incident": facts.IncidentFlagged(what=_TEXT),
    "voided": facts.Voided(why=_TEXT),
    "slip_filled": did.SlipFilled(slip=""),
    "assessed": did.Assessed(feasible=False),
    "declined": did.Declined(why=_TEXT),
    "dispatched": did.Dispatched(technicians=("",)),
    "tariff_shown": did.TariffShown(price_cents=0),
    "refused_on_site": did.RefusedOnSite(why=_TEXT),
    "material_tested": did.MaterialTested(verdict=did.MaterialVerdict.QUALIFIED),
    "cause_undetermined": did.CauseUndetermined(what=_TEXT),
    "part_refused": did.PartRefused(part=_TEXT),
    "busy_reported": did.BusyReported(minutes_left=0),
    "damage_compensated": did.DamageCompensated(what=_TEXT, amount_cents=0),
    "tried_out": did.TriedOut(works=True),
    "signed": did.Signed(charges=(did.Charge("", 1, 0),), site_cleaned=True),
    "billed": did.Billed(month="", amount_cents=0),
    "visited": did.Visited(mode=did.VisitMode.PHONE, satisfied=True),
}


def probe(ticket: Ticket, step: Step) -> Fact:
    """The fact with which a step is tried on a ticket; it is never recorded."""
    if step.code == "consented":
        return did.Consented(price_cents=quoted_cents(ticket))
    if step.code == "slips_returned":
        return did.SlipsReturned(copies=ticket.returning_copies)
    if step.code == "slips_at_desk":
        return did.SlipsAtDesk(copies=ticket.returning_copies)
    return _FACTS[step.code] if step.code in _FACTS else step.fact()


def quoted_cents(ticket: Ticket) -> int:
    """The price that the customer was told; 0 where there is none."""
    assessed = ticket.round.latest("assessed")
    return assessed.fact.price_cents if assessed and isinstance(assessed.fact, did.Assessed) else 0


def charged_cents(ticket: Ticket) -> int:
    """What the customer signed for; 0 where nothing is signed."""
    signed = ticket.round.latest("signed")
    if signed is None or not isinstance(signed.fact, did.Signed):
        return 0
    return sum(charge.quantity * charge.price_cents for charge in signed.fact.charges)
