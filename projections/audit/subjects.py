"""What an auditor means by a few signs: a ticket, a unit, a round, a person, an event's number, a command, or words."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from domain.campaigns.campaign import campaign_stream
from domain.company import member_stream
from domain.facts import SHAPES, Recorded
from domain.surveys.survey import survey_stream
from domain.tickets.ticket import ticket_stream
from domain.units import unit_stream
from projections.asking.registry import question
from projections.asking.views import Views
from projections.members import members
from projections.tickets.ledger import tickets

Kind = Literal["ticket", "unit", "person", "event", "command", "campaign", "survey", "stream"]
MOST = 8
_LONGEST = 200


class Subject(msgspec.Struct, frozen=True):
    """One thing that may be meant.

    Attributes:
        code: How people call it: a ticket's number, a unit's code, an account, a position, a command's id.
        stream: Where its facts stand; of an event or a command, the first stream that it wrote to.
        about: What it is about in words: a matter, a person's name, the stored name of a fact; ``None`` once erased.
        position: Of an event, its position.
    """

    kind: Kind
    code: str
    stream: str
    about: str | None = ""
    position: int = 0


@question("audit_subjects")
def subjects(views: Views, *, site: str, text: str) -> list[Subject]:
    """What a text may mean at a site, the surest first; nothing where it can only be looked for as words."""
    typed = text.strip()[:_LONGEST]
    if not typed:
        return []
    found = [
        *_event(views, site, typed),
        *_stream(views, site, typed),
        *_tickets(views, site, typed),
        *_people(views, site, typed),
        *_command(views, site, typed),
    ]
    return list({(one.kind, one.code): one for one in found}.values())[:MOST]


def _event(views: Views, site: str, typed: str) -> Iterator[Subject]:
    digits = typed.replace(",", "").replace("，", "").removeprefix("#")
    if not (digits.isascii() and digits.isdigit()) or not 0 < int(digits[:18]) <= views.log.head():
        return
    for event in views.log.read(int(digits) - 1, 1):
        stream, name = (
            (event.originator_id, SHAPES[type(event.fact)].name)
            if isinstance(event, Recorded)
            else (event.stream, event.name)
        )
        if not isinstance(event, Recorded) or event.site in ("", site):
            yield Subject("event", str(event.position), stream, name, event.position)


def _stream(views: Views, site: str, typed: str) -> Iterator[Subject]:
    """A unit, a round or a campaign by its code, or any stream by its whole name."""
    kinds: tuple[tuple[Kind, str], ...] = (
        ("unit", unit_stream(site, typed)),
        ("campaign", campaign_stream(site, typed)),
        ("survey", survey_stream(site, typed)),
    )
    for kind, stream in kinds:
        if ":" not in typed and _is_there(views, stream):
            yield Subject(kind, typed, stream)
    if ":" in typed and _is_there(views, typed) and typed.split(":")[1:2] in ([site], [""]):
        yield Subject("stream", typed, typed)


def _is_there(views: Views, stream: str) -> bool:
    """Whether anything stands in a stream, readable or not."""
    return bool(views.log.audit.history(stream, limit=1))


def _tickets(views: Views, site: str, typed: str) -> Iterator[Subject]:
    found = tickets(views, site=site, part=typed, limit=MOST).rows
    for one in sorted(found, key=lambda row: row.number.casefold() != typed.casefold()):
        about = " · ".join(part for part in (one.unit or one.place, one.matter) if part)
        yield Subject("ticket", one.number, ticket_stream(site, one.number), about)


def _people(views: Views, site: str, typed: str) -> Iterator[Subject]:
    """Whoever works here, by account or by a part of the name."""
    wanted = typed.casefold()
    for one in members(views):
        if one.account == wanted or (wanted in one.name.casefold() and len(wanted) > 1):
            yield Subject("person", one.account, member_stream(one.account), one.name or None)


def _command(views: Views, site: str, typed: str) -> Iterator[Subject]:
    for event in views.log.audit.of_commands([typed])[:1]:
        if isinstance(event, Recorded) and event.site in ("", site):
            name = SHAPES[type(event.fact)].name
            yield Subject("command", typed, event.originator_id, name, event.position)
