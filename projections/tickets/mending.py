"""What tickets say of repairs: when the work of each round was done, so that nobody writes it down twice (UNT-09)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

import msgspec
from sqlalchemy import RowMapping

from domain.facts import Happened
from domain.tickets.facts import Done, Reopened
from domain.tickets.repair_facts import Signed
from domain.tickets.ticket import Ticket
from projections.spine.model import Field, IndexModel, Row


class Mark(msgspec.Struct, frozen=True):
    """Work done, or begun anew under the same number.

    Attributes:
        words: Register id of what was done; empty where nobody said.
    """

    at: datetime
    is_done: bool
    doer: str = ""
    words: str = ""


def mark_of(event: Happened) -> Mark | None:
    """What an event of a ticket says of its repair."""
    match event.fact:
        case Done(result=result):
            return Mark(event.happened_at, True, event.doer, result.id if result else "")
        case Signed():
            return Mark(event.happened_at, True, event.doer)
        case Reopened():
            return Mark(event.happened_at, False)
        case _:
            return None


def mending_rows(event: Happened) -> Sequence[Row]:
    mark = mark_of(event)
    if mark is None:
        return []
    return [
        {
            "at": int(mark.at.timestamp()),
            "is_done": int(mark.is_done),
            "doer": mark.doer,
            "words": mark.words,
        }
    ]


MENDINGS = IndexModel(
    name="mendings",
    version=1,
    prefixes=("ticket",),
    fields=(Field("at", "number"), Field("is_done", "number"), Field("doer"), Field("words")),
    rows=mending_rows,
)


def marks(rows: Iterable[RowMapping]) -> dict[str, list[Mark]]:
    """The marks of each ticket's stream, in the order in which they were recorded."""
    found: dict[str, list[Mark]] = {}
    for row in rows:
        at = datetime.fromtimestamp(row["at"], UTC)
        found.setdefault(row["key"], []).append(Mark(at, bool(row["is_done"]), row["doer"], row["words"]))
    return found


class Mending(msgspec.Struct, frozen=True):
    """The work of all rounds of one ticket about a piece of equipment.

    Attributes:
        is_voided: It should not have been opened; none of its work counts.
    """

    number: str
    is_open: bool
    is_voided: bool
    marks: tuple[Mark, ...]

    @property
    def is_under_way(self) -> bool:
        """Open, and the work of its present round is not done yet."""
        return self.is_open and not (self.marks and self.marks[-1].is_done)

    def done(self, by_hand: Sequence[datetime]) -> Iterator[Mark]:
        """The last work of each round, but for rounds in which a record by hand names the ticket already."""
        if self.is_voided:
            return
        done: Mark | None = None
        since: datetime | None = None
        for mark in (*self.marks, None):
            if mark is not None and mark.is_done:
                done = mark
                continue
            until = mark.at if mark else None
            if done is not None and not any(_within(at, since, until) for at in by_hand):
                yield done
            done, since = None, until


def mending_of(events: Sequence[Happened]) -> Mending:
    """The same from the events of one ticket's stream, in the order in which they are to be folded."""
    ticket = Ticket(events[0].originator_id).replay(events)
    told = tuple(mark for event in events if (mark := mark_of(event)))
    return Mending(ticket.number, ticket.is_open, ticket.stage == "voided", told)


def _within(at: datetime, since: datetime | None, until: datetime | None) -> bool:
    return (since is None or since <= at) and (until is None or at < until)
