"""A case in a few lines: who did it, which limits were kept, what is missing, what was written down late, who looked."""

from collections import Counter
from html import escape

import streamlit as st

from console.audit.address import panel
from console.audit.sheet import heading
from console.audit.telling import ERASED, late
from console.looking import called
from console.ticketpage.stamps import span
from console.ticketpage.trade import STEPS
from console.viewer import Viewer
from domain.errors import Term
from projections.audit.case import CaseFile
from projections.members import names
from projections.tickets.story import StoryLine
from projections.tickets.ticket import ShownClock, TicketState

KEPT, RUNNING = frozenset({"met"}), frozenset({"running", "soon", "paused"})
MISSED = frozenset({"late", "red"})
MOST_LOOKS = 200


def gist(viewer: Viewer, file: CaseFile, state: TicketState | None) -> None:
    """Draw the lines; those of limits and steps where the case is a ticket with rules of its own."""
    t, own = viewer.t, [one.line for one in file.lines if one.lane == 0]
    rows = [(t("Done by"), escape(_doers(viewer, own)))]
    if state is not None:
        rows.append((t("Limits"), escape(_limits(viewer, state))))
        rows.append((t("Not recorded"), escape(_missing(viewer, state))))
    rows.append((t("Written down late"), escape(_late(viewer, own))))
    rows.append((t("Looked at by"), _looks(viewer, file.stream)))
    drawn = "".join(f"<dt>{escape(name)}</dt><dd>{said}</dd>" for name, said in rows)
    with st.container(border=True, key="case-gist"):
        heading(t("In short"))
        st.html(f'<dl class="case-gist">{drawn}</dl>')


def _counted(viewer: Viewer, many: Counter[str]) -> str:
    """Who how often, the most often first."""
    told = (viewer.t("{name} × {count}", name=name, count=count) for name, count in many.most_common())
    return viewer.translator.listed(list(told))


def _doers(viewer: Viewer, lines: list[StoryLine]) -> str:
    doers = Counter(_doer(viewer, one) for one in lines)
    for_others = sum(bool(one.by) and one.by != one.doer for one in lines)
    said = _counted(viewer, doers)
    if not for_others:
        return said
    return viewer.translator.plural(
        "{said}; {count} line written down by somebody else",
        "{said}; {count} lines written down by somebody else",
        for_others,
        said=said,
    )


def _doer(viewer: Viewer, line: StoryLine) -> str:
    if not line.doer:
        return viewer.t("the household")
    return line.names.get(line.doer, line.doer) or viewer.t(ERASED)


def _limits(viewer: Viewer, state: TicketState) -> str:
    t, clocks = viewer.t, state.clocks
    kept, running = (sum(one.state in states for one in clocks) for states in (KEPT, RUNNING))
    missed = [_missed(viewer, one) for one in clocks if one.state in MISSED]
    said = [t("missed: {limits}", limits=missed)] if missed else [t("none missed")]
    said += [t("{count} kept", count=kept)] if kept else []
    said += [t("{count} still running", count=running)] if running else []
    return " · ".join(said)


def _missed(viewer: Viewer, clock: ShownClock) -> str:
    name = viewer.t(Term(clock.term))
    over = clock.over_s if clock.over_s is not None else -(clock.left_s or 0)
    return viewer.t("{limit} by {time}", limit=name, time=span(over))


def _missing(viewer: Viewer, state: TicketState) -> str:
    if not state.gaps:
        return viewer.t("nothing: no step was gone past without a record")
    return viewer.translator.listed([STEPS[code] for code in state.gaps])


def _late(viewer: Viewer, lines: list[StoryLine]) -> str:
    late_s = [one.recorded_late_s for one in lines if one.recorded_late_s is not None]
    if not late_s:
        return viewer.t("nothing by more than 2 minutes")
    return viewer.translator.plural(
        "{count} line, {longest}", "{count} lines, at most {longest}", len(late_s), longest=late(viewer, max(late_s))
    )  # fmt: skip


def _looks(viewer: Viewer, stream: str) -> str:
    about = called(stream, [viewer.site])
    found = viewer.house.access.looks.latest(sites=[viewer.site], about=about, limit=MOST_LOOKS)
    people = names(viewer.house.views, {one.account for one in found})
    looked = Counter(people.get(one.account) or one.account for one in found)
    said = _counted(viewer, looked) if looked else viewer.t("nobody")
    return f'<a href="{escape(panel(viewer, "looked", about=stream))}" target="_self">{escape(said)}</a>'
