"""Whatever is tried in whatever order, no accepted repair is one that must not be; and its replay is the same."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import Refused
from domain.facts import Fact, Recorded
from domain.log.codec import FactMapper
from domain.tickets import facts
from domain.tickets import repair_facts as did
from domain.tickets.repair_facts import MaterialVerdict, VisitMode
from domain.tickets.slip import copies
from domain.tickets.ticket import Ticket
from tests.domain.doorway import CHARGE, WORK, Doorway, Event, founded
from tests.domain.given import BILL, WORDS, at, reported

ASIDE: tuple[Event, ...] = (
    ("repair.assess", "head", {"feasible": True, "price_cents": 9000}),
    ("repair.assess", "head", {"feasible": True, "price_cents": 9900, "answered": True}),
    ("repair.assess", "head", {"feasible": False}),
    ("repair.quote", "desk", {}),
    ("repair.consent", "desk", {"price_cents": 9000}),
    ("repair.decline", "desk", {"why": "太贵"}),
    ("repair.refuse_on_site", "chen", {"why": "不修了"}),
    ("repair.sign_refusal_as_technician", "chen", {}),
    ("repair.sign_refusal_as_head", "head", {}),
    ("repair.file_decline", "desk", {}),
    ("repair.try_out", "chen", {"works": False}),
    ("repair.confirm_item", "chen", {"own_materials": True}),
    ("repair.record_material_test", "chen", {"verdict": "qualified"}),
    ("repair.sign", "chen", {"charges": [], "site_cleaned": True}),
    ("repair.sign", "chen", {"charges": [CHARGE], "site_cleaned": True, "collected": True}),
    ("repair.return_slips", "chen", {"copies": [3]}),
    ("repair.visit", "area", {"mode": "phone", "satisfied": False}),
    ("ticket.wait", "desk", {"reason": "customer"}),
    ("ticket.resume", "desk", {}),
    ("ticket.void", "desk", {"why": "报错了"}),
    ("ticket.close", "desk", {}),
    ("ticket.reopen", "desk", {"why": "又漏了"}),
)
QUOTE = (ASIDE[0], ASIDE[3], ASIDE[4])
WAYS: tuple[tuple[str, tuple[Event, ...]], ...] = (
    ("T01", WORK),
    ("", (*WORK[:3], *QUOTE, *WORK[3:])),
    ("T01", (*WORK[:7], *ASIDE[6:10])),
)
"""In the tariff; outside it; refused on site."""


ANY = (*WORK, *ASIDE)
choices = st.tuples(
    st.integers(0, 9), st.one_of(st.none(), st.sampled_from(ANY)), st.sampled_from((0, 0, 0, -1, -7, -25))
)
"""How many steps of its way a repair goes on; then one is left out, or any is tried, so many minutes ago."""

NEEDED: dict[str, tuple[set[str], ...]] = {
    "started": ({"tariff_shown", "consented_on_site"},),
    "billed": ({"signed", "slips_at_desk", "at_finance"},),
    "decline_filed": ({"refusal_signed", "refusal_signed_head"},),
    "closed": ({"billed"}, {"declined"}),
}
"""No work without consent, no bill without finance's copy, no filing without both signatures, no early end."""

EXCLUSIVE = ({"consented", "declined"}, {"consented_on_site", "refused_on_site"}, {"declined", "dispatched"})


def wrong(ticket: Ticket) -> Iterator[str]:
    """What must never be true of an accepted repair."""
    taken = ticket.steps.keys()
    for code in NEEDED.keys() & taken:
        if not any(one <= taken for one in NEEDED[code]):
            yield f"{code} without what it needs"
    yield from (f"both of {sorted(pair)}" for pair in EXCLUSIVE if pair <= taken)
    if not ticket.in_tariff and {"dispatched", "arrived", "started"} & taken and "consented" not in taken:
        yield "sent out of the tariff without consent"
    if copies(ticket) and {one.number for one in copies(ticket)} != {1, 2, 3, 4}:
        yield "a copy is lost"
    yield from wrong_times(ticket)
    yield from wrong_papers(ticket)


def wrong_times(ticket: Ticket) -> Iterator[str]:
    """Steps whose times contradict the order of the procedure."""
    first = ticket.steps
    for code, when in first.items():
        for earlier in ticket.procedure.earlier.get(code, frozenset[str]()):
            if earlier in first and first[earlier] > when:
                yield f"{code} before {earlier}"
    recorded = [one.code for one in ticket.round.taken]
    if {"signed", "voided"} <= set(recorded) and recorded.index("signed") < recorded.index("voided"):
        yield "voided once the signature was on record"


