"""The duty desk of two moments as the browser draws it: the same tickets left and right."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from console.audit.asked import Asked
from console.audit.differences import found
from console.audit.told import Speaker
from projections.asking.moments import Axis
from projections.audit.changes import DeskChanges, Pair, desks
from projections.audit.desk import Streams, disagreeing
from projections.tickets.queue import BoardRow

SAME = True
"""In place of a right cell that equals the left one."""


def body(
    speaker: Speaker, asked: Asked, earlier: datetime, later: datetime | None, *, whole: bool
) -> dict[str, Any]:
    """Panes, differences and check; ``unknown`` are the tickets of which something was recorded late."""
    views, swapped = speaker.house.views, earlier != asked.at
    axis: Axis = "recorded" if swapped else asked.axis
    streams = Streams(views) if whole else None
    changes = desks(views, speaker.site, earlier, later, axis, streams)
    check = None
    if streams is not None and asked.axis == "recorded":
        rows = _on_it(changes)
        wrong = disagreeing(views, rows, earlier, streams)
        check = {"ok": not wrong, "text": speaker.checked(len(rows), changes.then.position, wrong)}
    return {
        "left": changes.now if swapped else changes.then,
        "right": changes.then if swapped else changes.now,
        "pairs": [_pair(speaker, pair, changes, swapped=swapped) for pair in changes.pairs],
        "differences": found(speaker, changes) if whole else None,
        "check": check,
        "unknown": [
            pair.number for pair in changes.pairs if any(one.kind == "unknown" for one in pair.changes)
        ],
    }


def _on_it(changes: DeskChanges) -> list[BoardRow]:
    return [pair.then for pair in changes.pairs if pair.then is not None]


def _pair(speaker: Speaker, pair: Pair, changes: DeskChanges, *, swapped: bool) -> dict[str, Any]:
    """A ticket's two cells; what stands in an empty one says why."""
    cells: Sequence[Any] = (pair.now, pair.then) if swapped else (pair.then, pair.now)
    return {
        "id": pair.id,
        "number": pair.number,
        "href": speaker.href("ticket", pair.number),
        "left": cells[0],
        "right": SAME if pair.then == pair.now else cells[1],
        "absent": speaker.absent(pair, changes) if pair.then is None else None,
        "ended": speaker.ended(pair, changes),
        "marks": list(dict.fromkeys(one.kind for one in pair.changes)),
    }
