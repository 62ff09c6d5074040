"""``given(history).when(step).then(...)``: a ticket's facts, a step to be taken, and what comes of it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.errors import Refused
from domain.facts import Fact, PersonRef, TextRef
from domain.policy import Family, Kind, Limit
from domain.tickets import facts
from domain.tickets import repair_facts as did
from domain.tickets.facts import Channel, HelpClass
from domain.tickets.facts import Kind as TicketKind
from domain.tickets.ticket import Ticket
from domain.tickets.timing import clocks_of
from seed.catalogue import calendar_years, profiles

ZONE = ZoneInfo("Asia/Shanghai")
WORDS = TextRef("t1", "00")
CALLER = PersonRef("p1", 1, "00")
Done = tuple[Fact, str]


def at(clock: str) -> datetime:
    """``09:00:00`` on 12 March 2026 at the site, or a whole ``2026-04-25 16:45``."""
    text = clock if "-" in clock else f"2026-03-12 {clock}"
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def reported(clock: str = "09:00:00", **more: Any) -> Done:
    """A repair was called in; in the tariff unless ``item=""``."""
    known: dict[str, Any] = {
        "number": "R260312-001",
        "kind": TicketKind.REPAIR,
        "help_class": HelpClass.REPAIR,
        "channel": Channel.PHONE,
        "matter": WORDS,
        "first_receiver": "desk",
        "zone": "Asia/Shanghai",
        "pins": {
            "repair": "COMMUNITY@1",
            "visit": "COMMUNITY@1",
            "billing": "COMMUNITY@1",
            "reply": "COMMUNITY@1",
        },
        "calendar": "CN@17",
        "unit": "2-3-0904",
        "caller": CALLER,
        "item": "T01",
        "tariff": 1,
    }
    return facts.Reported(**{**known, **more}), clock


def to_engineering(**more: Any) -> list[Done]:
    """Reported, slip filled, engineering told, slip signed for: the times of WE-02."""
    return [
        reported(**more),
        (did.SlipFilled(slip="0004187"), "09:01:50"),
        (did.EngineeringNotified(), "09:02:40"),
        (did.SlipReceived(), "09:05:00"),
    ]


def on_site(**more: Any) -> list[Done]:
    """A technician is there and has compared slip and fact."""
    return [
        *to_engineering(**more),
        (did.Dispatched(technicians=("wang",)), "09:06:00"),
        (facts.Arrived(), "09:14:30"),
        (did.ItemConfirmed(), "09:16:00"),
    ]


def at_work(**more: Any) -> list[Done]:
    """The tariff was shown, the customer agreed, the work has begun."""
    return [
        *on_site(**more),
        (did.TariffShown(price_cents=4000), "09:17:00"),
        (did.ConsentedOnSite(), "09:18:00"),
        (facts.WorkBegun(), "09:19:00"),
    ]


BILL = (did.Charge(name="换龙头", quantity=1, price_cents=4000),)


def signed(**more: Any) -> list[Done]:
    """The customer has tried it out and signed."""
    return [
        *at_work(**more),
        (did.TriedOut(works=True), "10:00:00"),
        (
            did.Signed(charges=BILL, site_cleaned=True, collected=more.get("collector") == "technician"),
            "10:05:00",
        ),
    ]


def at_desk(**more: Any) -> list[Done]:
    """The copies have come back to the front desk."""
    copies = (1, 2) if more.get("collector") == "technician" else (2, 3)
    return [
        *signed(**more),
        (did.SlipsReturned(copies=copies), "16:58:00"),
        (did.SlipsConfirmed(), "17:02:00"),
        (did.SlipsAtDesk(copies=copies), "17:20:00"),
    ]


class Given:
    """A ticket with a history that was recorded as it stands, unguarded."""

    def __init__(self, history: list[Done]) -> None:
        report = history[0][0]
        number = report.number if isinstance(report, facts.Reported) else "1"
        self.ticket = Ticket(f"ticket:s1:{number}")
        for fact, clock in history:
            self.ticket.record(fact, at(clock))
        self.refusal: Refused | None = None

    def when(self, fact: Fact, clock: str) -> "Given":
        """Take a step; what the guards say is kept."""
        try:
            self.ticket.take(fact, at(clock))
        except Refused as refusal:
            self.refusal = refusal
        return self

    def then(self, **expected: Any) -> "Given":
        """It was recorded, and these attributes are so."""
        assert self.refusal is None, self.refusal
        for name, value in expected.items():
            assert getattr(self.ticket, name) == value, name
        return self

    def then_refused(self, *words: str) -> "Given":
        """It was refused for exactly as many reasons, each with these words in it."""
        assert self.refusal is not None
        said = [one.text.format_map(dict(one.fields)) for one in self.refusal.reasons]
        assert len(said) == len(words), said
        for word, text in zip(words, said, strict=True):
            assert word in text, said
        return self


def given(*history: Done | list[Done]) -> Given:
    return Given([one for part in history for one in (part if isinstance(part, list) else [part])])


class Book:
    """What pins point to, straight from the reference data."""

    def limits(self, pin: str, family: Family, kind: Kind) -> list[Limit]:
        name = pin.partition("@")[0]
        return next(one for one in profiles() if one.name == name).limits_for(family, kind)

    def calendar(self, pin: str) -> Any:
        from domain.calendar import Calendar

        return Calendar("CN", 17, {one.year: one for one in calendar_years()})


def verdicts(ticket: Ticket, now: str) -> Mapping[str, tuple[str, int | None]]:
    """Each clock's state and seconds over, by code."""
    shown = {clock.code: clock.verdict(at(now)) for clock in clocks_of(ticket, Book())}
    return {code: (one.state, one.over_s) for code, one in shown.items()}


def due(ticket: Ticket, code: str) -> str:
    """When a clock is due, in site time."""
    clock = next(one for one in clocks_of(ticket, Book()) if one.code == code)
    assert clock.due_at is not None
    return clock.due_at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S")
