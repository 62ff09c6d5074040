"""The events of a pack as lines of a story: nothing on them that the register of the pack does not show."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from console.audit.sentences import told as sentence
from console.evidence.asked import Asked
from console.viewer import Viewer
from domain.errors import Term
from domain.facts import PersonRef, Recorded, TextRef
from domain.log.careful import NOT_READ
from domain.log.codec import recorded_of
from domain.log.dialects.dialect import Row
from projections.asking.views import Views
from projections.tickets.story import StoryLine, told

LEFT_OUT = Term("[left out]")
UNREADABLE = Term("An event that this edition of the program cannot read.")


class Spoken(NamedTuple):
    """One event of a page in its languages, Chinese first; no line where it cannot be read."""

    row: Row
    lines: Mapping[str, StoryLine | None]


def spoken(views: Views, readers: Sequence[Viewer], asked: Asked, rows: Sequence[Row]) -> list[Spoken]:
    """The lines of some events, in their order."""
    events = {event.position: event for row in rows if (event := _event(row)) is not None}
    lines = {line.position: line for line in told(views, events.values(), "recorded")}
    by_language = {
        one.translator.language: {
            position: _discreet(line, events[position], asked, one.t(LEFT_OUT))
            for position, line in lines.items()
        }
        for one in readers
    }
    return [
        Spoken(row, {language: kept.get(row[0]) for language, kept in by_language.items()}) for row in rows
    ]


def said(viewer: Viewer, line: StoryLine | None) -> str:
    """What happened, in one sentence."""
    return viewer.t(UNREADABLE) if line is None else sentence(viewer, line)


def _event(row: Row) -> Recorded | None:
    position, recorded_at, _, *content = row
    try:
        return recorded_of((position, recorded_at, *content))
    except NOT_READ:
        return None


def _discreet(line: StoryLine, event: Recorded, asked: Asked, left_out: str) -> StoryLine:
    """What is left out gives its place to words that say so; accounts stand for themselves where names are."""
    hidden = (*(() if asked.texts else (TextRef,)), *(() if asked.people else (PersonRef,)))
    fields = {
        name: left_out if value is not None and isinstance(getattr(event.fact, name, None), hidden) else value
        for name, value in line.fields.items()
    }
    names = line.names if asked.people else {account: account for account in line.names}
    return replace(line, fields=fields, names=names)
