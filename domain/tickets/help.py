"""Help on the bare trunk: answered at once or within ten minutes, worked on, done, closed (TCK-01, TCK-02)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from domain.errors import Reason, Term
from domain.facts import Fact
from domain.roles import Role
from domain.tickets import facts
from domain.tickets.procedure import Procedure, Step
from domain.tickets.state import Told
from domain.tickets.trunk import ANYONE, DESK, FIELD, TRUNK

HELP = Procedure(
    *TRUNK,
    Step(
        "arrived",
        facts.Arrived,
        Term("on site"),
        Term("record the arrival"),
        "ticket.arrive",
        FIELD,
        follows=("reported", "set_out"),
        optional=True,
    ),
    Step(
        "started",
        facts.WorkBegun,
        Term("being worked on"),
        Term("begin the work"),
        "ticket.begin_work",
        ANYONE,
        follows=("reported", "arrived"),
        optional=True,
    ),
    Step(
        "done",
        facts.Done,
        Term("done"),
        Term("record that it is done"),
        "ticket.finish",
        ANYONE,
        follows=("reported", "assigned", "arrived", "started"),
    ),
    Step(
        "closed",
        facts.Closed,
        Term("closed"),
        Term("close the ticket"),
        "ticket.close",
        (*DESK, Role.SERVICE_HEAD),
        needs=("done",),
        follows=("answered",),
    ),
)


def path(ticket: Told) -> Sequence[str]:
    """The main steps in order; the optional ones are taken where they fit."""
    return ("reported", "answered", "assigned", "started", "done", "closed")


def guards(ticket: Told, fact: Fact, at: datetime) -> Iterator[Reason]:
    """Help has no guard beyond the trunk's."""
    return iter(())
