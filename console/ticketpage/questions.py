"""What the form of each command asks, in words: one question for each of its arguments."""

from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from console.ticketpage.probes import charged_cents, quoted_cents
from console.ticketpage.trade import CHANNELS, MATERIALS, THINGS, VISITS, WAITS
from domain.errors import Term
from domain.tickets.ticket import Ticket

Kind = Literal[
    "text", "line", "yes_no", "yuan", "number", "choice", "ticks", "copies", "technicians", "people", "month",
    "booking", "charges",
]  # fmt: skip


class Question(msgspec.Struct, frozen=True):
    """One question.

    Attributes:
        name: The command's argument that its answer becomes.
        says: What is asked.
        optional: It may be left open.
        choices: Answers to choose from, by stored code.
        hint: How to answer, under the question.
        first: The amount in cents that stands there at first.
        only: Whether this ticket is asked at all.
    """

    kind: Kind
    name: str
    says: Term
    optional: bool = False
    choices: Mapping[str, Term] = {}
    hint: str = ""
    first: Callable[[Ticket], int] | None = None
    only: Callable[[Ticket], bool] | None = None


def _text(name: str, says: Term, *, optional: bool = False) -> Question:
    return Question("text", name, says, optional)


_WHY = Term("Why?")
_WHAT = Term("What happened?")
_COPIES = Question(
    "copies", "copies", Term("Which copies are here?"), hint=Term("Tick only what you hold in your hand.")
)

FORMS: Mapping[str, tuple[Question, ...]] = {
    "repair.fill_slip": (
        Question(
            "line",
            "slip",
            Term("Number printed on the slip"),
            optional=True,
            hint=Term("Leave it empty where the slip carries the ticket's own number."),
        ),
    ),
    "repair.assess": (
        Question("yes_no", "feasible", Term("Can it be repaired?")),
        Question(
            "yuan",
            "price_cents",
            Term("Price, in yuan"),
            optional=True,
            hint=Term("Needed where it can be repaired."),
        ),
        Question("yes_no", "answered", Term("Has the customer been told already?")),
    ),
    "repair.consent": (
        Question(
            "yuan", "price_cents", Term("Which price did the customer agree to, in yuan?"), first=quoted_cents
        ),
    ),
    "repair.decline": (_text("why", Term("Why does the customer not want it?")),),
    "repair.dispatch": (Question("technicians", "technicians", Term("Who goes?")),),
    "ticket.set_out": (
        Question("ticks", "taken_along", Term("What is taken along?"), optional=True, choices=THINGS),
        Question("yes_no", "phoned", Term("Was somebody phoned who is home?")),
    ),
    "repair.confirm_item": (
        _text("actual", Term("What is it really, where the slip says something else?"), optional=True),
        Question("yes_no", "own_materials", Term("Does the customer provide own material?")),
    ),
    "repair.show_tariff": (
        Question("yuan", "price_cents", Term("Which price was shown, in yuan?"), first=quoted_cents),
    ),
    "repair.refuse_on_site": (_text("why", Term("Why does the customer not want it?")),),
    "repair.record_material_test": (
        Question("choice", "verdict", Term("How is the customer's material?"), choices=MATERIALS),
        Question("yes_no", "warned", Term("Was the customer told what may come of it?")),
    ),
    "repair.report_unknown_cause": (_text("what", Term("What was found on site?")),),
    "repair.record_refused_part": (_text("part", Term("Which part does the customer not want changed?")),),
    "repair.report_time_left": (Question("number", "minutes_left", Term("How many more minutes here?")),),
    "repair.compensate_damage": (
        _text("what", Term("What was damaged?")),
        Question("yuan", "amount_cents", Term("Compensated with, in yuan")),
    ),
    "repair.try_out": (Question("yes_no", "works", Term("Does it work?")),),
    "repair.sign": (
        Question("charges", "charges", Term("What is charged")),
        Question("yes_no", "site_cleaned", Term("Is the place clean and are the tools complete?")),
        Question(
            "yes_no",
            "collected",
            Term("Did the technician take the fee?"),
            only=lambda ticket: ticket.technician_collects,
        ),
    ),
    "repair.return_slips": (_COPIES,),
    "repair.hand_slips_to_desk": (_COPIES,),
    "repair.bill": (
        Question("month", "month", Term("With the management fee of which month?")),
        Question("yuan", "amount_cents", Term("Amount, in yuan"), first=charged_cents),
    ),
    "repair.visit": (
        Question("choice", "mode", Term("How was the customer visited?"), choices=VISITS),
        Question("yes_no", "satisfied", Term("Is the customer satisfied?")),
        Question("yes_no", "signature", Term("Did the customer sign for the visit?")),
        _text("opinion", Term("What did the customer say?"), optional=True),
    ),
    "ticket.answer": (
        _text("what", Term("What was the customer told?")),
        Question("yes_no", "escalated", Term("Was the department head asked first?")),
    ),
    "ticket.assign": (Question("people", "to", Term("Who does it?")),),
    "ticket.queue": (Question("line", "team", Term("Which team?")),),
    "ticket.wait": (
        Question("choice", "reason", Term("What is it waiting for?"), choices=WAITS),
        _text("evidence", Term("What shows it, such as a call or a message?"), optional=True),
    ),
    "ticket.rebook": (Question("booking", "booked_for", Term("When should somebody come?")),),
    "ticket.urge": (
        Question("choice", "channel", Term("How did the customer reach us?"), choices=CHANNELS),
        _text("said", Term("What did the customer say?"), optional=True),
    ),
    "ticket.remark": (_text("what", Term("What is to be noted?")),),
    "ticket.flag_incident": (_text("what", _WHAT),),
    "ticket.finish": (_text("result", Term("What came of it?"), optional=True),),
    "ticket.void": (_text("why", _WHY),),
    "ticket.reopen": (
        _text("why", _WHY),
        Question("yes_no", "same_cause", Term("Is it the same cause as before? Then it counts as rework.")),
    ),
}
"""Commands that ask nothing beyond who and when are not listed."""


def asked(do: str, ticket: Ticket) -> list[Question]:
    """The questions of a command's form for one ticket."""
    return [one for one in FORMS.get(do, ()) if one.only is None or one.only(ticket)]
