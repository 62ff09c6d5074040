"""What can happen to an own-use paid repair (REP-01..22), beyond the trunk."""

from enum import StrEnum

import msgspec

from domain.facts import Fact, TextRef, stored_as


class MaterialVerdict(StrEnum):
    """Test of the customer's own materials (REP-07)."""

    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"
    POOR = "poor"


class VisitMode(StrEnum):
    PHONE = "phone"
    HOME = "home"


class Charge(msgspec.Struct, frozen=True):
    """One line of the bill on the slip."""

    name: str
    quantity: int
    price_cents: int


@stored_as("repair.slip_filled")
class SlipFilled(Fact, frozen=True):
    slip: str


@stored_as("repair.engineering_notified")
class EngineeringNotified(Fact, frozen=True):
    pass


@stored_as("repair.slip_received")
class SlipReceived(Fact, frozen=True):
    """Engineering holds copies 1 to 3 (TRN-03)."""


@stored_as("repair.assessed")
class Assessed(Fact, frozen=True):
    """Feasibility and price of what stands in no tariff (REP-04)."""

    feasible: bool
    price_cents: int = 0


@stored_as("repair.quoted")
class Quoted(Fact, frozen=True):
    """The customer was told the assessment."""


@stored_as("repair.consented")
class Consented(Fact, frozen=True):
    price_cents: int


@stored_as("repair.declined")
class Declined(Fact, frozen=True):
    why: TextRef


@stored_as("repair.dispatched")
class Dispatched(Fact, frozen=True):
    technicians: tuple[str, ...]


@stored_as("repair.item_confirmed")
class ItemConfirmed(Fact, frozen=True):
    """The technician compared slip and fact (REP-05); ``actual`` where they differ."""

    actual: TextRef | None = None
    own_materials: bool = False


@stored_as("repair.tariff_shown")
class TariffShown(Fact, frozen=True):
    price_cents: int


@stored_as("repair.consented_on_site")
class ConsentedOnSite(Fact, frozen=True):
    pass


@stored_as("repair.refused_on_site")
class RefusedOnSite(Fact, frozen=True):
    """The customer does not want the work after all; asked to think again and report anew (REP-06)."""

    why: TextRef


@stored_as("repair.refusal_signed_by_technician")
class RefusalSignedByTechnician(Fact, frozen=True):
    pass


@stored_as("repair.refusal_signed_by_head")
class RefusalSignedByHead(Fact, frozen=True):
    pass


@stored_as("repair.decline_filed")
class DeclineFiled(Fact, frozen=True):
    pass


@stored_as("repair.material_tested")
class MaterialTested(Fact, frozen=True):
    """``warned``: told what unqualified material leads to; the customer's choice stands (REP-07)."""

    verdict: MaterialVerdict
    warned: bool = False


@stored_as("repair.cause_undetermined")
class CauseUndetermined(Fact, frozen=True):
    """No blind repair: apologised, explained, recorded on site (REP-16)."""

    what: TextRef


@stored_as("repair.part_refused")
class PartRefused(Fact, frozen=True):
    """The owner refuses a changed part; the dangers were explained (REP-17)."""

    part: TextRef


@stored_as("repair.busy_reported")
class BusyReported(Fact, frozen=True):
    """A second job came while inside: time left here, told to the desk (REP-18)."""

    minutes_left: int


@stored_as("repair.damage_compensated")
class DamageCompensated(Fact, frozen=True):
    """Owner's property was damaged: compensated at price, with apology (REP-20)."""

    what: TextRef
    amount_cents: int


@stored_as("repair.tried_out")
class TriedOut(Fact, frozen=True):
    works: bool


@stored_as("repair.signed")
class Signed(Fact, frozen=True):
    """The customer signed; ``charges`` are the amounts by the tariff (REP-08).

    Attributes:
        collected: The technician took the fee; only where the profile has it so (REP-21, CON-07).
    """

    charges: tuple[Charge, ...]
    site_cleaned: bool
    collected: bool = False


@stored_as("repair.slips_returned")
class SlipsReturned(Fact, frozen=True):
    copies: tuple[int, ...]


@stored_as("repair.slips_confirmed")
class SlipsConfirmed(Fact, frozen=True):
    pass


@stored_as("repair.slips_at_desk")
class SlipsAtDesk(Fact, frozen=True):
    copies: tuple[int, ...]


@stored_as("repair.sent_to_finance")
class SentToFinance(Fact, frozen=True):
    pass


@stored_as("repair.billed")
class Billed(Fact, frozen=True):
    """Finance takes the charge with the month's management fee (REP-12); ``month`` as ``2026-05``."""

    month: str
    amount_cents: int


@stored_as("repair.visited")
class Visited(Fact, frozen=True):
    """Return visit (TRN-16); at home it needs the customer's signature (RTV-03)."""

    mode: VisitMode
    satisfied: bool
    signature: bool = False
    opinion: TextRef | None = None
