"""Limits: one number of a policy, from which step to which step, on which basis (CAL-01)."""

from collections.abc import Mapping
from datetime import time
from typing import Final, Literal

import msgspec

from domain.errors import Term

Family = Literal["reply", "repair", "visit", "survey", "billing", "knocking"]
Kind = Literal["repair", "help", "complaint"]
PauseReason = Literal["customer", "material", "vendor", "third_party", "other"]

STEP_TERMS: Final[Mapping[str, Term]] = {
    "reported": Term("report taken"),
    "slip_filled": Term("slip filled in"),
    "notified": Term("engineering told"),
    "slip_received": Term("slip signed for by engineering"),
    "assessed": Term("cost assessed"),
    "quoted": Term("price answered"),
    "consented": Term("user agreed"),
    "declined": Term("user declined"),
    "dispatched": Term("technician dispatched"),
    "set_out": Term("technician set out"),
    "arrived": Term("technician on site"),
    "item_confirmed": Term("item checked on site"),
    "tariff_shown": Term("tariff shown"),
    "consented_on_site": Term("user agreed on site"),
    "refused_on_site": Term("user refused on site"),
    "started": Term("work started"),
    "tried_out": Term("tried out by the user"),
    "signed": Term("signed by the user"),
    "slips_returned": Term("copies back in engineering"),
    "slips_confirmed": Term("copies confirmed by the head"),
    "slips_at_desk": Term("copies at the front desk"),
    "at_finance": Term("copy at finance"),
    "billed": Term("billed"),
    "visited": Term("return visit made"),
    "done": Term("work done"),
    "closed": Term("ticket closed"),
    "voided": Term("ticket voided"),
    "answered": Term("answered"),
    "sent_to_department": Term("sent to the department"),
    "department_answered": Term("fed back by the department"),
}
"""The steps that start and stop limits: every mark a ticket can carry, in the order of the work."""

CONDITIONS: Final = frozenset({"in_tariff", "booked", "asap", "urgent", "to_department"})
"""What a limit may ask of a ticket; ``!`` before it asks for the opposite."""


class Elapsed(msgspec.Struct, frozen=True, tag_field="basis", tag="elapsed"):
    """So many seconds after the start (CAL-01, CAL-06)."""

    seconds: int


class WorkingDays(msgspec.Struct, frozen=True, tag_field="basis", tag="working_days"):
    """To the end of the n-th working day after the start's day (CAL-02)."""

    days: int


class CalendarDays(msgspec.Struct, frozen=True, tag_field="basis", tag="calendar_days"):
    """To the end of the n-th calendar day after the start's day (CAL-04)."""

    days: int


class Months(msgspec.Struct, frozen=True, tag_field="basis", tag="months"):
    """To the end of the same day number n months on, clamped (CAL-05)."""

    months: int


class TimeOfDay(msgspec.Struct, frozen=True, tag_field="basis", tag="time_of_day"):
    """Before a time of the start's day; of the next calendar day where the start is after it (REP-09)."""

    before: time
    inclusive: bool = True


class DayOfMonth(msgspec.Struct, frozen=True, tag_field="basis", tag="day_of_month"):
    """Before a day of the start's month; of the next month where the start is after it (REP-10)."""

    day: int
    inclusive: bool = True


class BeforeBooking(msgspec.Struct, frozen=True, tag_field="basis", tag="before_booking"):
    """So many minutes before the booked time (SLA-04)."""

    minutes: int


class AtBooking(msgspec.Struct, frozen=True, tag_field="basis", tag="at_booking"):
    """At the booked time (SLA-11)."""


Basis = Elapsed | WorkingDays | CalendarDays | Months | TimeOfDay | DayOfMonth | BeforeBooking | AtBooking


class Limit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One number of a profile: from which step to which step, by when.

    Attributes:
        rule: Rule ID, ``SLA-03``.
        code: What the clock is called in data, ``arrive``; limits that exclude each other may share one.
        term: English message id of the clock's name.
        family: Rule family it belongs to.
        kinds: Ticket kinds it is for.
        when: Conditions that must all hold: ``in_tariff``, ``!in_tariff``.
        start: Steps it starts with: the first in this order that was taken.
        stop: Steps that end it: the earliest that was taken.
        basis: How the due instant follows from the start.
        pauses: Waiting reasons that stop it; only an elapsed limit can be paused.
        note: English message id of the reading behind it, empty where the source speaks for itself.
    """

    rule: str
    code: str
    term: str
    family: Family
    kinds: tuple[Kind, ...]
    start: tuple[str, ...]
    stop: tuple[str, ...]
    basis: Basis
    when: tuple[str, ...] = ()
    pauses: tuple[PauseReason, ...] = ()
    note: str = ""

    @property
    def pausable(self) -> bool:
        """Whether any waiting stops it."""
        return bool(self.pauses)

    def applies(self, conditions: frozenset[str]) -> bool:
        """Whether every condition holds."""
        return all((one.removeprefix("!") in conditions) is not one.startswith("!") for one in self.when)
