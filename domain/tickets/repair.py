"""Own-use paid repair, profiles COMMUNITY and CARE: its path and its guards (REP-01..22)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from domain.errors import Reason, Term, reason
from domain.facts import Fact
from domain.roles import TERMS, Role
from domain.tickets import facts
from domain.tickets import repair_facts as did
from domain.tickets.procedure import missing
from domain.tickets.repair_steps import REPAIR
from domain.tickets.state import Told

_TO_ENGINEERING = ("reported", "slip_filled", "notified", "slip_received")
_QUOTE = ("assessed", "quoted", "consented")
_WORK = (
    "dispatched",
    "set_out",
    "arrived",
    "item_confirmed",
    "tariff_shown",
    "consented_on_site",
    "started",
    "tried_out",
    "signed",
)
_PAPER = ("slips_returned", "slips_confirmed", "slips_at_desk")
_FINANCE = ("at_finance", "billed")
_END = ("visited", "closed")


def path(ticket: Told) -> Sequence[str]:
    """The main steps of this ticket, in order: by tariff, by the customer's no, by who collects (CON-07)."""
    quote = () if ticket.in_tariff else _QUOTE
    if "declined" in ticket.steps:
        return (*_TO_ENGINEERING, "assessed", "quoted", "declined", "closed")
    if "refused_on_site" in ticket.steps:
        seen = _WORK[: _WORK.index("tariff_shown") + 1]
        ends = ("refused_on_site", "refusal_signed", "refusal_signed_head", "decline_filed")
        return (*_TO_ENGINEERING, *quote, *seen, *ends)
    finance = () if ticket.technician_collects else _FINANCE
    return (*_TO_ENGINEERING, *quote, *_WORK, *_PAPER, *finance, *_END)


def guards(ticket: Told, fact: Fact, at: datetime) -> Iterator[Reason]:
    """What the catalogue asks of a step beyond its order."""
    guard = _GUARDS.get(type(fact))
    return guard(ticket, fact) if guard else iter(())


def _only_outside_tariff(ticket: Told, fact: did.Assessed) -> Iterator[Reason]:
    if ticket.in_tariff:
        yield reason(
            "The fault stands in the tariff, so there is nothing to assess.",
            who=TERMS[Role.ENGINEERING_HEAD],
            verb=REPAIR.steps["dispatched"].verb,
            do="repair.dispatch",
        )
    if fact.feasible and fact.price_cents <= 0:
        yield reason(
            "A feasible repair needs a price before the customer can agree to it.",
            who=TERMS[Role.ENGINEERING_HEAD],
            verb=Term("enter the price"),
        )


def _declined_before(ticket: Told) -> Iterator[Reason]:
    if "declined" in ticket.steps:
        yield reason(
            "The customer has declined; nobody may be sent.", who=TERMS[Role.DESK], verb=Term("reopen it")
        )


def _not_agreed(ticket: Told, fact: did.Declined) -> Iterator[Reason]:
    """The answer to a quote is a yes or a no, not both (TRN-05)."""
    yield from _stands(ticket, "consented")


def _not_signed(ticket: Told, fact: facts.Voided) -> Iterator[Reason]:
    """Work that the customer has signed for is billed, not voided (REP-08, REP-12)."""
    yield from _stands(ticket, "signed")


def _stands(ticket: Told, code: str) -> Iterator[Reason]:
    if code in ticket.steps:
        step = REPAIR.steps[code]
        yield reason("“{step}” is already on record at {known}.", step=step.term, known=ticket.steps[code])


def _needs_feasible(ticket: Told, fact: did.Consented) -> Iterator[Reason]:
    yield from _declined_before(ticket)
    assessed = ticket.round.latest("assessed")
    if assessed is None or not isinstance(assessed.fact, did.Assessed):
        return
    if not assessed.fact.feasible:
        yield reason("The engineering head has found that this cannot be repaired.")
    elif assessed.fact.price_cents != fact.price_cents:
        yield reason(
            "The price agreed, {agreed_cents}, is not the price quoted, {quoted_cents}.",
            who=TERMS[Role.ENGINEERING_HEAD],
            verb=Term("assess it anew and tell the customer"),
            do="repair.assess",
            agreed_cents=fact.price_cents,
            quoted_cents=assessed.fact.price_cents,
        )


def _agreed_or_in_tariff(ticket: Told, fact: Fact) -> Iterator[Reason]:
    if not ticket.in_tariff and "consented" not in ticket.steps:
        yield missing(REPAIR.steps["consented"])
    yield from _declined_before(ticket)


def _dispatch(ticket: Told, fact: did.Dispatched) -> Iterator[Reason]:
    yield from _agreed_or_in_tariff(ticket, fact)
    if not fact.technicians:
        yield reason(
            "Name at least one technician.", who=TERMS[Role.ENGINEERING_HEAD], verb=Term("choose who goes")
        )


