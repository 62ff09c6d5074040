"""One moment as the browser draws it: the handle, both panes, the lanes and the differences, all of one position."""

from datetime import datetime
from typing import Any

import msgspec

from console.audit import desk_frame, exam_frame
from console.audit.asked import Asked
from console.audit.told import Speaker
from projections.audit.lanes import audit_lanes
from projections.audit.recordings import Landmark, RecordedDay, Standpoint, Step, audit_day, standpoint

MOST_ALSO = 12
"""Tickets whose late records the lanes look for, at most."""


def frame_of(speaker: Speaker, asked: Asked, *, whole: bool = True) -> dict[str, Any]:
    """The comparison that an address asks for.

    Args:
        speaker: Whose house, site and language.
        asked: What is looked at.
        whole: With what happened unseen to rows that are alike, differences in words and the check by replay;
            without them while it is being played.

    Raises:
        Refused: There is no such exam, or nothing was known of it at one of the moments.
    """
    views, site = speaker.house.views, speaker.site
    earlier, later = in_order(asked)
    with views.snapshot(later):
        stand = standpoint(views, site, asked.at)
        if asked.board == "exam":
            body = exam_frame.body(speaker, asked, earlier, later, whole=whole)
        else:
            body = desk_frame.body(speaker, asked, earlier, later, whole=whole)
        also = " ".join(body.pop("unknown")[:MOST_ALSO])
        lanes = None
        if not asked.whole_board:
            lanes = audit_lanes(views, site=site, at=asked.at, also=also, as_of=later)
    return {
        "as_of": speaker.address(asked.at),
        "is_ahead": asked.is_ahead,
        "axis": asked.axis,
        "beside": speaker.address(asked.beside) if asked.beside else "",
        "swapped": earlier != asked.at,
        **_stand(speaker, stand),
        **body,
        "lanes": speaker.lanes(lanes) if lanes else None,
    }


def in_order(asked: Asked) -> tuple[datetime, datetime | None]:
    """The earlier and the later moment; ``None`` is now."""
    if asked.beside is None or asked.at <= asked.beside:
        return asked.at, asked.beside
    return asked.beside, asked.at


def day_of(speaker: Speaker, asked: Asked) -> dict[str, Any]:
    """The local day of a moment: how much was recorded when, and what stands out."""
    day: RecordedDay = audit_day(
        speaker.house.views, site=speaker.site, day=asked.at.astimezone(speaker.zone).date()
    )
    landmarks = [_landmark(speaker, one) for one in day.landmarks]
    if asked.board == "exam":
        landmarks += exam_frame.milestones(speaker, asked, day.day)
    return {
        "day": day.day.isoformat(),
        "begins": day.begins,
        "ends": day.ends,
        "counts": day.counts,
        "total": day.total,
        "landmarks": sorted(landmarks, key=lambda one: one["at"]),
        "before": _step(speaker, day.before),
        "after": _step(speaker, day.after),
    }


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


def as_json(frame: dict[str, Any]) -> bytes:
    """The frame as the browser reads it; a term that English has no other words for stays one."""
    return msgspec.json.encode(frame, enc_hook=str)


def as_data(frame: dict[str, Any]) -> dict[str, Any]:
    """The frame as a Streamlit component takes it."""
    return msgspec.to_builtins(frame, enc_hook=str)
