"""Which procedure, path and guards each kind of ticket has; a new kind is one more entry."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import msgspec

from domain.errors import Reason, Term
from domain.facts import Fact
from domain.tickets import help as helping
from domain.tickets import repair
from domain.tickets.facts import Kind
from domain.tickets.procedure import Procedure
from domain.tickets.repair_steps import REPAIR
from domain.tickets.state import Told


class Playbook(msgspec.Struct, frozen=True):
    """How one kind of ticket goes.

    Attributes:
        letter: First letter of its numbers.
        family: Rule family whose limits it is judged by.
    """

    letter: str
    term: Term
    family: str
    procedure: Procedure
    path: Callable[[Told], Sequence[str]]
    guards: Callable[[Told, Fact, datetime], Iterator[Reason]]


PLAYBOOKS: dict[Kind, Playbook] = {
    Kind.HELP: Playbook("H", Term("help"), "reply", helping.HELP, helping.path, helping.guards),
    Kind.REPAIR: Playbook("R", Term("paid repair"), "repair", REPAIR, repair.path, repair.guards),
}