def _not_refused(ticket: Told, fact: Fact) -> Iterator[Reason]:
    if "refused_on_site" in ticket.steps:
        yield reason(
            "The customer refused on site; the slip goes back with both signatures.",
            who=TERMS[Role.TECHNICIAN],
            verb=REPAIR.steps["refusal_signed"].verb,
            do="repair.sign_refusal_as_technician",
        )


def _not_consented(ticket: Told, fact: Fact) -> Iterator[Reason]:
    if "consented_on_site" in ticket.steps:
        yield reason("The customer's consent on site is already on record.")


def _warned(ticket: Told, fact: did.MaterialTested) -> Iterator[Reason]:
    if fact.verdict is did.MaterialVerdict.UNQUALIFIED and not fact.warned:
        yield reason(
            "Unqualified material: tell the customer what may come of it, then note their choice.",
            who=TERMS[Role.TECHNICIAN],
            verb=Term("warn the customer"),
        )


def brings_own_material(ticket: Told) -> bool:
    """Whether the customer's own material is to be tested before the signature (REP-07)."""
    confirmed = ticket.round.latest("item_confirmed")
    return (
        confirmed is not None
        and isinstance(confirmed.fact, did.ItemConfirmed)
        and confirmed.fact.own_materials
    )


def _signature(ticket: Told, fact: did.Signed) -> Iterator[Reason]:
    if not fact.charges:
        yield reason(
            "The amounts are not on the slip yet.",
            who=TERMS[Role.TECHNICIAN],
            verb=Term("fill in the amounts"),
        )
    if not fact.site_cleaned:
        yield reason(
            "The place must be clean before the customer signs.",
            who=TERMS[Role.TECHNICIAN],
            verb=Term("clean up and check the tools"),
        )
    if brings_own_material(ticket) and "material_tested" not in ticket.steps:
        yield missing(REPAIR.steps["material_tested"])
    tried = ticket.round.latest("tried_out")
    if tried and isinstance(tried.fact, did.TriedOut) and not tried.fact.works:
        yield reason(
            "The last try-out did not work.",
            who=TERMS[Role.TECHNICIAN],
            verb=Term("repair it and try it out again"),
        )
    if fact.collected and not ticket.technician_collects:
        yield reason(
            "Only finance settles repair charges here; nobody may take money on site.",
            who=TERMS[Role.FINANCE],
            verb=REPAIR.steps["billed"].verb,
        )


def _both_copies(ticket: Told, fact: did.SlipsReturned | did.SlipsAtDesk) -> Iterator[Reason]:
    for copy in sorted(set(ticket.returning_copies) - set(fact.copies)):
        yield reason(
            "Copy {copy} is missing; it goes back together with the other.",
            who=TERMS[Role.TECHNICIAN],
            verb=Term("bring the copy"),
            copy=copy,
        )


def _finance_here(ticket: Told, fact: Fact) -> Iterator[Reason]:
    if ticket.technician_collects:
        yield reason("Under this site's rules the technician collects; finance has no copy to settle.")


def _valid_visit(ticket: Told, fact: did.Visited) -> Iterator[Reason]:
    if fact.mode is did.VisitMode.HOME and not fact.signature:
        yield reason(
            "A visit at home needs the customer's signature.",
            who=TERMS[Role.AREA_OFFICER],
            verb=Term("get the signature, or mark it as a phone visit"),
        )


def _taken_along(ticket: Told, fact: facts.SetOut) -> Iterator[Reason]:
    for thing, term in (("shoe_covers", Term("shoe covers")), ("floor_cloth", Term("floor cloth"))):
        if ticket.technician_collects and thing not in fact.taken_along:
            yield reason(
                "Without {thing} nobody sets out.",
                who=TERMS[Role.TECHNICIAN],
                verb=Term("take it along"),
                thing=term,
            )


def _finished(ticket: Told, fact: facts.Closed) -> Iterator[Reason]:
    if "declined" in ticket.steps:
        return
    last = "slips_at_desk" if ticket.technician_collects else "billed"
    if last not in ticket.steps:
        yield missing(REPAIR.steps[last])
    visit = ticket.round.latest("visited")
    if visit and isinstance(visit.fact, did.Visited) and not visit.fact.satisfied:
        yield reason(
            "The customer was not satisfied at the last visit.",
            who=TERMS[Role.DESK],
            verb=Term("reopen it, or visit again"),
            do="ticket.reopen",
        )


_GUARDS: dict[type[Fact], Callable[[Told, Any], Iterator[Reason]]] = {
    did.Assessed: _only_outside_tariff,
    did.Consented: _needs_feasible,
    did.Declined: _not_agreed,
    did.Dispatched: _dispatch,
    facts.SetOut: _taken_along,
    facts.Arrived: _agreed_or_in_tariff,
    did.ConsentedOnSite: _not_refused,
    did.RefusedOnSite: _not_consented,
    did.MaterialTested: _warned,
    did.Signed: _signature,
    did.SlipsReturned: _both_copies,
    did.SlipsAtDesk: _both_copies,
    did.SentToFinance: _finance_here,
    did.Visited: _valid_visit,
    facts.Closed: _finished,
    facts.Voided: _not_signed,
}
