"""The live queue: which tickets of a site are open, how long each still has, and who has it.

Rows hold ids, codes and absolute instants only; names and what callers said are looked up when somebody asks.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import RowMapping

from domain.tickets.ticket import Ticket
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Snapshot, Views
from projections.members import names
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference
from projections.tickets.clocks import HeldClock, State, held_clocks, most_urgent
from projections.tickets.words import flags, note, verb

SOON_S = 30 * 60
"""Seconds before its limit from which the board calls a ticket soon due."""


class BoardNote(msgspec.Struct, frozen=True):
    """What the holder of a ticket last did; ``at`` in Unix milliseconds."""

    code: str
    at: int


class BoardVerb(msgspec.Struct, frozen=True):
    """The next thing to do."""

    code: str


class BoardClock(msgspec.Struct, frozen=True):
    """One chip; instants in Unix milliseconds, lengths in seconds."""

    code: str
    state: State
    due_at: int | None
    used_s: int | None
    late_s: int | None
    since: int | None
    reason: str | None


class BoardRow(msgspec.Struct, frozen=True):
    """One open ticket, language-neutral; instants in Unix milliseconds.

    Attributes:
        place: The unit's number, or where it is in words.
        matter: What the caller said; ``None`` once erased.
        due_at: When the most urgent running clock is due.
        paused: Waiting, with no clock running meanwhile.
        holder: Whoever has it; of several the first and how many more.
        gaps: Steps that somebody went past without a record.
    """

    id: str
    number: str
    kind: str
    place: str
    matter: str | None
    due_at: int | None
    paused: bool
    paused_since: int | None
    paused_reason: str | None
    clocks: list[BoardClock]
    holder: str | None = msgspec.field(name="with")
    with_team: str | None
    with_note: BoardNote | None
    verb: BoardVerb | None
    flags: list[str]
    reported_at: int
    booked_for: int | None
    gaps: int


class Held(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the row keeps in one piece; instants in Unix seconds."""

    number: str
    kind: str
    place: str
    matter: str
    clocks: list[HeldClock]
    with_whom: tuple[str, ...]
    team: str
    note: str
    note_at: int
    verb: str
    flags: list[str]
    reported_at: int
    gaps: int
    item: str = ""
    caller: str = ""
    booked_for: int | None = None
    waiting_since: int | None = None
    waiting_reason: str | None = None


def queue_row(ticket: Ticket, reference: Reference) -> Row | None:
    """The row of an open ticket of our own; closed ones and foreign history have none."""
    if ticket.report is None or not ticket.is_open:
        return None
    return held_row(ticket, reference)


def held_row(ticket: Ticket, reference: Reference) -> Row:
    """What the board keeps of a ticket of our own, also of one that has ended."""
    clocks = held_clocks(ticket, reference)
    return {
        "site": ticket.site,
        "unit": ticket.unit,
        "due_at": most_urgent(clocks),
        "held": msgspec.json.encode(_held(ticket, clocks)),
    }


def _held(ticket: Ticket, clocks: list[HeldClock]) -> Held:
    note_code, note_at = note(ticket)
    waiting = ticket.waiting
    return Held(
        number=ticket.number,
        kind=ticket.kind.value,
        place=ticket.unit or (ticket.report.place if ticket.report else ""),
        matter=ticket.matter.id if ticket.matter else "",
        clocks=clocks,
        with_whom=ticket.with_whom,
        team=ticket.team,
        note=note_code,
        note_at=note_at,
        verb=verb(ticket),
        flags=flags(ticket),
        reported_at=int(ticket.rounds[0].since.timestamp()),
        gaps=len(ticket.gaps),
        item=ticket.report.item if ticket.report else "",
        caller=ticket.caller.id if ticket.caller else "",
        booked_for=int(ticket.booked_for.timestamp()) if ticket.booked_for else None,
        waiting_since=int(waiting.since.timestamp()) if waiting else None,
        waiting_reason=str(waiting.reason) if waiting else None,
    )


