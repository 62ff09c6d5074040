"""A case file: the whole story of one matter beside everything that belongs to it, as known or as it happened."""

from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from console.audit import desk_then, sheet
from console.audit.address import STREAM, panel
from console.audit.casefile import story
from console.audit.certificate_route import READERS as READS_ERASURES
from console.audit.gist import gist
from console.audit.telling import stream_name
from console.evidence.asked import MAKES_PACKS
from console.fileroom.words import FAMILY_TERMS
from console.looking import axis_of
from console.moments import AS_OF, moment_of
from console.ticketpage.clocks import clocks_data
from console.ticketpage.component import part
from console.viewer import SITE_PARAMETER, Viewer
from console.views import frame
from console.views.as_of import as_of_entry
from domain.errors import Refused, Term, Unknown, reason
from projections.asking.moments import AsOf, Axis
from projections.audit.case import CaseFile, case
from projections.audit.desk_before import desk_before
from projections.tickets.ticket import TicketState, ticket, ticket_at

_CSS = Path(sheet.__file__).with_name("case.css")
AXES: dict[Axis, Term] = {"recorded": Term("as it was recorded"), "happened": Term("as it happened")}


def draw(viewer: Viewer) -> None:
    """Draw the case that the address names, now or as of a moment."""
    sheet.style()
    st.html(_CSS)
    query = st.query_params.to_dict()
    stream, axis = query.get(STREAM, ""), axis_of(query)
    sheet.head(viewer, "case", viewer.t("Case file"), stream_name(viewer, stream) if stream else "")
    try:
        as_of = moment_of(query.get(AS_OF, ""), viewer.zone)
        file = _read(viewer, stream, as_of, axis)
    except Refused as refusal:
        _not_here(viewer, refusal)
        return
    _time(viewer, as_of, axis)
    state = _state(viewer, file, as_of, axis)
    left, right = st.columns([66, 34], gap="small")
    with left:
        _desk(viewer, file, query.get("desk", ""))
        gist(viewer, file, state)
        _unread(viewer, file)
        story(viewer, file, _number(query.get("at", "")))
    with right:
        _beside(viewer, file, state, as_of, axis)


def _state(viewer: Viewer, file: CaseFile, as_of: AsOf, axis: Axis) -> TicketState | None:
    """The ticket with its clocks; ``None`` of a case that has no limits of its own."""
    if not (file.stream.startswith("ticket:") and file.pins):
        return None
    number = file.stream.rpartition(":")[2]
    return ticket(viewer.house.views, site=viewer.site, number=number, as_of=as_of, axis=axis)


def _read(viewer: Viewer, stream: str, as_of: AsOf, axis: Axis) -> CaseFile:
    """The case, if it is one of this site or of the whole company."""
    file = case(viewer.house.views, stream=stream[:200], as_of=as_of, axis=axis)
    if file.site not in ("", viewer.site):
        raise Unknown(reason("Nothing is recorded under “{stream}”.", stream=stream[:120]))
    return file


def _not_here(viewer: Viewer, refusal: Refused) -> None:
    t = viewer.t
    frame.note(
        t("This case cannot be shown"),
        t("Look it up by its number, or choose another moment."),
        [viewer.explain(one) for one in refusal.reasons],
    )
    as_of_entry(viewer)
    if st.button(t("Look it up"), key="look up"):
        frame.go("audit", **{SITE_PARAMETER: viewer.site})


def _time(viewer: Viewer, as_of: AsOf, axis: Axis) -> None:
    """By which time the story is told, and as of when; a past moment is violet."""
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = st.segmented_control(
            viewer.t("Told"), list(AXES), default=axis, key="axis", required=True, label_visibility="collapsed",
            format_func=lambda code: viewer.t(AXES[code]),
        )  # fmt: skip
        as_of_entry(viewer)
    if chosen != axis:
        st.query_params["axis"] = chosen
        if chosen == "happened" and isinstance(as_of, int):
            st.query_params[AS_OF] = viewer.house.views.instant(as_of).isoformat()
        st.rerun()
    if as_of is not None:
        at = viewer.house.views.instant(as_of)
        said = Term("As it had happened by {at}") if axis == "happened" else Term("As recorded at {at}")
        frame.then(viewer.t(said, at=at))


