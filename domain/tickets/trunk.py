"""The steps that every kind of ticket shares."""

from domain.errors import Term
from domain.roles import Role
from domain.tickets import facts
from domain.tickets.procedure import Step

DESK = (Role.DESK, Role.OFFICER, Role.DUTY_MANAGER, Role.ASSISTANT)
LEADERS = (Role.DUTY_MANAGER, Role.DESK, Role.OFFICER, Role.ENGINEERING_HEAD, Role.SECURITY_LEADER)
FIELD = (Role.TECHNICIAN, Role.GUARD, Role.OFFICER, Role.ASSISTANT, Role.AREA_OFFICER)
ANYONE = tuple(dict.fromkeys((*DESK, *LEADERS, *FIELD)))

_AFTER_REPORT = ("reported",)

REPORTED = Step("reported", facts.Reported, Term("reported"), Term("take the report"), "help.report", DESK)

# fmt: off
TRUNK = (
    REPORTED,
    Step(
        "answered", facts.Answered, Term("first answer"), Term("call back"), "ticket.answer", ANYONE,
        follows=_AFTER_REPORT, repeats=True, optional=True
    ),
    Step(
        "assigned", facts.Assigned, Term("assigned"), Term("assign somebody"), "ticket.assign", LEADERS,
        follows=_AFTER_REPORT, repeats=True, optional=True
    ),
    Step(
        "queued", facts.Queued, Term("queued to a team"), Term("hand it to a team"), "ticket.queue",
        LEADERS, follows=_AFTER_REPORT, repeats=True, optional=True
    ),
    Step(
        "set_out", facts.SetOut, Term("on the way"), Term("record the departure"), "ticket.set_out", FIELD,
        follows=_AFTER_REPORT, repeats=True, optional=True
    ),
    Step(
        "waiting", facts.WaitingBegun, Term("waiting"), Term("record a wait"), "ticket.wait", ANYONE,
        follows=_AFTER_REPORT, repeats=True, optional=True
    ),
    Step(
        "resumed", facts.Resumed, Term("resumed"), Term("go on with it"), "ticket.resume", ANYONE,
        follows=_AFTER_REPORT, repeats=True, optional=True
    ),
    Step(
        "rebooked", facts.Rebooked, Term("appointment changed"), Term("change the appointment"),
        "ticket.rebook", DESK, follows=_AFTER_REPORT, repeats=True, optional=True
    ),
    Step(
        "urged", facts.Urged, Term("urged again"), Term("note that the customer called again"),
        "ticket.urge", DESK, follows=_AFTER_REPORT, repeats=True, optional=True
    ),
    Step(
        "remarked", facts.Remarked, Term("remark"), Term("add a remark"), "ticket.remark", ANYONE,
        follows=_AFTER_REPORT, repeats=True, optional=True
    ),
    Step(
        "incident", facts.IncidentFlagged, Term("incident"), Term("report an incident"),
        "ticket.flag_incident", ANYONE, follows=_AFTER_REPORT, repeats=True, optional=True
    ),
    Step(
        "voided", facts.Voided, Term("voided"), Term("void the ticket"), "ticket.void",
        (Role.DUTY_MANAGER, Role.DESK), follows=_AFTER_REPORT, optional=True
    ),
)
# fmt: on
"""Steps without an order of their own; a kind adds its path and the closing step that follows everything."""
