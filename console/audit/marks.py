"""What happened in two or three words, for marks on lanes and landmarks on the day."""

from collections.abc import Mapping
from functools import cache

from console.ticketpage.trade import STEPS
from domain.errors import Term
from domain.facts import SHAPES
from domain.tickets.kinds import PLAYBOOKS

OTHERS: Mapping[str, Term] = {
    "calendar.year_published": Term("Calendar published"),
    "campaign.admission_opened": Term("Admission open"),
    "campaign.decided": Term("Go or no-go"),
    "campaign.started": Term("Campaign started"),
    "duty.absence_noted": Term("Absence"),
    "duty.arrival_corrected": Term("Arrival corrected"),
    "duty.arrived": Term("On post"),
    "duty.delay_told": Term("Delay told"),
    "duty.post_left": Term("Left the post"),
    "duty.post_resumed": Term("Back on post"),
    "duty.relieved": Term("Relieved"),
    "duty.reserve_sent": Term("Reserve sent"),
    "import.begun": Term("Import"),
    "import.undone": Term("Import taken back"),
    "policy.published": Term("Rules published"),
    "roster.published": Term("Roster published"),
    "rooms.swapped": Term("Room swapped"),
    "site.opened": Term("Site opened"),
    "site.policy_chosen": Term("Rules chosen"),
    "slips_due": Term("Slips due"),
    "tariff.published": Term("Tariff published"),
    "ticket.incident_flagged": Term("Incident"),
    "ticket.reopened": Term("Reopened"),
    "ticket.reported": Term("Call in"),
    "unit.defect_closed": Term("Defect closed"),
    "unit.defect_opened": Term("Defect found"),
    "unit.equipment_recorded": Term("Round recorded"),
    "unit.moved_in": Term("Moved in"),
    "unit.moved_out": Term("Moved out"),
    "unit.registered": Term("Unit registered"),
    "unit.room_inspected": Term("Room checked"),
}
ELSE = Term("Recorded")


def mark(fact: str) -> Term:
    """A stored fact by its name, in two or three words."""
    return named(fact) or ELSE


def named(fact: str) -> Term | None:
    """The words that a fact has of its own."""
    return OTHERS.get(fact) or STEPS.get(_steps().get(fact, ""))


@cache
def _steps() -> Mapping[str, str]:
    """Code of the step by the stored name of its fact."""
    return {
        SHAPES[fact].name: step.code
        for book in PLAYBOOKS.values()
        for fact, step in book.procedure.by_fact.items()
    }
