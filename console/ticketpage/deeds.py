"""What may be done with a ticket now, by these roles, and why not the rest (TRN-01..17).

Every step is tried on the ticket with the most favourable fact it could be recorded with: what still stands in its
way then is missing on the ticket itself, not in a form.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

import msgspec

from console.ticketpage.probes import probe
from console.ticketpage.trade import BUTTONS
from domain.errors import Reason, Term
from domain.roles import Role, may_record_for
from domain.tickets import facts
from domain.tickets.procedure import Step
from domain.tickets.repair import brings_own_material
from domain.tickets.state import FINAL
from domain.tickets.ticket import Ticket
from domain.tickets.trunk import DESK
from projections.tickets.words import VERBS

REOPENED = Step(
    "reopened", facts.Reopened, Term("reopened"), Term("reopen it"), "ticket.reopen", DESK, repeats=True
)
_VERB_OF = {**VERBS, "answered": "answer", "assigned": "assign", "resumed": "resume"}
_STEP_OF = {verb: step for step, verb in _VERB_OF.items()}
_SHOWN_LOCKS = 3


class Deed(msgspec.Struct, frozen=True):
    """One thing to do.

    Attributes:
        step: The step that it records.
        reasons: What stands in its way; empty where nothing does.
        until: The latest instant at which it can have happened, where later steps are on record already.
    """

    step: Step
    reasons: tuple[Reason, ...] = ()
    until: datetime | None = None

    @property
    def code(self) -> str:
        """How the page's address names it: as the board does where it has a verb for it."""
        return _VERB_OF.get(self.step.code, self.step.code)

    @property
    def label(self) -> Term:
        return BUTTONS[self.step.code]


class Choices(msgspec.Struct, frozen=True):
    """What may be done, in groups.

    Attributes:
        first: The buttons, the next step before all others.
        gaps: Steps that were passed without a record and can be filled in.
        rare: Everything else that is possible.
        locked: Steps ahead that are not possible yet, with their reasons; or not for these roles, without any.
    """

    first: tuple[Deed, ...] = ()
    gaps: tuple[Deed, ...] = ()
    rare: tuple[Deed, ...] = ()
    locked: tuple[Deed, ...] = ()

    def find(self, code: str) -> Deed | None:
        """The deed that the page's address names."""
        return next((one for one in chain(self.first, self.gaps, self.rare) if one.code == code), None)

    def doing(self, command: str) -> Deed | None:
        """The deed behind a command, where it is possible."""
        return next((one for one in chain(self.first, self.gaps, self.rare) if one.step.do == command), None)


def may_take(roles: frozenset[Role], step: Step) -> bool:
    """Whether somebody with these roles does this, or may write it down for those who do."""
    return any(role in roles or may_record_for(roles, role) for role in step.roles)


def step_named(code: str) -> str:
    """The step that a verb of the address records."""
    return _STEP_OF.get(code, code)


def choices(ticket: Ticket, roles: frozenset[Role], now: datetime) -> Choices:
    """What somebody with these roles may do with a ticket at ``now``."""
    if ticket.is_adopted:
        return Choices()
    deeds = [
        _tried(ticket, step, now) for step in ticket.procedure.steps.values() if _thinkable(ticket, step)
    ]
    possible = [deed for deed in deeds if not deed.reasons and may_take(roles, deed.step)]
    gaps = [deed for deed in possible if deed.step.code in ticket.gaps]
    ahead = [deed for deed in possible if deed not in gaps]
    reopening = [Deed(REOPENED)] if FINAL & ticket.steps.keys() and may_take(roles, REOPENED) else []
    first = [*reopening, *(deed for deed in ahead if ticket.is_open and _is_first(ticket, deed.step.code))]
    return Choices(
        first=tuple(sorted(first, key=lambda deed: _rank(ticket, deed.step.code))),
        gaps=tuple(gaps),
        rare=tuple(deed for deed in ahead if deed not in first),
        locked=tuple(_locks(ticket, roles, deeds)),
    )


def _thinkable(ticket: Ticket, step: Step) -> bool:
    """Whether a step could ever be taken from here: not yet taken, and of this ticket's way."""
    if step.code == "reported" or (step.code in ticket.steps and not step.repeats):
        return False
    if step.code in {"assessed", "quoted", "consented", "declined"}:
        return not ticket.in_tariff and "consented" not in ticket.steps
    if step.code in {"at_finance", "billed"}:
        return not ticket.technician_collects
    return step.code != "resumed" or ticket.waiting is not None


def _tried(ticket: Ticket, step: Step, now: datetime) -> Deed:
    until = latest_at(ticket, step)
    at = until or now
    return Deed(step, tuple(ticket.obstacles(probe(ticket, step), at)), until)


def latest_at(ticket: Ticket, step: Step) -> datetime | None:
    """The instant after which this step cannot have happened any more; ``None`` for now."""
    earlier = ticket.procedure.earlier
    later = [at for code, at in ticket.steps.items() if code in earlier and step.code in earlier[code]]
    ended = [ticket.steps[code] for code in FINAL & ticket.steps.keys()]
    return min([*later, *ended], default=None)


def _is_first(ticket: Ticket, code: str) -> bool:
    """Whether it is the next step, or common enough beside it at this point to have a button of its own."""
    following, taken = ticket.next_step, ticket.steps.keys()
    now = {following.code} if following else set[str]()
    if following is not None and following.code == "quoted":
        now.add("assessed")
    if ticket.kind is facts.Kind.HELP:
        now |= {"answered", "assigned", "arrived", "done"}
    if not taken & {"signed", "done"}:
        now |= {"waiting", "rebooked", "urged"}
    if brings_own_material(ticket) and not taken & {"material_tested", "signed"}:
        now.add("material_tested")
    if ticket.with_whom and "arrived" not in taken:
        now.add("set_out")
    if "consented_on_site" not in taken:
        now.add("refused_on_site")
    return code in now | {"resumed", "declined", "visited"}


def _rank(ticket: Ticket, code: str) -> tuple[int, int]:
    """The order of the buttons: what ends a wait, the next step, the way, then what stands beside it."""
    following = ticket.next_step
    path = list(ticket.path)
    if code in {"resumed", "reopened"}:
        return 0, 0
    if following is not None and code == following.code:
        return 1, 0
    if following is not None and following.code == "quoted" and code == "assessed":
        return 0, 1
    return (2, path.index(code)) if code in path else (3, list(BUTTONS).index(code))


def _locks(ticket: Ticket, roles: frozenset[Role], deeds: Iterable[Deed]) -> list[Deed]:
    """The next step where it is somebody else's, and the steps after it that are missing something."""
    if not ticket.is_open:
        return []
    by_code = {deed.step.code: deed for deed in deeds}
    following = ticket.next_step
    ahead = [by_code[code] for code in ticket.path if code in by_code and code not in ticket.gaps]
    others = [
        deed for deed in ahead if following and deed.step == following and not may_take(roles, deed.step)
    ]
    missing = [deed for deed in ahead if deed.reasons and may_take(roles, deed.step)]
    return [*others, *missing[:_SHOWN_LOCKS]]
