"""One moment as the browser draws it: the handle, both panes, the lanes and the differences, all of one position."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from console.audit.asked import Asked
from console.audit.differences import Found, found
from console.audit.told import Speaker
from projections.asking.views import Views
from projections.audit.changes import DeskChanges, Pair, desks
from projections.audit.desk import Streams, disagreeing
from projections.audit.lanes import Lanes, audit_lanes
from projections.audit.recordings import Landmark, RecordedDay, Standpoint, Step, audit_day, standpoint

SAME = True
"""In place of a right cell that equals the left one."""
MOST_ALSO = 12
"""Tickets whose late records the lanes look for, at most."""


def frame_of(speaker: Speaker, asked: Asked, *, whole: bool = True) -> dict[str, Any]:
    """The comparison that an address asks for.

    Args:
        speaker: Whose house, site and language.
        asked: What is looked at.
        whole: With what happened unseen to rows that are alike, differences in words and the check by replay;
            without them while it is being played.
    """
    views, site = speaker.house.views, speaker.site
    earlier, later = _in_order(asked)
    with views.snapshot(later):
        stand = standpoint(views, site, asked.at)
        streams = Streams(views) if whole else None
        changes = desks(views, site, earlier, later, _axis_of(asked), streams)
        lanes = _lanes(views, site, asked, changes, later)
        wrong = None
        if streams is not None and asked.axis == "recorded":
            wrong = disagreeing(views, _shown(changes), earlier, streams)
    swapped = earlier != asked.at
    return {
        "as_of": speaker.address(asked.at),
        "is_ahead": asked.is_ahead,
        "axis": asked.axis,
        "beside": speaker.address(asked.beside) if asked.beside else "",
        "swapped": swapped,
        **_stand(speaker, stand),
        "left": changes.now if swapped else changes.then,
        "right": changes.then if swapped else changes.now,
        "pairs": [_pair(speaker, pair, changes, swapped=swapped) for pair in changes.pairs],
        "differences": found(speaker, changes) if whole else None,
        "check": _check(speaker, changes, wrong),
        "lanes": speaker.lanes(lanes),
    }


def day_of(speaker: Speaker, at: datetime) -> dict[str, Any]:
    """The local day of an instant: how much was recorded when, and what stands out."""
    day: RecordedDay = audit_day(
        speaker.house.views, site=speaker.site, day=at.astimezone(speaker.zone).date()
    )
    return {
        "day": day.day.isoformat(),
        "begins": day.begins,
        "ends": day.ends,
        "counts": day.counts,
        "total": day.total,
        "landmarks": [_landmark(speaker, one) for one in day.landmarks],
        "before": _step(speaker, day.before),
        "after": _step(speaker, day.after),
    }


def _in_order(asked: Asked) -> tuple[datetime, datetime | None]:
    """The earlier and the later moment; ``None`` is now."""
    if asked.beside is None or asked.at <= asked.beside:
        return asked.at, asked.beside
    return asked.beside, asked.at


def _axis_of(asked: Asked) -> Any:
    return asked.axis if asked.beside is None or asked.at <= asked.beside else "recorded"


def _lanes(views: Views, site: str, asked: Asked, changes: DeskChanges, later: datetime | None) -> Lanes:
    unknown = [pair.number for pair in changes.pairs if any(one.kind == "unknown" for one in pair.changes)]
    also = " ".join(unknown[:MOST_ALSO])
    return audit_lanes(views, site=site, at=asked.at, also=also, as_of=later)


def _shown(changes: DeskChanges) -> list[Any]:
    return [pair.then for pair in changes.pairs if pair.then is not None]


def _stand(speaker: Speaker, stand: Standpoint) -> dict[str, Any]:
    return {
        "position": stand.position,
        "recorded": stand.recorded,
        "previous": _step(speaker, stand.previous),
        "next": _step(speaker, stand.next),
    }


def _step(speaker: Speaker, step: Step | None) -> dict[str, Any] | None:
    return None if step is None else {"as_of": speaker.address(step.at), "position": step.position}


def _landmark(speaker: Speaker, one: Landmark) -> dict[str, Any]:
    return {"at": one.at, "name": speaker.mark(one.code)}


def _pair(speaker: Speaker, pair: Pair, changes: DeskChanges, *, swapped: bool) -> dict[str, Any]:
    """A ticket's two cells; what stands in an empty one says why."""
    absent = speaker.absent(pair, changes) if pair.then is None else None
    cells: Sequence[Any] = (pair.now, pair.then) if swapped else (pair.then, pair.now)
    return {
        "id": pair.id,
        "number": pair.number,
        "left": cells[0],
        "right": SAME if pair.then == pair.now else cells[1],
        "absent": absent,
        "ended": speaker.ended(pair, changes),
        "marks": list(dict.fromkeys(one.kind for one in pair.changes)),
    }


def _check(speaker: Speaker, changes: DeskChanges, wrong: Sequence[str] | None) -> dict[str, Any] | None:
    if wrong is None:
        return None
    rows = len(_shown(changes))
    return {"ok": not wrong, "text": speaker.checked(rows, changes.then.position, wrong)}


def as_json(frame: dict[str, Any]) -> bytes:
    """The frame as the browser reads it; a term that English has no other words for stays one."""
    return msgspec.json.encode(frame, enc_hook=str)


def as_data(frame: dict[str, Any]) -> dict[str, Any]:
    """The frame as a Streamlit component takes it."""
    return msgspec.to_builtins(frame, enc_hook=str)


__all__ = ["Found", "as_data", "as_json", "day_of", "frame_of"]
