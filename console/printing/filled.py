"""What a ticket's facts and the register put on its slip."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from console.languages import Translator
from console.printing.slip import Slip, SlipCopy, SlipItem
from console.wiring import House
from domain.errors import Term
from domain.facts import Fact, TextRef
from domain.policy import SlipCopy as PolicyCopy
from domain.tickets import repair_facts as did
from domain.tickets.ticket import Ticket
from projections.members import names

F = TypeVar("F", bound=Fact)
USES = (
    Term("Proof of what is to be paid"),
    Term("Kept on file by customer service"),
    Term("Deducted with the monthly management fee"),
    Term("Handed in with the fee that the technician collected"),
    Term("Receipt for the fee paid to the technician"),
    Term("Kept from issue, to track the other copies"),
)
"""What the profiles' copies are for, so that their translation is asked for; a profile names them as data."""
ERASED = Term("erased")
_STUB = 4
_MATERIAL = {
    did.MaterialVerdict.QUALIFIED: "qualified",
    did.MaterialVerdict.UNQUALIFIED: "unqualified",
    did.MaterialVerdict.POOR: "poor_quality",
}


def filled_slip(house: House, ticket: Ticket, speaks: Translator, link: str) -> Slip:
    """The slip of the ticket's present round; what has not happened yet stays blank to be written by hand.

    Args:
        house: Where names and texts stand.
        ticket: A repair whose slip is filled.
        speaks: The language of the print, in the site's zone.
        link: What its QR code opens.
    """
    site, t = house.site(ticket.site), speaks.t
    confirmed, tested = _said(ticket, did.ItemConfirmed), _said(ticket, did.MaterialTested)
    signed, no = _said(ticket, did.Signed), _said(ticket, did.RefusedOnSite) or _said(ticket, did.Declined)
    texts = _Texts(house, speaks, [ticket.matter, confirmed and confirmed.actual, no and no.why])
    caller = _caller(house, ticket, speaks)
    billing = house.views.reference.profile(ticket.pins["billing"])
    repair = house.views.reference.profile(ticket.pins["repair"])
    return Slip(
        site_name=site.name,
        slip_no=ticket.slip,
        ticket_number=ticket.number,
        profile=f"{t(Term(repair.term))} {repair.version}",
        user_name=caller["name"],
        address=ticket.unit,
        phone=caller["phone"],
        content=texts.say(ticket.matter) or "",
        order="booked" if ticket.booked_for else "as_soon_as_possible",
        tariff=ticket.in_tariff,
        copies=_copies(billing.settings.copies, speaks),
        charge_note=_charge_note(ticket, speaks),
        link=link,
        printed_at=house.clock().astimezone(site.zone),
        lang="en" if speaks.language == "en" else "zh",
        demo=house.company.demo,
        booked_for=speaks.moment(ticket.booked_for) if ticket.booked_for else None,
        technicians=_going(house, ticket, speaks),
        actual_item=texts.say(confirmed.actual) if confirmed else None,
        items=tuple(SlipItem(one.name, one.quantity, one.price_cents) for one in signed.charges)
        if signed
        else (),
        total_cents=sum(one.quantity * one.price_cents for one in signed.charges) if signed else None,
        material_test=_MATERIAL[tested.verdict] if tested else None,  # pyright: ignore[reportArgumentType] - its three words
        decline_reason=texts.say(no.why) if no else None,
        reported_at=_at(ticket, "reported", speaks),
        filled_at=_at(ticket, "slip_filled", speaks),
        notified_at=_at(ticket, "notified", speaks),
        received_at=_at(ticket, "slip_received", speaks),
        arrived_at=_at(ticket, "arrived", speaks),
    )


class _Texts:
    """The words behind texts, read at once."""

    def __init__(self, house: House, speaks: Translator, refs: Iterable[TextRef | None]) -> None:
        self._known = house.views.texts(ref.id for ref in refs if ref)
        self._erased = speaks.t(ERASED)

    def say(self, ref: TextRef | None) -> str | None:
        return self._known.get(ref.id, self._erased) if ref else None


def _said(ticket: Ticket, kind: type[F]) -> F | None:
    """The latest fact of a kind in this round."""
    return next((one.fact for one in reversed(ticket.round.taken) if isinstance(one.fact, kind)), None)


def _at(ticket: Ticket, step: str, speaks: Translator) -> datetime | None:
    """When a step of this round first happened, in the site's zone."""
    at = ticket.steps.get(step)
    return at.astimezone(speaks.zone) if at else None


def _caller(house: House, ticket: Ticket, speaks: Translator) -> dict[str, str]:
    if ticket.caller is None:
        return {"name": "", "phone": ""}
    erased = {"name": speaks.t(ERASED), "phone": ""}
    return house.views.people([ticket.caller.id]).get(ticket.caller.id, erased)


def _going(house: House, ticket: Ticket, speaks: Translator) -> tuple[str, ...]:
    known = names(house.views, ticket.with_whom)
    return tuple(known[account] or speaks.t(ERASED) for account in ticket.with_whom)


def _copies(copies: Iterable[PolicyCopy], speaks: Translator) -> tuple[SlipCopy, ...]:
    """Holders and uses by the billing profile; the desk's stub where the profile does not name the fourth (CON-19)."""
    told = [SlipCopy(one.number, speaks.t(Term(one.term)), speaks.t(Term(one.purpose))) for one in copies]
    if all(one.number != _STUB for one in told):
        stub = Term("Kept from issue, to track the other copies")
        told.append(SlipCopy(_STUB, speaks.t("front-desk stub"), speaks.t(stub)))
    return tuple(told)


def _charge_note(ticket: Ticket, speaks: Translator) -> str:
    """Who takes the money, and who must not (REP-12, REP-21)."""
    if ticket.technician_collects:
        return speaks.t("The technician takes the fee on site against copy 3.")
    return speaks.t("Finance deducts the charge with the monthly management fee. Staff take no money.")
