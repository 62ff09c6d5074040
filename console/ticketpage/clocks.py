"""The clocks of a ticket with their arithmetic, ready to be drawn; what moves with time is left to the browser."""

from datetime import datetime
from typing import Any

from console.ticketpage.stamps import millis, span, stamp
from console.ticketpage.trade import HOLDERS
from console.viewer import Viewer
from domain.errors import Term
from domain.tickets.slip import Copy
from domain.tickets.ticket import Ticket
from projections.tickets.ticket import ShownClock, ShownLine, TicketState

_OPEN = frozenset({"running", "soon", "red"})
_ORDER = {"red": 0, "soon": 1, "running": 2, "paused": 3, "late": 4, "met": 5, "waiting": 6, "void": 7}
_OVER = Term("Over the limit")
_LEFT = Term("Left")
_NOW = Term("Now")


def clocks_data(viewer: Viewer, ticket: Ticket, state: TicketState) -> dict[str, Any]:
    """Every clock, the most urgent first, and the rules they follow."""
    shown = sorted(state.clocks, key=lambda one: (_ORDER[one.state], one.due_at or state.read_at))
    return {
        "policy": policy_name(viewer, ticket),
        "clocks": [_clock(viewer, one, state.read_at) for one in shown],
        "copies": copies_data(viewer, ticket, state),
    }


def lead_data(viewer: Viewer, state: TicketState) -> dict[str, Any] | None:
    """The clock that runs out first; ``None`` where none runs."""
    running = [one for one in state.clocks if one.state in _OPEN and one.due_at]
    first = min(running, key=lambda one: one.due_at or state.read_at, default=None)
    return _clock(viewer, first, state.read_at) if first else None


def policy_name(viewer: Viewer, ticket: Ticket) -> str:
    """The service standard and version that the ticket keeps for life."""
    pin = ticket.pins.get("repair" if ticket.kind.value == "repair" else "reply", "")
    if not pin:
        return ""
    profile = viewer.house.views.reference.profile(pin)
    return viewer.t(
        "{profile}, version {version}, as when accepted", profile=Term(profile.term), version=profile.version
    )


def _clock(viewer: Viewer, one: ShownClock, read_at: datetime) -> dict[str, Any]:
    t = viewer.t
    lines = [_line(viewer, line, one, read_at) for line in one.lines]
    return {
        "code": one.code,
        "name": t(Term(one.term)),
        "rule": one.rule,
        "state": one.state,
        "due": millis(one.due_at),
        "due_at": stamp(one.due_at, viewer.translator, read_at) if one.due_at else "",
        "started": millis(one.started_at),
        "figure": _figure(viewer, one),
        "aside": _aside(viewer, one, read_at),
        "provisional": t("provisional") if one.provisional else "",
        "lines": lines,
    }


def _figure(viewer: Viewer, one: ShownClock) -> str:
    """The figure of a clock that stands still: time used, how late, or nothing."""
    if one.state == "met" and one.used_s is not None:
        return _short(one.used_s)
    if one.state == "late" and one.over_s is not None:
        return viewer.t("{time} late", time=_short(one.over_s))
    return ""


def _short(seconds: int) -> str:
    written = span(seconds)
    return written[2:] if written.startswith("0:") and written[2] != "0" else written.removeprefix("0:0")


def _aside(viewer: Viewer, one: ShownClock, read_at: datetime) -> str:
    """What stands beside a clock that is not the most urgent: to spare, since when, why not."""
    t = viewer.t
    if one.state == "void" and one.void:
        return t("Does not apply: {reason}", reason=Term(one.void))
    if one.state == "met" and one.left_s is not None:
        return t("{time} to spare", time=_short(one.left_s))
    if one.state == "waiting":
        return t("has not started")
    if one.state == "late" and one.due_at:
        return t("was due {at}", at=stamp(one.due_at, viewer.translator, read_at))
    if one.state == "paused" and one.left_s is not None:
        return t("stands still, {time} left", time=_short(one.left_s))
    return ""


def _line(viewer: Viewer, line: ShownLine, clock: ShownClock, read_at: datetime) -> dict[str, Any]:
    live = ""
    if clock.state in _OPEN and line.text == _NOW:
        live = "now"
    elif clock.state in _OPEN and line.text in {_LEFT, _OVER}:
        live = "left"
    return {
        "sign": line.sign,
        "text": viewer.t(line.text, **line.fields),
        "value": _value(viewer, line, read_at),
        "rule": line.rule,
        "live": live,
    }


def _value(viewer: Viewer, line: ShownLine, read_at: datetime) -> str:
    if line.at is not None:
        return stamp(line.at, viewer.translator, read_at)
    if line.day is not None:
        return viewer.translator.day(line.day)
    return "" if line.length_s is None else span(line.length_s)


def copies_data(viewer: Viewer, ticket: Ticket, state: TicketState) -> dict[str, Any] | None:
    """Where each copy of the slip is and has been; none before the slip is filled (REP-08..11)."""
    if not state.copies:
        return None
    going = [one.name for one in state.with_whom]
    due = next(
        (one for one in state.clocks if one.code == "return_slips" and one.due_at and one.state in _OPEN),
        None,
    )
    until = viewer.t("back with engineering by {at}", at=due.due_at) if due else ""
    return {
        "slip": ticket.slip,
        "until": until,
        "rows": [_copy(viewer, ticket, copy, going, state) for copy in state.copies],
    }


def _copy(viewer: Viewer, ticket: Ticket, copy: Copy, going: list[str], state: TicketState) -> dict[str, Any]:
    reached = [place for place, stop in enumerate(copy.stops) if stop.at is not None]
    here = reached[-1] if reached else -1
    return {
        "name": viewer.t("Copy {number}", number=copy.number),
        "holder": viewer.t(_final(copy)),
        "stops": [
            {
                "name": _holder(viewer, stop.holder, going),
                "state": "here" if place == here else "done" if place < here else "ahead",
                "at": stamp(stop.at, viewer.translator, state.read_at) if stop.at else "",
                "who": viewer.translator.listed(going) if stop.holder == "technician" else "",
            }
            for place, stop in enumerate(copy.stops)
        ],
    }


def _final(copy: Copy) -> Term:
    return HOLDERS[copy.stops[-1].holder] if len(copy.stops) > 1 else Term("Desk stub")


def _holder(viewer: Viewer, holder: str, going: list[str]) -> str:
    if holder == "technician" and len(going) > 1:
        return viewer.t("{name} and others ({count})", name=going[0], count=len(going))
    if holder == "technician" and going:
        return going[0]
    return viewer.t(HOLDERS[holder])