def wrong_papers(ticket: Ticket) -> Iterator[str]:
    """Prices and amounts that nobody told or agreed to."""
    signed, price = ticket.round.latest("signed"), -1
    for one in ticket.round.taken:
        if isinstance(one.fact, did.Assessed):
            price = one.fact.price_cents
        if isinstance(one.fact, did.Consented) and one.fact.price_cents != price:
            yield "agreed to another price than was assessed"
    if signed and isinstance(signed.fact, did.Signed) and (not signed.fact.charges or signed.fact.collected):
        yield "signed without amounts, or for money on site"


def values(ticket: Ticket) -> dict[str, Any]:
    """All state as plain values."""
    state = {name: value for name, value in vars(ticket).items() if name not in {"rounds", "_pending"}}
    return {**state, "rounds": [vars(one) for one in ticket.rounds]}


def attempt(site: Doorway, number: str, step: Event, late_min: int) -> None:
    """Try one step; a refusal changes nothing."""
    do, by, arguments = step
    site.later(minutes=3)
    happened = (site.now + timedelta(minutes=late_min)).isoformat()
    before = site.log.head()
    try:
        site.do(do, by, ticket=number, at=happened, **arguments)
    except Refused:
        assert site.log.head() == before


@settings(max_examples=100)
@given(chosen=st.sampled_from(WAYS), tried=st.lists(choices, min_size=1, max_size=12))
def test_no_order_of_commands_leads_a_repair_where_it_must_not_be(
    founded_site: Path,
    chosen: tuple[str, tuple[Event, ...]],
    tried: list[tuple[int, Event | None, int]],
) -> None:
    """REP-04, REP-06, REP-12, TRN-05, TRN-06, TRN-09, TRN-10, TRN-15, CAL-11; the other repair stays as it was."""
    with TemporaryDirectory() as folder:
        site = founded(founded_site, Path(folder))
        other, number = site.repair(), site.repair(chosen[0])
        way = cycle(chosen[1])
        for steps, aside, late_min in tried:
            for _ in range(steps):
                attempt(site, number, next(way), 0)
            if aside is None:
                next(way)
            else:
                attempt(site, number, aside, late_min)
            assert list(wrong(site.ticket(number))) == []
        stream = f"ticket:s1:{number}"
        read = [
            one
            for one in site.log.read(0, 10_000)
            if isinstance(one, Recorded) and one.originator_id == stream
        ]
        assert values(Ticket(stream).replay(read)) == values(site.ticket(number))
        assert site.ticket(other).version == 1
        site.close()


FACTS: tuple[Fact, ...] = (
    did.SlipFilled(slip="1"),
    did.EngineeringNotified(),
    did.SlipReceived(),
    did.Assessed(feasible=True, price_cents=9000),
    did.Quoted(),
    did.Consented(price_cents=9000),
    did.Dispatched(technicians=("wang", "chen")),
    facts.Arrived(),
    did.ItemConfirmed(actual=WORDS),
    did.TariffShown(price_cents=4000),
    did.ConsentedOnSite(),
    facts.WorkBegun(),
    did.TriedOut(works=True),
    did.Signed(charges=BILL, site_cleaned=True),
    facts.WaitingBegun(reason=facts.WaitReason.CUSTOMER, evidence=WORDS),
    facts.Resumed(),
    facts.Rebooked(booked_for=at("15:00:00")),
    facts.Queued(team="夜班"),
    facts.Assigned(to=("chen",)),
    facts.Urged(channel=facts.Channel.PHONE, said=WORDS),
    facts.IncidentFlagged(what=WORDS),
    did.MaterialTested(verdict=MaterialVerdict.POOR),
    did.Visited(mode=VisitMode.PHONE, satisfied=True, opinion=WORDS),
    facts.Voided(why=WORDS),
)


@settings(max_examples=150)
@given(
    tried=st.lists(st.tuples(st.sampled_from(FACTS), st.integers(0, 3600)), max_size=40),
    in_order=st.booleans(),
)
def test_what_is_read_back_is_what_was_decided(tried: list[tuple[Fact, int]], in_order: bool) -> None:  # noqa: FBT001
    """The aggregate in memory equals the replay of its events as they are stored."""
    ticket = Ticket("ticket:s1:R260312-001")
    report, clock = reported(item="", booked_for=at("14:00:00"))
    ticket.record(report, at(clock))
    for fact, second in [*(zip(FACTS, range(0, 3600, 60), strict=False) if in_order else ()), *tried]:
        with suppress(Refused):
            ticket.take(fact, at(clock) + timedelta(seconds=second))
    before, mapper = values(ticket), FactMapper()
    stored = [mapper.to_stored_event(event) for event in ticket.collect_events()]
    again = Ticket(ticket.id).replay(mapper.to_domain_event(entry) for entry in stored)
    assert values(again) == before
    assert again.version == len(stored)
