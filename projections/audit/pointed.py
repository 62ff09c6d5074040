"""Whom and which texts a matter speaks of, and whether they are on file, erased, or missing without a word."""

from datetime import datetime
from typing import Literal

import msgspec

from domain.erasure import erasure_stream
from domain.facts import SHAPES, PersonRef, Recorded
from domain.operations.digests import references
from projections.asking.registry import question
from projections.asking.views import Views

Standing = Literal["on_file", "erased", "back", "missing"]


class Pointed(msgspec.Struct, frozen=True):
    """One register entry that the events of a matter point to.

    Attributes:
        entry: Its register id; the value itself is not told.
        kind: ``person`` or ``text``.
        fact: Stored name of the first event that points to it; ``position`` is that event's.
        standing: ``erased`` and gone; ``back`` though it was erased; ``missing`` though nobody erased it.
        erased_at: When it was erased last.
    """

    entry: str
    kind: str
    fact: str
    position: int
    standing: Standing
    erased_at: datetime | None


@question("pointed")
def pointed(views: Views, *, stream: str) -> list[Pointed]:
    """Everything in the register that one stream points to, in the order in which it was first spoken of."""
    first: dict[str, tuple[str, Recorded]] = {}
    for event in views.log.audit.history(stream):
        if isinstance(event, Recorded):
            for one in references(event.fact):
                first.setdefault(one.id, ("person" if isinstance(one, PersonRef) else "text", event))
    there = views.log.values(first)
    return [_pointed(views, id, kind, event, there=id in there) for id, (kind, event) in first.items()]


def _pointed(views: Views, entry: str, kind: str, event: Recorded, *, there: bool) -> Pointed:
    erased = views.log.stream(erasure_stream(entry))
    at = erased[-1].happened_at if erased else None
    gone: Standing = "erased" if erased else "missing"
    standing: Standing = ("back" if erased else "on_file") if there else gone
    return Pointed(entry, kind, SHAPES[type(event.fact)].name, event.position, standing, at)
