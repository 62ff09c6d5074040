"""The story of a ticket or a unit, line by line, and what its household asked for in twelve months."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from console.ticketpage.sentences import icon, sentence
from console.ticketpage.stamps import clock, date_of, same_day, stamp
from console.ticketpage.told import who
from console.viewer import Viewer
from domain.places import UnitKind
from domain.units import Unit, unit_stream
from projections.tickets.ledger import FoundTicket, tickets
from projections.tickets.story import StoryLine

_MONTHS = timedelta(days=365)


def story_data(
    viewer: Viewer, lines: Sequence[StoryLine], now: datetime, *, of_unit: bool = False
) -> list[dict[str, Any]]:
    """What happened, the latest first; days, both times, who; recorded late stands out from two minutes on.

    Args:
        viewer: Who reads it.
        lines: The story.
        now: What the dates stand beside.
        of_unit: It tells of several tickets, so that each line names its own.
    """
    latest = sorted(lines, key=lambda line: (line.happened_at, line.position), reverse=True)
    return [_line(viewer, line, now, of_unit=of_unit) for line in latest]


def _line(viewer: Viewer, line: StoryLine, now: datetime, *, of_unit: bool) -> dict[str, Any]:
    speaks, zone = viewer.translator, viewer.zone
    recorded = line.recorded_at or line.happened_at
    foreign = line.through == "import" and line.fact.startswith(("ticket.adopted", "ticket.line_adopted"))
    late = "" if line.recorded_late_s is None or foreign else _late(viewer, line.recorded_late_s)
    near = same_day(recorded, line.happened_at, zone)
    return {
        "position": line.position,
        "day": date_of(line.happened_at, speaks, now),
        "happened": clock(line.happened_at, zone),
        "recorded": clock(recorded, zone) if near else stamp(recorded, speaks, line.happened_at),
        "late": late,
        "icon": icon(line),
        "text": sentence(line, speaks),
        "who": who(line, speaks),
        "about": line.stream.split(":", 2)[2] if of_unit and line.stream.startswith("ticket:") else "",
        "looks": not of_unit and not foreign,
    }


def _late(viewer: Viewer, seconds: int) -> str:
    """``晚 5:45``; days once it is longer than one."""
    if seconds >= 24 * 3600:
        days = seconds // (24 * 3600)
        return viewer.translator.plural("{count} day late", "{count} days late", days)
    return viewer.t("{time} late", time=timedelta(seconds=seconds))


def household_data(viewer: Viewer, unit: str, now: datetime) -> dict[str, Any] | None:
    """What this unit asked for in the last twelve months; ``None`` where the ticket is about no unit."""
    if not unit:
        return None
    asked = [
        one
        for one in tickets(viewer.house.views, site=viewer.site, part=unit, limit=500).rows
        if one.unit == unit
    ]
    since = int((now - _MONTHS).timestamp())
    recent = [one for one in asked if not one.is_adopted and (one.reported_at or 0) >= since]
    repairs = [one for one in recent if one.kind == "repair"]
    others = [one for one in recent if one.kind != "repair"]
    t = viewer.t
    return {
        "unit": unit,
        "is_home": viewer.house.log.get(Unit, unit_stream(viewer.site, unit)).kind is UnitKind.HOME,
        "cells": [
            {"figure": str(len(repairs)), "name": t("paid repairs"), "aside": _last(viewer, repairs, now)},
            {"figure": str(len(others)), "name": t("other requests"), "aside": _last(viewer, others, now)},
            {"figure": str(sum(one.reopenings for one in recent)), "name": t("reopenings"), "aside": ""},
            {"figure": str(sum(one.is_open for one in asked)), "name": t("open now"), "aside": ""},
        ],
    }


def _last(viewer: Viewer, found: Sequence[FoundTicket], now: datetime) -> str:
    latest = max((one.reported_at or 0 for one in found), default=0)
    if not latest:
        return ""
    day = date_of(datetime.fromtimestamp(latest, UTC), viewer.translator, now)
    return viewer.t("latest {day}", day=day)
