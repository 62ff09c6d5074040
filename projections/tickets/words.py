"""What a board says of a ticket in one code each: what happened last, what comes next, what stands out."""

from domain.tickets.facts import Kind
from domain.tickets.ticket import Ticket

NOTES = {
    "reported": "reported",
    "slip_filled": "slip_filled",
    "notified": "notified",
    "slip_received": "slip_received",
    "assessed": "assessing",
    "quoted": "quoted",
    "consented": "consented",
    "dispatched": "dispatched",
    "assigned": "assigned",
    "queued": "queued",
    "set_out": "on_the_way",
    "arrived": "arrived",
    "item_confirmed": "arrived",
    "tariff_shown": "arrived",
    "consented_on_site": "working",
    "started": "working",
    "tried_out": "working",
    "signed": "signed",
    "slips_returned": "slips_returned",
    "slips_confirmed": "slips_returned",
    "slips_at_desk": "slips_at_desk",
    "at_finance": "at_finance",
    "billed": "billed",
    "visited": "visited",
    "done": "done",
}
"""What to say of the step that happened last; other steps change nothing about where a ticket stands."""

VERBS = {
    "slip_filled": "fill_slip",
    "notified": "notify_engineering",
    "slip_received": "receive_slip",
    "assessed": "assess",
    "consented": "consent",
    "dispatched": "dispatch",
    "set_out": "set_out",
    "arrived": "arrive",
    "item_confirmed": "confirm_item",
    "tariff_shown": "show_tariff",
    "started": "start_work",
    "tried_out": "try_out",
    "signed": "sign",
    "slips_returned": "return_slips",
    "slips_confirmed": "confirm_slips",
    "slips_at_desk": "slips_to_desk",
    "at_finance": "send_to_finance",
    "billed": "bill",
    "visited": "visit",
    "closed": "close",
}


def note(ticket: Ticket) -> tuple[str, int]:
    """What happened last as a code, and when in Unix seconds."""
    if ticket.waiting is not None:
        return "waiting", int(ticket.waiting.since.timestamp())
    last, at = "reported", ticket.steps["reported"]
    for step in ticket.round.taken:
        if step.code in NOTES and step.at >= at:
            last, at = step.code, step.at
    if last == "slip_received" and not ticket.in_tariff:
        return "assessing", int(at.timestamp())
    return NOTES[last], int(at.timestamp())


def verb(ticket: Ticket) -> str:
    """The one thing to do next, as a code; ``open`` where the page must be looked at first."""
    if ticket.waiting is not None:
        return "resume"
    if ticket.kind is Kind.HELP:
        return _help_verb(ticket)
    step = ticket.next_step
    if step is None:
        return "open"
    if step.code == "quoted" and "assessed" not in ticket.steps:
        return "assess"
    return VERBS.get(step.code, "open")


def _help_verb(ticket: Ticket) -> str:
    if "done" in ticket.steps:
        return "close"
    if "answered" not in ticket.steps:
        return "answer"
    return "open" if ticket.with_whom else "assign"


def flags(ticket: Ticket) -> list[str]:
    """What the four numbers of the board count."""
    found: list[str] = []
    if ticket.kind is Kind.REPAIR and "notified" in ticket.steps and "slip_received" not in ticket.steps:
        found.append("not_signed_for")
    if ticket.waiting is not None and ticket.waiting.reason == "customer":
        found.append("waiting_customer")
    if ticket.incident:
        found.append("incident")
    return found
