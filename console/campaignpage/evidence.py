"""What a decision finds open, in words: how many of each kind, then which rooms, posts and tickets."""

from collections.abc import Iterable, Sequence

from console.viewer import SITE_PARAMETER, Viewer
from domain.errors import Term
from projections.campaigns.shapes import ShownPoint

KINDS = {
    "task": Term("tasks"),
    "fact": Term("facts missing"),
    "line": Term("lines without a person"),
    "material": Term("materials short"),
    "room": Term("rooms not passed"),
    "ticket": Term("open faults"),
    "post": Term("posts not covered"),
}
Links = tuple[tuple[str, str], ...]
"""Word and address of each."""

NAMED = 8
"""The most that are named one by one."""


def counted(viewer: Viewer, points: Sequence[ShownPoint]) -> str:
    """How many of each kind."""
    counts = {kind: sum(_many(one) for one in points if one.kind == kind) for kind in KINDS}
    said = [f"{viewer.t(KINDS[kind])} {count}" for kind, count in counts.items() if count]
    return viewer.translator.listed(said) if said else viewer.t("nothing")


def _many(point: ShownPoint) -> int:
    return 1 if point.code else point.much


def named(viewer: Viewer, points: Iterable[ShownPoint]) -> list[str]:
    """Which rooms and posts, each kind as one line; tickets are linked instead."""
    by_kind: dict[str, list[str]] = {"room": [], "post": []}
    for one in points:
        if one.kind in by_kind:
            by_kind[one.kind].append(_name(viewer, one))
    t = viewer.t
    return [
        t("{what}: {names}", what=t(KINDS[kind]), names=_first(viewer, names))
        for kind, names in by_kind.items()
        if names
    ]


def _name(viewer: Viewer, point: ShownPoint) -> str:
    speak = viewer.translator
    if not point.code:
        return speak.t("none chosen yet") if point.kind == "room" else speak.t("no roster is published")
    name = speak.show(point.name) if point.name else point.code
    if point.kind == "room":
        return speak.plural("{name} ({count} check)", "{name} ({count} checks)", point.much, name=name)
    return speak.plural("{name} ({count} head)", "{name} ({count} heads)", point.much, name=name)


def _first(viewer: Viewer, names: Sequence[str]) -> str:
    said = viewer.translator.listed(names[:NAMED])
    more = len(names) - NAMED
    return viewer.t("{names} and {count} more", names=said, count=more) if more > 0 else said


def links(viewer: Viewer, points: Iterable[ShownPoint]) -> Links:
    """The tickets, as number and address."""
    return tuple(ticket_link(viewer, one.code) for one in points if one.kind == "ticket")


def ticket_link(viewer: Viewer, number: str) -> tuple[str, str]:
    """A ticket's number and where its page is."""
    return number, f"/ticket?t={number}&{SITE_PARAMETER}={viewer.site}"