def _desk(viewer: Viewer, file: CaseFile, asked: str) -> None:
    """The desk before the event that the address names; before the last one of the case for ``last``."""
    own = [one.line.position for one in file.lines if one.lane == 0]
    position = max(own, default=0) if asked == "last" else _number(asked)
    if position:
        desk = desk_before(viewer.house.views, site=viewer.site, position=position, stream=file.stream)
        desk_then.pane(viewer, desk, file.stream)


def _number(asked: str) -> int | None:
    return int(asked[:15]) if asked.isascii() and asked.isdigit() else None


def _unread(viewer: Viewer, file: CaseFile) -> None:
    if file.unread:
        frame.note(
            viewer.t("A newer edition wrote a part of this case"),
            viewer.t("What this edition can read is told below; nothing of it is lost."),
            [
                viewer.t("Event {position}: {fact}", position=f"{one.position:,}", fact=one.fact)
                for one in file.unread
            ],
            viewer.t("and {n} more", n=len(file.unread) - frame.FOLDED),
        )


def _beside(viewer: Viewer, file: CaseFile, state: TicketState | None, as_of: AsOf, axis: Axis) -> None:
    """Limits with their arithmetic, the rules and calendar in force, and the ways on."""
    t = viewer.t
    if state is not None:
        found, _ = ticket_at(viewer.house.views, file.stream, as_of, axis)
        past = as_of is not None
        at = {"server_now": int(state.read_at.timestamp() * 1000)} if past else {}
        part(viewer, "clocks", clocks_data(viewer, found, state) | at, key="clocks", past=past)
    with st.container(border=True, key="case-rules"):
        sheet.heading(t("In force when it was accepted"))
        rules = [_rule(viewer, family, pin) for family, pin in file.pins.items()]
        if file.calendar:
            rules.append(t("working calendar {name}", name=file.calendar))
        st.html(_listed(rules or [t("No rules are pinned to this kind of case.")]))
    with st.container(border=True, key="case-ways"):
        sheet.leads(_ways(viewer, file))


def _rule(viewer: Viewer, family: str, pin: str) -> str:
    """One family's rules as they were pinned."""
    words: dict[str, Term] = {**FAMILY_TERMS}
    profile = viewer.house.views.reference.profile(pin)
    return viewer.t(
        "{family}: {profile}, version {version}",
        family=words.get(family, family),
        profile=Term(profile.term),
        version=profile.version,
    )


def _listed(lines: list[str]) -> str:
    return f'<ul class="case-rules">{"".join(f"<li>{escape(one)}</li>" for one in lines)}</ul>'


def _ways(viewer: Viewer, file: CaseFile) -> list[sheet.Lead]:
    t = viewer.t
    ways = [sheet.Lead(t("Who looked at it"), "", panel(viewer, "looked", about=file.stream))]
    if file.stream.startswith("ticket:"):
        number = file.stream.rpartition(":")[2]
        ways.insert(0, sheet.Lead(t("Open the ticket"), "", sheet.to(viewer, "ticket", t=number)))
    if viewer.roles & READS_ERASURES:
        about = t("Of whom it speaks, and whether they were erased.")
        ways.append(sheet.Lead(t("Personal data"), about, sheet.to(viewer, "erasures", about=file.stream)))
    if file.site == viewer.site and viewer.roles & MAKES_PACKS:
        about = t(
            "One file with its events, the proofs and a reader that needs neither this console nor a network."
        )
        address = f"/evidence/{viewer.site}?{urlencode({'case': file.stream})}"
        ways.append(sheet.Lead(t("Take its evidence away"), about, address))
    return ways
