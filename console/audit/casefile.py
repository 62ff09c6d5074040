"""The case file drawn: its story with both times beside the other streams, and what stands behind each line."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from console.audit.address import case, panel
from console.audit.sentences import told
from console.audit.sheet import heading
from console.audit.telling import late, stream_name, through, who
from console.ticketpage.stamps import clock, date_of, same_day, stamp
from console.viewer import Viewer
from projections.audit.case import CaseFile, CaseLine

MOST_LANES = 8


def story(viewer: Viewer, file: CaseFile, shown: int | None) -> None:
    """Every line of the case; ``shown`` is the position of the one that the address names."""
    t = viewer.t
    with st.container(border=True, key="case-story"):
        heading(t("Story"), t("happened / recorded; more than 2 minutes apart stands out"))
        _lanes(viewer, file.lanes)
        rows = "".join(_line(viewer, file, one, before, shown) for before, one in _with_before(file.lines))
        st.html(f'<ol class="case">{rows}</ol>')
        st.html(f'<p class="audit-extent">{escape(_summed(viewer, file))}</p>')


def _summed(viewer: Viewer, file: CaseFile) -> str:
    return viewer.t(
        "{lines} lines from {streams} streams, {late} of them recorded late.",
        lines=len(file.lines),
        streams=len(file.lanes),
        late=sum(one.line.recorded_late_s is not None for one in file.lines),
    )


def _with_before(lines: Sequence[CaseLine]) -> list[tuple[CaseLine | None, CaseLine]]:
    return list(zip([None, *lines[:-1]], lines, strict=True))


def _lanes(viewer: Viewer, lanes: Sequence[str]) -> None:
    """The streams side by side, each with its place among the dots."""
    if len(lanes) == 1:
        return
    items = "".join(
        f'<li><i class="lane l{min(place, MOST_LANES)}"></i>{_to(viewer, name, place)}</li>'
        for place, name in enumerate(lanes[:40])
    )
    st.html(f'<ul class="case-lanes">{items}</ul>')


def _to(viewer: Viewer, stream: str, place: int) -> str:
    name = escape(stream_name(viewer, stream))
    return name if place == 0 else f'<a href="{escape(case(viewer, stream))}" target="_self">{name}</a>'


def _line(viewer: Viewer, file: CaseFile, one: CaseLine, before: CaseLine | None, shown: int | None) -> str:
    line, speaks = one.line, viewer.translator
    recorded = line.recorded_at or line.happened_at
    near = same_day(recorded, line.happened_at, viewer.zone)
    new_day = before is None or not same_day(before.line.happened_at, line.happened_at, viewer.zone)
    day = f"<li class=day>{escape(date_of(line.happened_at, speaks, file.read_at))}</li>" if new_day else ""
    apart = (
        f'<em class="late">{escape(late(viewer, line.recorded_late_s))}</em>'
        if line.recorded_late_s is not None
        else ""
    )
    other = f"<b>{escape(stream_name(viewer, line.stream))}</b> " if one.lane else ""
    written = clock(recorded, viewer.zone) if near else stamp(recorded, speaks, line.happened_at)
    marks = " ".join(["apart"] * bool(apart) + ["shown"] * (line.position == shown))
    opened = " open" if line.position == shown else ""
    return (
        f'{day}<li class="{marks}"><details{opened}><summary>'
        f"<time>{clock(line.happened_at, viewer.zone)}</time><span class=rec>{escape(written)}{apart}</span>"
        f"{_dots(one, len(file.lanes))}<span class=said>{other}{escape(told(viewer, line))}</span>"
        f"<span class=who>{escape(who(viewer, line))}</span></summary>{_behind(viewer, file, one)}</details></li>"
    )


def _dots(one: CaseLine, lanes: int) -> str:
    """Where the line stands among the streams; a bar joins those to which the same command wrote."""
    if lanes == 1:
        return ""
    joined = {min(place, MOST_LANES) for place in one.beside}
    at = min(one.lane, MOST_LANES)
    low, high = min({at, *joined}), max({at, *joined})
    dots = "".join(
        f'<i class="{_dot(place, at, joined, low < place < high)}"></i>'
        for place in range(min(lanes, MOST_LANES + 1))
    )
    return f"<span class=dots aria-hidden=true>{dots}</span>"


def _dot(place: int, at: int, joined: set[int], between: bool) -> str:  # noqa: FBT001 - one of four states
    if place == at:
        return "here"
    return "also" if place in joined else "between" if between else ""


def _behind(viewer: Viewer, file: CaseFile, one: CaseLine) -> str:
    """What stands behind a line: event, command, thread, way, and the desk before it."""
    t, line = viewer.t, one.line
    facts = [
        (t("Event"), f"{line.position:,} · {line.fact}"),
        (t("Stream"), t("{stream}, version {version}", stream=line.stream, version=line.version)),
        (t("Recorded"), through(viewer, line.through)),
        (t("Command"), _command(viewer, file, one)),
    ]
    if one.correlation and one.correlation != line.command:
        facts.append((t("Thread begun by"), one.correlation))
    if one.causation:
        facts.append((t("Caused by"), one.causation))
    pairs = "".join(f"<dt>{escape(name)}</dt><dd>{escape(said)}</dd>" for name, said in facts)
    return f"<dl>{pairs}</dl><p class=ways>{_ways(viewer, file, one)}</p>"


def _command(viewer: Viewer, file: CaseFile, one: CaseLine) -> str:
    if one.line.command is None:
        return viewer.t("none: it was written without one")
    also = [stream_name(viewer, file.lanes[place]) for place in one.beside]
    if one.more:
        also.append(viewer.t("{count} more streams", count=one.more))
    if not also:
        return one.line.command
    return viewer.t("{command}; it also wrote to {others}", command=one.line.command, others=also)


def _ways(viewer: Viewer, file: CaseFile, one: CaseLine) -> str:
    t, position = viewer.t, one.line.position
    ways = [
        (t("The desk just before this"), case(viewer, file.stream, desk=position)),
        (t("The case as it was known then"), case(viewer, file.stream, as_of=position)),
        (t("Who looked at it"), panel(viewer, "looked", about=file.stream)),
    ]
    return " · ".join(
        f'<a href="{escape(address)}" target="_self">{escape(name)}</a>' for name, address in ways
    )
