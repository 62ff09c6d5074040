"""Searching the log by any column of the envelope and by words, a stretch at a time, the latest first."""

import re
from datetime import datetime
from typing import Annotated

import msgspec

from domain.facts import Recorded
from domain.log import Question, Undecodable
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.audit.scanning import Extent, Seen, count_back, extent, period, read_back, stretches
from projections.tickets.story import StoryLine, told

PageSize = Annotated[int, msgspec.Meta(ge=1, le=200)]
WORDS_BUDGET_S = 1.0
IDS = re.compile(rb"[tp][0-9a-f]{16}")
"""Ids of the register as they stand in what an event says."""
TEXT = b"t"[0]


class Unread(msgspec.Struct, frozen=True):
    """An event that this edition cannot read."""

    position: int
    stream: str
    fact: str


class Sought(msgspec.Struct, frozen=True):
    """One page of what fits, the latest first, and how much of the log has been read for it.

    Attributes:
        total: How many fit on all pages together, as far as ``counted`` goes; ``None`` where only a page is known.
    """

    lines: list[StoryLine]
    unread: list[Unread]
    extent: Extent
    total: int | None = None
    counted: Extent | None = None


@question("audit_search")
def search(
    views: Views,
    *,
    site: str,
    stream: str = "",
    who: str = "",
    by: str = "",
    doer: str = "",
    role: str = "",
    fact: str = "",
    through: str = "",
    command: str = "",
    correlation: str = "",
    words: str = "",
    people: bool = False,
    since: datetime | None = None,
    until: datetime | None = None,
    happened_since: datetime | None = None,
    happened_until: datetime | None = None,
    late_min: int | None = None,
    apart: bool = False,
    before: int = 0,
    limit: PageSize = 50,
    as_of: AsOf = None,
) -> Sought:
    """Events of a site that fit everything asked, recorded from ``since`` to ``until``; ``before`` reads on.

    ``words`` stand in a text that an event carries; with ``people`` also in a name or a phone number. ``who`` recorded
    it or did it; ``apart``: those were two. ``stream`` is how the stream's name begins, ``late_min`` how many minutes
    later than it happened it was recorded at least.
    """
    asked = Question(
        site=site,
        stream_prefix=stream or None,
        who=who or None,
        by=by or None,
        doer=doer or None,
        role=role or None,
        name=fact or None,
        through=through or None,
        command=command or None,
        correlation=correlation or None,
        since=happened_since,
        until=happened_until,
        late_s=None if late_min is None else late_min * 60,
        apart=apart,
    )
    first, last = period(views, since, until, as_of)
    if words.strip():
        return page(views, _with_words(views, asked, first, last, before, limit, words, people=people))
    seen = read_back(views.log, asked, first, last, before=before, want=limit)
    if not before and not seen.extent.before:
        return page(views, seen, len(seen.events), seen.extent)
    counted, reached = count_back(views.log, asked, first, last, before=before)
    return page(views, seen, sum(count for count, _ in counted.values()), reached)


def page(views: Views, seen: Seen, total: int | None = None, counted: Extent | None = None) -> Sought:
    """Events as lines of a story, the latest first, with how many there are on all pages."""
    readable = [event for event in seen.events if isinstance(event, Recorded)]
    unread = [
        Unread(event.position, event.stream, event.name)
        for event in seen.events
        if isinstance(event, Undecodable)
    ]
    return Sought(told(views, readable, "recorded")[::-1], unread, seen.extent, total, counted)


def _with_words(
    views: Views, asked: Question, first: int, last: int, before: int, limit: int, words: str, *, people: bool
) -> Seen:
    """As :func:`read_back`, of events that carry a text with these words: what events say is looked at unread."""
    wanted, found = words.casefold().split(), list[Recorded | Undecodable]()
    at = min(last, before - 1) if before else last
    for after, upto in stretches(first, at, WORDS_BUDGET_S):
        bodies = views.log.audit.bodies(msgspec.structs.replace(asked, after=after, upto=upto))
        carried = {position: _ids(body, people=people) for position, body in bodies}
        fits = _fitting(views, {one for ids in carried.values() for one in ids}, wanted)
        places = [position for position, ids in carried.items() if ids & fits]
        for position in places[: limit - len(found)]:
            found += views.log.read(position - 1, 1)
        if len(found) == limit:
            at = found[-1].position - 1
            break
        at = after
    return Seen(found, extent(first, last, at))


def _ids(body: bytes, *, people: bool) -> set[str]:
    return {one.decode() for one in IDS.findall(body) if people or one[0] == TEXT}


def _fitting(views: Views, ids: set[str], wanted: list[str]) -> set[str]:
    """Of these register entries, those in which all the words stand; an erased one fits nothing."""
    entries = views.log.values(ids)
    texts = {one: entry.value.decode(errors="replace").casefold() for one, entry in entries.items()}
    return {one for one, text in texts.items() if all(word in text for word in wanted)}
