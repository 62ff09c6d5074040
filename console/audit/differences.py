"""The differences between two desks in words, by what they are, each with its ticket and the time behind it."""

from collections.abc import Iterable, Iterator
from typing import TypedDict

from console.audit.told import Speaker
from console.board.words import words
from domain.errors import Term
from projections.audit.changes import DeskChanges, Pair
from projections.audit.shapes import Change, Kind

GROUPS: dict[str, tuple[Term, tuple[Kind, ...]]] = {
    "unknown": (Term("Not known then"), ("unknown",)),
    "later": (Term("Changed since"), ("breached", "done", "ended", "new")),
    "restated": (Term("Restated"), ("restated",)),
    "merged": (Term("Joined"), ("merged",)),
}
STATES = {
    "red": Term("over the limit"),
    "running": Term("running"),
    "met": Term("met"),
    "late": Term("done late"),
    "paused": Term("paused"),
    "void": Term("does not apply"),
}

CLOCKS = {key: text for key, text in words(str).items() if key.startswith("clock.")}


class Line(TypedDict):
    """One difference: the ticket, what is said of it, and where it leads."""

    kind: str
    number: str
    text: str
    href: str


class Found(TypedDict):
    """One group of differences."""

    code: str
    title: str
    said: str
    lines: list[Line]


def found(speaker: Speaker, changes: DeskChanges) -> list[Found]:
    """What differs between two desks, by groups."""
    every: tuple[Kind, ...] = tuple(kind for _, kinds in GROUPS.values() for kind in kinds)
    lines = [
        Line(kind=one.kind, number=pair.number, text=text, href=speaker.href("ticket", pair.number))
        for pair in changes.pairs
        for one in _ordered(pair.changes, every)
        for text in _told(speaker, pair, one, changes)
    ]
    return grouped(speaker, lines)


def grouped(speaker: Speaker, lines: list[Line]) -> list[Found]:
    """The groups that are not empty, in the order of :data:`GROUPS`."""
    told: list[Found] = []
    for code, (title, kinds) in GROUPS.items():
        mine = [line for kind in kinds for line in lines if line["kind"] == kind]
        if mine:
            said = _summary(speaker, code, mine)
            told.append(Found(code=code, title=speaker.t(title), said=said, lines=mine))
    return told


def _ordered(changes: Iterable[Change], kinds: tuple[Kind, ...]) -> list[Change]:
    return sorted((one for one in changes if one.kind in kinds), key=lambda one: kinds.index(one.kind))


def _summary(speaker: Speaker, code: str, lines: list[Line]) -> str:
    """How many of each kind, where a group holds several."""
    if code != "later":
        return ""
    counts = {kind: sum(line["kind"] == kind for line in lines) for kind in GROUPS[code][1]}
    said = {
        "breached": speaker.translator.plural("{count} ran over", "{count} ran over", counts["breached"]),
        "done": speaker.translator.plural("{count} step done", "{count} steps done", counts["done"]),
        "ended": speaker.translator.plural("{count} ended", "{count} ended", counts["ended"]),
        "new": speaker.translator.plural("{count} came", "{count} came", counts["new"]),
    }
    return speaker.translator.listed([text for kind, text in said.items() if counts[kind]])


def _told(speaker: Speaker, pair: Pair, change: Change, changes: DeskChanges) -> Iterator[str]:
    """A change in words; who recorded it where that matters."""
    then, t = changes.then.at, speaker.t
    happened = speaker.stamp(change.happened_at, then) if change.happened_at else ""
    recorded = speaker.stamp(change.recorded_at, then) if change.recorded_at else ""
    clock = _clock(speaker, change.what)
    match change.kind:
        case "unknown":
            late = speaker.late(change.late_s or 0)
            what = speaker.mark(change.what)
            yield t(
                "{what} happened {happened}, recorded {recorded}, {late}",
                what=what,
                happened=happened,
                recorded=recorded,
                late=late,
            ) + _by(speaker, change)
        case "merged":
            yield t("the customer called again at {at}, no second ticket was opened", at=happened) + _by(
                speaker, change
            )
        case "restated" if change.what == "ticket.reopened":
            yield t("opened again at {at}", at=recorded) + _by(speaker, change)
        case "restated" if isinstance(change.before, int) and isinstance(change.after, int):
            before, after = speaker.stamp(change.before, then), speaker.stamp(change.after, then)
            yield t("{clock}: limit moved from {before} to {after}", clock=clock, before=before, after=after)
        case "restated":
            states = {name: t(STATES[str(getattr(change, name))]) for name in ("before", "after")}
            yield t("{clock}: told as {before} then, as {after} now", clock=clock, **states)
        case "breached":
            over = speaker.span(change.late_s or 0)
            said = (
                Term("{clock} done late by {span}")
                if change.after == "late"
                else Term("{clock} over by {span}")
            )
            yield t(said, clock=clock, span=over)
        case "done":
            said = Term("{clock} done late by {span}") if change.after == "late" else Term("{clock} kept")
            yield t(said, clock=clock, span=speaker.span(change.late_s or 0))
        case "ended":
            yield speaker.ended(pair, changes)
        case "new":
            yield t("came at {at}", at=happened)


def _by(speaker: Speaker, change: Change) -> str:
    return speaker.t(" ({name})", name=change.by) if change.by else ""


def _clock(speaker: Speaker, code: str) -> str:
    """A clock as the board names it."""
    return speaker.t(CLOCKS.get(f"clock.{code}", code))
