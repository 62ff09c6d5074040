"""Charts of satisfaction as pure functions from rows to Altair: intervals always, direct labels, no legend to look up.

Colours come from the theme, so that light and dark are one chart: a series takes the theme's colour of its place, and
what is no series takes the last of them, which is ink. Only the axes are told their ink by whoever draws.
"""

from collections.abc import Mapping, Sequence
from math import floor
from typing import Any, Literal

import altair as alt
import msgspec

from console.satisfaction.chart_rows import Mark, Part, Point, Stage

KNOWN, REPORTED, INK = "known", "reported", "ink"
_PLACES = [KNOWN, REPORTED, "third", "fourth", "fifth", INK]
_COLOUR = alt.Scale(domain=_PLACES)
_STEP, _HIGHEST_BOTTOM, _ALL = 5, 80, 100
"""Percent between lines of the axis; an axis never starts above 80 %, and says where it starts."""

_ROOM, _MORE_ROOM, _SHORT = 1.22, 1.6, 8
"""Of the longest bar, with room for what is said beyond it; more where that is longer than a figure and a sign."""

_FIGURE_PX = 44
"""Room that the figure beside a point takes, with what parts it from the next."""

_FIGURES = 0.16
"""Room beyond 100 % for the figures, as a part of the axis."""


def trend(points: Sequence[Point], marks: Sequence[Mark], ink: str) -> alt.LayerChart:
    """The line of a survey's rounds, broken where they may not be compared; ``ink`` is the colour of the axes."""
    told = [one.reported for one in points if one.reported is not None]
    bottom = _bottom([*(one.low for one in points), *told])
    x = alt.X("day:Q", axis=_rounds(points), scale=alt.Scale(domain=_reach(points, marks), nice=False))
    y = alt.Y("share:Q", scale=alt.Scale(domain=[bottom, _ALL], zero=False), axis=_percent("left", bottom))
    rows = [
        {**msgspec.to_builtins(one), "what": KNOWN, "from_latest": len(points) - place}
        for place, one in enumerate(points, 1)
    ]
    line = _chart(rows).encode(x=x)
    tip = alt.Tooltip("story:N", title=" ")
    layers = [
        *_numbered(marks, x),
        line.mark_line(strokeWidth=1.5).encode(y=y, color=_what(), detail="stretch:N"),
        *_intervals(line, horizontal=False),
        line.mark_point(filled=True, size=110, opacity=1).encode(y=y, color=_what(), tooltip=tip),
        *_figures(rows, x, y),
    ]
    if told:
        reports = [
            {"day": one.day, "share": one.reported, "said": one.reported_said, "story": one.story}
            for one in points
            if one.reported is not None
        ]
        late = _chart([{**one, "what": REPORTED} for one in reports]).encode(x=x, y=y, color=_what())
        diamond = late.mark_point(shape="diamond", size=90, strokeWidth=2, xOffset=-14, opacity=1)
        layers += [
            diamond.encode(tooltip=tip),
            late.mark_text(align="right", dx=-22, fontSize=13, fontWeight=600).encode(text="said:N"),
        ]
    return _drawn(layers, 330, ink)


def parts(rows: Sequence[Part], ink: str) -> alt.LayerChart:
    """Themes, buildings or surveyors beside each other, each with its interval and, hollow, the round before."""
    before = [one.before for one in rows if one.before is not None]
    bottom = _bottom([*(one.low for one in rows), *before])
    room = _ALL + (_ALL - bottom) * _FIGURES
    x = alt.X("share:Q", scale=alt.Scale(domain=[bottom, room], zero=False), axis=_percent("bottom", bottom))
    order = [one.name for one in rows]
    axis = alt.Axis(title=None, domain=False, ticks=False, grid=False, labelLimit=190, labelPadding=12)
    y = alt.Y("name:N", sort=order, axis=axis)
    dots = _chart([{**msgspec.to_builtins(one), "what": KNOWN} for one in rows]).encode(y=y)
    tip = alt.Tooltip("story:N", title=" ")
    layers = [
        *_intervals(dots, horizontal=True),
        dots.mark_point(filled=True, size=100, opacity=1).encode(x=x, color=_what(), tooltip=tip),
        dots.mark_text(align="right", fontSize=13, fontWeight=600).encode(
            x=alt.value("width"), text="said:N", color=_ink()
        ),
    ]
    if before:
        hollow = _chart(
            [
                {"name": one.name, "share": one.before, "what": INK, "story": one.story}
                for one in rows
                if one.before is not None
            ]
        )
        layers.append(hollow.mark_point(size=70, strokeWidth=1.5, opacity=1).encode(x=x, y=y, color=_what()))
    return _drawn(layers, 26 * len(rows) + 40, ink)


