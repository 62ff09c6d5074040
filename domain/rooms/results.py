"""What the results of a room come to: each item's looks, each check's tick."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from domain.facts import TextRef


class Tick(StrEnum):
    """A check of a room. What nobody has answered is undone, never passed."""

    UNDONE = "undone"
    PASSED = "passed"
    PASSED_AFTER_RECHECK = "passed_after_recheck"
    FAILED = "failed"


class Seen(msgspec.Struct, frozen=True):
    """One look at one item.

    Attributes:
        at: When it was looked at.
        together: How many went, whoever recorded it included.
    """

    at: datetime
    by: str
    passed: bool
    cause: TextRef | None = None
    reading: str = ""
    ticket: str = ""
    together: int = 1


Looks = Sequence[Seen]


def item_tick(looks: Looks) -> Tick:
    """An item: undone without a look, else as it was found last."""
    if not looks:
        return Tick.UNDONE
    if not looks[-1].passed:
        return Tick.FAILED
    return Tick.PASSED if all(one.passed for one in looks) else Tick.PASSED_AFTER_RECHECK


def tick_of(items: Iterable[Tick]) -> Tick:
    """Several items, checks or rounds in one tick: what failed shows first, then what is undone."""
    found = set(items)
    for worst in (Tick.FAILED, Tick.UNDONE, Tick.PASSED_AFTER_RECHECK):
        if worst in found:
            return worst
    return Tick.PASSED if found else Tick.UNDONE
