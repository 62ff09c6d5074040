"""The head of the ticket page: what it is about, who called, and the main steps with their times and gaps."""

from datetime import datetime
from typing import Any

from console.ticketpage.stamps import clock, date_of, same_day
from console.ticketpage.trade import HELP_CLASSES, KINDS, STEPS
from console.viewer import Viewer
from domain.errors import Term
from domain.roles import Role
from domain.tickets.ticket import Ticket
from projections.rooms.finding import Finding
from projections.tickets.ticket import Person, TicketState

ERASED = Term("erased")
MAY_SEE_PHONES = frozenset(Role) - {Role.AUDITOR, Role.FINANCE, Role.COORDINATOR}
"""Who must be able to phone a customer; others see the number masked for good."""
_TAIL = 4
_SHORT = 7


def masked(phone: str) -> str:
    """``138****0000``, however it was spaced; a short number keeps only its tail."""
    digits = "".join(phone.split())
    if len(digits) <= _SHORT:
        return "*" * max(len(digits) - 2, 0) + digits[-2:]
    return digits[:3] + "*" * (len(digits) - _SHORT) + digits[-_TAIL:]


def caller_data(viewer: Viewer, caller: Person | None, *, shown: bool) -> dict[str, Any] | None:
    """Who called, the phone masked unless it was asked for by somebody who may see it."""
    if caller is None:
        return None
    may = bool(viewer.roles & MAY_SEE_PHONES)
    phone = caller.phone or ""
    return {
        "name": caller.name if caller.name is not None else viewer.t(ERASED),
        "phone": phone if shown and may else masked(phone),
        "masked": bool(phone) and may and not shown,
    }


def head_data(viewer: Viewer, ticket: Ticket, state: TicketState, *, phone_shown: bool) -> dict[str, Any]:
    """What the head shows; texts are ready to be read."""
    t = viewer.t
    return {
        "number": state.number,
        "unit": state.unit,
        "place": state.unit or state.place,
        "matter": state.matter if state.matter is not None else (t(ERASED) if ticket.matter else ""),
        "facts": [*_kind(viewer, ticket), *_standing(viewer, state)],
        "caller": caller_data(viewer, state.caller, shown=phone_shown),
        "incident": t("Incident: the customer-service assistant takes over") if state.incident else "",
    }


def finding_data(viewer: Viewer, finding: Finding | None) -> dict[str, str] | None:
    """The exam room in whose checks it was found, and the word that leads there."""
    if finding is None:
        return None
    return {
        "said": viewer.t("Found in a check of the exam rooms"),
        "link": viewer.t("see exam room {room}", room=finding.room),
        "campaign": finding.campaign,
        "room": finding.room,
    }


def _kind(viewer: Viewer, ticket: Ticket) -> list[str]:
    t = viewer.t
    if ticket.is_adopted or ticket.report is None:
        return [t("Taken over from another ledger")]
    if ticket.kind.value == "help":
        return [t(KINDS["help"]), t(HELP_CLASSES[ticket.report.help_class.value])]
    tariff = t("in the tariff") if ticket.in_tariff else t("not in the tariff")
    return [t(KINDS["repair"]), tariff]


def _standing(viewer: Viewer, state: TicketState) -> list[str]:
    t = viewer.t
    booked = [t("booked for {at}", at=state.booked_for)] if state.booked_for else []
    holders = viewer.translator.listed([one.name or t(ERASED) for one in state.with_whom])
    whom = [t("with {people}", people=holders)] if state.with_whom else []
    team = [t("team {team}", team=state.team)] if state.team else []
    again = (
        [viewer.translator.plural("reopened once", "reopened {count} times", state.reopenings)]
        if state.reopenings
        else []
    )
    return [*booked, *whom, *team, *again]


def steps_data(viewer: Viewer, ticket: Ticket, state: TicketState) -> list[dict[str, Any]]:
    """The main steps: done, here, gap, or still to come; optional ones only once taken."""
    codes = [code for code in ticket.path if code in state.steps or not ticket.procedure.steps[code].optional]
    if "voided" in state.steps:
        codes = [*(code for code in codes if code in state.steps), "voided"]
    last = max((place for place, code in enumerate(codes) if code in state.steps), default=0)
    first = state.reported_at or state.read_at
    return [
        {
            "code": code,
            "name": viewer.t(STEPS[code]),
            "at": _when(viewer, state.steps.get(code), first),
            "state": _standing_of(code, place, last, state),
        }
        for place, code in enumerate(codes)
    ]


def _standing_of(code: str, place: int, last: int, state: TicketState) -> str:
    if code in state.gaps:
        return "gap"
    if code in state.steps:
        return "here" if place == last and state.is_open else "done"
    return "ahead"


def _when(viewer: Viewer, at: datetime | None, first: datetime) -> str:
    """The time of the first day, the date of any other."""
    if at is None:
        return ""
    if same_day(at, first, viewer.zone):
        return clock(at, viewer.zone)
    return date_of(at, viewer.translator, first)