def funnel(stages: Sequence[Stage], ink: str) -> alt.LayerChart:
    """From those who could be asked to those who are content; what is needed is a tick of ink."""
    most = max((one.count for one in stages), default=1) or 1
    order = [one.name for one in stages]
    axis = alt.Axis(title=None, domain=False, ticks=False, grid=False, labelPadding=12, labelLimit=120)
    y = alt.Y("name:N", sort=order, axis=axis, scale=alt.Scale(paddingInner=0.42))
    room = _ROOM if all(len(one.said) <= _SHORT for one in stages) else _MORE_ROOM
    scale = alt.Scale(domain=[0, most * room], nice=False)
    x = alt.X("count:Q", axis=None, scale=scale)
    rows = _chart(
        [
            {**msgspec.to_builtins(one), "beyond": max(one.count, one.needed or 0), "what": KNOWN}
            for one in stages
        ]
    ).encode(y=y)
    layers = [
        rows.mark_bar(cornerRadius=2).encode(x=x, color=_what()),
        rows.mark_text(align="left", dx=10, fontSize=13, fontWeight=600).encode(
            x=alt.X("beyond:Q", axis=None, scale=scale), text="said:N", color=_ink()
        ),
    ]
    sides: tuple[tuple[Literal["left", "right"], int, list[dict[str, object]]], ...] = (
        ("left", -2, _low(stages, most)),
        ("right", 2, _high(stages, most)),
    )
    for side, dx, needed in sides:
        ticks = _chart(needed).encode(y=y, x=x, color=_what())
        layers += (
            [
                ticks.mark_tick(orient="vertical", thickness=2, size=34),
                ticks.mark_text(align=side, dx=dx, dy=23, fontSize=12).encode(text="said:N"),
            ]
            if needed
            else []
        )
    return _drawn(layers, 48 * len(stages), ink)


def _low(stages: Sequence[Stage], most: int) -> list[dict[str, object]]:
    """What is needed near the left edge; its words go to the right of the tick."""
    return [_needed(one) for one in stages if one.needed is not None and 2 * one.needed < most]


def _high(stages: Sequence[Stage], most: int) -> list[dict[str, object]]:
    return [_needed(one) for one in stages if one.needed is not None and 2 * one.needed >= most]


def _needed(one: Stage) -> dict[str, object]:
    return {"name": one.name, "count": one.needed, "said": one.needed_said, "what": INK}


def _drawn(layers: Sequence[alt.Chart], height: int, ink: str) -> alt.LayerChart:
    whole = alt.LayerChart(layer=list(layers)).properties(height=height, width="container")
    return whole.configure_view(stroke=None).configure_axis(labelColor=ink, labelFontSize=12.5)


def _chart(rows: Sequence[Mapping[str, object]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=[{**row, "ink": INK} for row in rows]))


def _what() -> alt.Color:
    return alt.Color("what:N", legend=None, scale=_COLOUR)


def _ink() -> alt.Color:
    return alt.Color("ink:N", legend=None, scale=_COLOUR)


def _intervals(rows: alt.Chart, *, horizontal: bool) -> list[alt.Chart]:
    """From limit to limit, with a cap at each end."""
    if horizontal:
        return [rows.mark_rule(strokeWidth=2.5).encode(x=alt.X("low:Q"), x2="high:Q", color=_what())]
    cap = rows.mark_tick(orient="horizontal", thickness=2, size=12)
    return [
        rows.mark_rule(strokeWidth=2).encode(y=alt.Y("low:Q"), y2="high:Q", color=_what()),
        *(cap.encode(y=f"{end}:Q", color=_what()) for end in ("low", "high")),
    ]


