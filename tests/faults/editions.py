"""Other editions of the product than this one, played by a process that changes itself before it opens the store."""

from typing import Any

import msgspec

from console import wiring
from domain.facts import SHAPES, UPCASTERS, Fact, Shape, stored_as
from domain.tickets.facts import Urged
from projections.models import MODELS
from projections.tickets.queue import QUEUE

UNLUCKY = "-003"
"""End of the number of the ticket that the defect hits."""


class Scented(Fact, frozen=True):
    """A fact of the newer edition that this one has never heard of."""

    strength: int


def newer() -> None:
    """An edition with one more fact, and another shape of one that is known."""
    stored_as("ticket.scented")(Scented)
    SHAPES[Urged] = Shape("ticket.urged", 2)
    UPCASTERS[Shape("ticket.urged", 1)] = lambda fields: fields


def defective() -> None:
    """An edition that cannot make the row of one ticket."""

    def row(ticket: Any, reference: Any) -> Any:
        if ticket.id.endswith(UNLUCKY):
            raise ValueError("a defect of this edition")
        return QUEUE.row(ticket, reference)

    broken = msgspec.structs.replace(QUEUE, row=row)
    wiring.MODELS = tuple(broken if one is QUEUE else one for one in MODELS)