QUEUE = StateModel(
    name="queue",
    version=1,
    prefix="ticket",
    aggregate=Ticket,
    fields=(Field("site"), Field("unit"), Field("due_at", "number"), Field("held", "json")),
    row=queue_row,
    live_on=("unit",),
)

_decode = msgspec.json.Decoder(Held).decode


@question("queue")
def queue(views: Views, *, site: str, as_of: AsOf = None) -> list[BoardRow]:
    """Every open ticket of a site, the most urgent first; those without a running limit come last."""
    with views.snapshot(as_of) as snapshot:
        rows = snapshot.rows(QUEUE, "site = :site", site=site)
        return board_rows(views, rows)


def queue_of(views: Views, site: str, tickets: Collection[str]) -> list[BoardRow]:
    """The rows of some tickets of a site, of those that are open now; the live board asks it after each page."""
    with views.snapshot() as snapshot:
        rows = snapshot.rows(QUEUE, "site = :site AND key IN :wanted", site=site, wanted=sorted(tickets))
        return board_rows(views, rows)


class Standing(msgspec.Struct, frozen=True):
    """How many tickets of a site are open, over a limit, and due soon, counted as the board counts them."""

    open: int
    over: int
    soon: int


def standing(views: Views, site: str, now: datetime) -> Standing:
    """The board's numbers without its rows: no name and no text is looked up."""
    with views.snapshot() as snapshot:
        held = held_of(snapshot, site).values()
    due = [at for one in held if (at := most_urgent(one.clocks)) is not None]
    left = [at - int(now.timestamp()) for at in due]
    return Standing(len(held), sum(one < 0 for one in left), sum(0 <= one <= SOON_S for one in left))


def held_of(snapshot: Snapshot, site: str) -> dict[str, Held]:
    """What is kept of each open ticket of a site, by its key."""
    rows = snapshot.rows(QUEUE, "site = :site", site=site)
    return {row["key"]: _decode(row["held"]) for row in rows}


def board_rows(views: Views, rows: Sequence[RowMapping | Row]) -> list[BoardRow]:
    """Rows as the board shows them, with names and texts as the register now has them."""
    held = [(row["key"], _decode(row["held"])) for row in rows]
    matters = views.texts(one.matter for _, one in held)
    people = names(views, {account for _, one in held for account in one.with_whom})
    board = [_board_row(key, one, matters.get(one.matter), people) for key, one in held]
    return sorted(board, key=lambda row: (row.due_at is None, row.due_at or 0, row.reported_at, row.id))


def _board_row(key: str, held: Held, matter: str | None, people: Mapping[str, str]) -> BoardRow:
    return BoardRow(
        id=key,
        number=held.number,
        kind=held.kind,
        place=held.place,
        matter=matter,
        due_at=_ms(most_urgent(held.clocks)),
        paused=held.waiting_since is not None and most_urgent(held.clocks) is None,
        paused_since=_ms(held.waiting_since),
        paused_reason=held.waiting_reason,
        clocks=[_board_clock(clock) for clock in held.clocks],
        holder=_holder([people[account] or "–" for account in held.with_whom]),
        with_team=held.team or None,
        with_note=BoardNote(held.note, held.note_at * 1000),
        verb=BoardVerb(held.verb),
        flags=held.flags,
        reported_at=held.reported_at * 1000,
        booked_for=_ms(held.booked_for),
        gaps=held.gaps,
    )


def _board_clock(clock: HeldClock) -> BoardClock:
    due_at, since = _ms(clock.due_at), _ms(clock.since)
    return BoardClock(clock.code, clock.state, due_at, clock.used_s, clock.late_s, since, clock.reason)


def _holder(people: Sequence[str]) -> str | None:
    if not people:
        return None
    return people[0] if len(people) == 1 else f"{people[0]} +{len(people) - 1}"


def _ms(seconds: int | None) -> int | None:
    return None if seconds is None else seconds * 1000