def _figures(rows: Sequence[Mapping[str, Any]], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The figure beside each point, below and to the right; where they have no room, of some, the latest always.

    The last one stands to the left where it is more than a figure: beyond it ends the picture.
    """
    crowded = f"datum.from_latest % ceil({_FIGURE_PX} * {len(rows)} / width) != 0"
    text = alt.condition(crowded, alt.value(""), "said:N")
    told: list[alt.Chart] = []
    sides: tuple[tuple[Literal["left", "right"], int, list[Mapping[str, Any]]], ...] = (
        ("left", 9, [one for one in rows if not _is_long(one)]),
        ("right", -9, [one for one in rows if _is_long(one)]),
    )
    for side, dx, some in sides:
        mark = _chart(some).mark_text(align=side, dx=dx, dy=13, fontSize=13, fontWeight=600)
        told += [mark.encode(x=x, y=y, text=text, color=_ink())] if some else []
    return told


def _is_long(row: Mapping[str, Any]) -> bool:
    return not row["from_latest"] and len(row["said"]) > _SHORT


def _numbered(marks: Sequence[Mark], x: alt.X) -> list[alt.Chart]:
    """A dashed line for each event, dash-dotted where the line breaks, with its number in a ring on top."""
    if not marks:
        return []
    rows = _chart(
        [
            {
                "day": one.day,
                "said": str(one.number),
                "kind": "break" if one.breaks else "event",
                "story": one.story,
            }
            for one in marks
        ]
    ).encode(x=x, color=_ink())
    dash = alt.Scale(domain=["event", "break"], range=[[2, 4], [8, 3, 2, 3]])
    on_top = rows.encode(y=alt.value(0), tooltip=alt.Tooltip("story:N", title=" "))
    return [
        rows.mark_rule(strokeWidth=1.2).encode(
            y=alt.value(11),
            y2=alt.value("height"),
            strokeDash=alt.StrokeDash("kind:N", legend=None, scale=dash),
        ),
        on_top.mark_point(size=360, strokeWidth=1.2, opacity=1),
        on_top.mark_text(fontSize=12, fontWeight=600).encode(text="said:N"),
    ]


def _bottom(shares: Sequence[float]) -> int:
    """Where the axis starts: the line below the lowest limit, never above :data:`_HIGHEST_BOTTOM`."""
    return max(min(floor(min(shares, default=0) / _STEP) * _STEP, _HIGHEST_BOTTOM), 0)


def _percent(side: Literal["left", "bottom"], bottom: int) -> alt.Axis:
    steps = {"left": (5, 10, 20), "bottom": (5, 10, 20)}[side]
    step = steps[0] if bottom >= 70 else steps[1] if bottom >= 40 else steps[2]  # noqa: PLR2004 - lines that fit
    values = [value for value in range(bottom, _ALL + 1) if value % step == 0]
    said = "datum.value + ' %'"
    return alt.Axis(title=None, values=values, labelExpr=said, domain=False, ticks=False, orient=side)


def _reach(points: Sequence[Point], marks: Sequence[Mark]) -> list[int]:
    days = [one.day for one in points] + [one.day for one in marks]
    edge = max((max(days) - min(days)) // 12, 20)
    return [min(days) - edge, max(days) + edge * 3 // 2]


def _rounds(points: Sequence[Point]) -> alt.Axis:
    """Round and base under each point; where they have no room, some are left out, the latest never."""
    labels = msgspec.json.encode({str(one.day): list(one.label) for one in points}).decode()
    return alt.Axis(
        title=None,
        values=[one.day for one in reversed(points)],
        labelOverlap="greedy",
        labelSeparation=8,
        labelExpr=f"({labels})[toString(datum.value)]",
        grid=False,
        domain=False,
        ticks=False,
        labelPadding=10,
        labelLineHeight=17,
    )
