"""Stories: the events of a ticket, or of everything about a unit, as plain rows with both their times."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from domain.facts import SHAPES, Fact, Happened, PersonRef, Recorded, TextRef
from domain.tickets.facts import Adopted, Reported
from domain.tickets.ticket import ticket_stream
from domain.units import unit_stream
from projections.asking.history import stream_at
from projections.asking.moments import AsOf, Axis
from projections.asking.registry import question
from projections.asking.views import Views
from projections.members import names
from projections.spine.model import Field, IndexModel, Row

LATE_NOTE = timedelta(minutes=2)
"""From here on, recorded later than happened stands out."""

NAMING = ("first_receiver", "to", "technicians", "person", "other", "instead_of", "surveyor")
"""Fields that hold accounts, in whatever kind of fact."""


class StoryLine(msgspec.Struct, frozen=True):
    """One event.

    Attributes:
        stream: What it happened to.
        fact: Stored name of the fact: ``ticket.reported``.
        fields: What it says; ids of texts and people are replaced by their words, ``None`` once erased, and
            accounts stand under ``names``.
        names: Names by account of everybody the line mentions.
        recorded_late_s: Seconds between happened and recorded where they are over two minutes.
    """

    position: int
    stream: str
    version: int
    fact: str
    happened_at: datetime
    recorded_at: datetime | None
    recorded_late_s: int | None
    fields: dict[str, Any]
    by: str
    doer: str
    role: str
    through: str
    command: str | None
    names: dict[str, str]


@question("ticket_story")
def ticket_story(
    views: Views, *, site: str, number: str, as_of: AsOf = None, axis: Axis = "recorded"
) -> list[StoryLine]:
    """The events of one ticket: in the order they were recorded, or in which they happened."""
    return told(views, stream_at(views, ticket_stream(site, number), as_of, axis), axis)


@question("unit_story")
def unit_story(
    views: Views, *, site: str, unit: str, as_of: AsOf = None, axis: Axis = "recorded"
) -> list[StoryLine]:
    """Everything that happened to a unit and to the tickets about it."""
    with views.snapshot() as snapshot:
        rows = snapshot.added(ABOUT_UNITS, "unit = :unit", unit=unit_stream(site, unit))
    streams = dict.fromkeys([unit_stream(site, unit), *(row["key"] for row in rows)])
    events = [event for stream in streams for event in stream_at(views, stream, as_of, axis)]
    return told(views, events, axis)


def about_units(event: Happened) -> Sequence[Row]:
    """Which unit a ticket's first event puts it at."""
    fact = event.fact
    if isinstance(fact, Reported | Adopted) and fact.unit:
        return [{"unit": unit_stream(event.originator_id.split(":")[1], fact.unit)}]
    return []


ABOUT_UNITS = IndexModel(
    name="about_units",
    version=1,
    prefixes=("ticket",),
    fields=(Field("unit"),),
    rows=about_units,
    looked_up_by=("unit",),
)


def told(views: Views, events: Iterable[Recorded], axis: Axis) -> list[StoryLine]:
    """Events as lines, in the order they were recorded, or in which they happened."""

    def recorded(event: Recorded) -> tuple[Any, ...]:
        return (event.position,)

    def happened(event: Recorded) -> tuple[Any, ...]:
        return event.happened_at, event.position

    ordered = sorted(events, key=recorded if axis == "recorded" else happened)
    words = _words(views, {one for event in ordered for one in _refs(event.fact)})
    mentioned = {event.position: _accounts(event) for event in ordered}
    known = names(views, {account for accounts in mentioned.values() for account in accounts})
    return [
        _line(event, words, {account: known[account] for account in mentioned[event.position]})
        for event in ordered
    ]


def _line(event: Recorded, words: Mapping[str, str | None], known: dict[str, str]) -> StoryLine:
    late = event.recorded_at - event.happened_at if event.recorded_at else timedelta()
    return StoryLine(
        position=event.position,
        stream=event.originator_id,
        version=event.originator_version,
        fact=SHAPES[type(event.fact)].name,
        happened_at=event.happened_at,
        recorded_at=event.recorded_at,
        recorded_late_s=int(late.total_seconds()) if late > LATE_NOTE else None,
        fields=_fields(event.fact, words),
        by=event.by,
        doer=event.doer,
        role=event.role,
        through=event.through,
        command=event.command,
        names=known,
    )


def _fields(fact: Fact, words: Mapping[str, str | None]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name in fact.__struct_fields__:
        value = getattr(fact, name)
        if isinstance(value, TextRef | PersonRef):
            said[name] = words.get(value.id)
        elif value not in (None, "", ()):
            said[name] = msgspec.to_builtins(value, builtin_types=(datetime, date))
    return said


def _refs(fact: Fact) -> list[str]:
    """Register ids that a fact carries."""
    values = [getattr(fact, name) for name in fact.__struct_fields__]
    return [value.id for value in values if isinstance(value, TextRef | PersonRef)]


def _words(views: Views, ids: set[str]) -> dict[str, str | None]:
    """The words of texts and the names of people; what was erased is left out."""
    return {
        id: _name(entry.value) if entry.kind == "person" else entry.value.decode()
        for id, entry in views.log.values(one for one in ids if one).items()
    }


def _name(person: bytes) -> str | None:
    return msgspec.json.decode(person, type=dict[str, Any]).get("name")


def _accounts(event: Recorded) -> set[str]:
    """Accounts that an event mentions."""
    found = {event.by, event.doer}
    for name in NAMING:
        value: str | tuple[str, ...] | PersonRef | None = getattr(event.fact, name, None)
        if value is not None and not isinstance(value, PersonRef):
            found.update((value,) if isinstance(value, str) else value)
    return found - {""}
