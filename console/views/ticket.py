"""One ticket: what may be done now, its clocks explained, its story with both times, and its slip's copies."""

from html import escape
from typing import Any

import msgspec
import streamlit as st

from console.audit.address import READS_CASES
from console.audit.address import case as case_address
from console.moments import AS_OF, moment_of
from console.ticketpage.clocks import clocks_data, lead_data
from console.ticketpage.component import part
from console.ticketpage.deeds import Deed
from console.ticketpage.head import finding_data, head_data, steps_data
from console.ticketpage.panel import DO, draw_panel, take
from console.ticketpage.stamps import millis
from console.ticketpage.story import household_data, story_data
from console.viewer import SITE_PARAMETER, Viewer, viewer_of
from console.views import frame
from console.views.as_of import as_of_entry, asked_axis, say_then
from domain.errors import Refused
from domain.tickets.ticket import Ticket, ticket_stream
from projections.asking.moments import AsOf, Axis
from projections.rooms.finding import Finding, finding_of
from projections.tickets.story import StoryLine, ticket_story
from projections.tickets.ticket import TicketState, ticket, ticket_at

NUMBER = "t"
_LOOK_AGAIN_S = 5.0


class Page(msgspec.Struct, frozen=True):
    """Everything that one run draws, read at one moment; ``as_of`` is ``None`` for now."""

    ticket: Ticket
    state: TicketState
    story: list[StoryLine]
    as_of: AsOf
    axis: Axis
    finding: Finding | None


def draw(viewer: Viewer) -> None:
    """Draw the ticket that the address names, now or as of a moment."""
    try:
        page = _read(viewer, st.query_params.get(NUMBER, ""))
    except Refused as refusal:
        _not_here(viewer, refusal)
        return
    past = page.as_of is not None
    if past and page.axis == "happened":
        say_then(viewer, page.as_of)
    _head(viewer, page, past=past)
    left, right = st.columns([63, 37], gap="small")
    with left:
        if not past:
            draw_panel(viewer, page.ticket)
        _story(viewer, page, past=past)
    with right:
        if not page.state.is_adopted:
            at = {"server_now": millis(page.state.read_at)} if past else {}
            part(viewer, "clocks", clocks_data(viewer, page.ticket, page.state) | at, key="clocks", past=past)
        with st.container(horizontal=True):
            as_of_entry(viewer, back=False, axes=True)


def _read(viewer: Viewer, number: str) -> Page:
    """Read the ticket; raises :class:`domain.errors.Unknown` where it is not known."""
    views, asked = viewer.house.views, st.query_params.get(AS_OF, "")
    as_of, axis = moment_of(asked, viewer.zone), asked_axis()
    state = ticket(views, site=viewer.site, number=number, as_of=as_of, axis=axis)
    found, _ = ticket_at(views, ticket_stream(viewer.site, number), as_of, axis)
    story = ticket_story(views, site=viewer.site, number=number, as_of=as_of, axis=axis)
    finding = finding_of(views, site=viewer.site, unit=state.unit, number=number, as_of=as_of)
    return Page(found, state, story, as_of, axis, finding)


def _not_here(viewer: Viewer, refusal: Refused) -> None:
    number, asked = st.query_params.get(NUMBER, ""), AS_OF in st.query_params
    if asked:
        reasons = [viewer.explain(one) for one in refusal.reasons]
    elif number:
        reasons = [viewer.t("There is no ticket {number} at this site.", number=number)]
    else:
        reasons = [viewer.t("The address names no ticket.")]
    frame.note(
        viewer.t("This ticket cannot be shown"),
        viewer.t("Check the number, or look for it in the list."),
        reasons,
    )
    if asked:
        as_of_entry(viewer)
    if st.button(viewer.t("All tickets"), key="all"):
        frame.go("tickets", **{SITE_PARAMETER: viewer.site})


def _head(viewer: Viewer, page: Page, *, past: bool) -> None:
    shown_key = f"phone:{viewer.site}:{page.state.number}"
    data: dict[str, Any] = head_data(
        viewer, page.ticket, page.state, phone_shown=shown_key in st.session_state
    )
    data |= {"lead": lead_data(viewer, page.state), "finding": finding_data(viewer, page.finding)}
    if past:
        data["server_now"] = millis(page.state.read_at)
        data["past_at"] = viewer.translator.moment(page.state.read_at)
    columns = [100] if past else [81, 19]
    wide, *narrow = st.columns(columns, gap="small", vertical_alignment="top")
    with wide:
        pressed = part(viewer, "head", data, key="head", past=past)
    if pressed.get("phone") is not None:
        st.session_state[shown_key] = True
        st.rerun()
    _went(viewer, pressed)
    for beside in narrow:
        with beside:
            _pulse(viewer, page.state.number, page.state.version)
    if not page.state.is_adopted:
        steps = part(
            viewer, "steps", {"steps": steps_data(viewer, page.ticket, page.state)}, key="steps", past=past
        )
        if filled := steps.get("fill"):
            take(Deed(page.ticket.procedure.steps[filled["step"]]).code)


@st.fragment(run_every=_LOOK_AGAIN_S)
def _pulse(viewer: Viewer, number: str, version: int) -> None:
    """Say how old the page is; draw it anew when somebody has recorded something, but never under an open form."""
    if viewer_of(viewer.house) is None:
        st.rerun()
    part(viewer, "pulse", {}, key="pulse")
    events = viewer.house.log.stream(ticket_stream(viewer.site, number))
    if events[-1].originator_version == version:
        return
    if DO not in st.query_params:
        st.rerun()
    st.caption(
        viewer.t(
            "Somebody has recorded something here. What you type stays; the page is redrawn when you send it."
        )
    )


def _story(viewer: Viewer, page: Page, *, past: bool) -> None:
    now = page.state.read_at if past else viewer.now()
    data = {
        "story": story_data(viewer, page.story, now),
        "household": None if past else household_data(viewer, page.state.unit, now),
    }
    pressed = part(viewer, "story", data, key="story", past=past)
    if viewer.roles & READS_CASES:
        then = {AS_OF: st.query_params[AS_OF]} if past else {}
        address = escape(case_address(viewer, page.ticket.id, **then))
        st.html(
            f'<a class="steward-print" href="{address}" target="_self">{escape(viewer.t("Case file"))}</a>'
        )
    if looked := pressed.get("look"):
        frame.go(
            "ticket", t=page.state.number, as_of=str(int(looked["position"])), **{SITE_PARAMETER: viewer.site}
        )
    _went(viewer, pressed)


def _went(viewer: Viewer, pressed: Any) -> None:
    """Follow a link that was pressed."""
    gone = pressed.get("go")
    if not gone:
        return
    site = {SITE_PARAMETER: viewer.site}
    if gone["page"] == "unit":
        frame.go("unit", u=str(gone["unit"]), **site)
    if gone["page"] == "rooms":
        then = {AS_OF: st.query_params[AS_OF]} if AS_OF in st.query_params else {}
        frame.go("rooms", c=str(gone["campaign"]), room=str(gone["room"]), **then, **site)
    frame.go("ticket", t=st.query_params.get(NUMBER, ""), **site)
