"""The pages a person has, at most seven in the bar; every other page is reached by a link."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from console.access.looks import LookNotKept
from console.audit import erasures
from console.audit.address import AUDITS, READS_CASES
from console.audit.certificate_route import READERS as READS_ERASURES
from console.exam.running import exam_here
from console.looking import AUDIT_PAGES, asked_for, axis_of
from console.moments import AS_OF, moment_of
from console.viewer import Viewer
from console.views import (
    audit,
    board,
    call,
    campaign,
    campaigns,
    case,
    equipment,
    exam,
    files,
    frame,
    moment,
    proof,
    rooms,
    roster,
    satisfaction,
    survey,
    ticket,
    tickets,
    unit,
)
from console.views.frame import TAKES_CALLS
from domain.errors import Refused, Term
from domain.operations.equipment import RECORDERS
from domain.operations.survey_forms import SURVEYORS
from domain.roles import Role

WATCHES = frozenset(Role) - {Role.AUDITOR, Role.FINANCE}
READS_SURVEYS = frozenset({*SURVEYORS, Role.DUTY_MANAGER, Role.PROPERTY_HEAD, Role.AUDITOR})
MOST_IN_THE_BAR = 7
KEEPS_FILES = frozenset({Role.ADMINISTRATOR, Role.OFFICE_MANAGER})


def draw(viewer: Viewer) -> None:
    """Draw the bar and the page that was asked for."""
    frame.style(viewer.translator)
    if not viewer.site:
        frame.nothing_here(viewer)
        return
    pages = _pages(viewer)
    chosen = st.navigation(list(pages.values()), position="top")
    st.set_page_config(page_title=f"{chosen.title} · {viewer.t('Steward')}")
    frame.follow(pages)
    frame.head(viewer)
    _lone(pages)
    if chosen is not pages.get("board"):
        frame.still(viewer)
    if _may_look(viewer, next(path for path, page in pages.items() if page is chosen)):
        chosen.run()


def _may_look(viewer: Viewer, page: str) -> bool:
    """Keep a look at the past or at an audit page; a page that cannot be kept as looked at is not shown."""
    query = st.query_params.to_dict()
    asked = query.get(AS_OF, "")
    if not asked and page not in AUDIT_PAGES:
        return True
    try:
        as_of = moment_of(asked, viewer.zone)
    except Refused:
        as_of = None
    try:
        viewer.look(page, asked_for(query), as_of=as_of, axis=axis_of(query))
    except LookNotKept as refusal:
        frame.note(
            viewer.t("This page cannot be shown just now"),
            viewer.t("Looks at the past and at audit pages are recorded, and that is not possible."),
            [viewer.explain(one) for one in refusal.reasons],
        )
        return False
    return True


def _lone(pages: dict[str, Any]) -> None:
    """The one page of those who have one, in the bar: Streamlit draws no tabs where only one can be chosen."""
    shown = [page for page in pages.values() if page.visibility == "visible"]
    if len(shown) == 1:
        with st.container(key="steward-lone", width="content"):
            st.page_link(shown[0])


def _pages(viewer: Viewer) -> dict[str, Any]:
    """The person's pages by address, in the bar's order; the first is where one arrives."""
    pages: dict[str, Any] = {}

    def add(view: Callable[[Viewer], None], title: str, icon: str, path: str, *, shown: bool = True) -> None:
        def run() -> None:
            view(viewer)

        visibility = "visible" if shown else "hidden"
        pages[path] = st.Page(run, title=viewer.t(title), icon=icon, url_path=path, visibility=visibility)

    if Role.AUDITOR in viewer.roles and not viewer.roles & WATCHES:
        add(
            lambda _: st.switch_page(pages["audit"]),
            Term("Audit"),
            ":material/history:",
            "start",
            shown=False,
        )
    if viewer.roles & WATCHES:
        add(board.draw, Term("Duty desk"), ":material/table_rows:", "board")
    if viewer.roles & TAKES_CALLS:
        add(call.draw, Term("Take a call"), ":material/call:", "call")
    on = bool(viewer.roles & WATCHES) and bool(exam_here(viewer.house, viewer.site))
    add(exam.draw, Term("Exam day"), ":material/school:", "exam", shown=on)
    add(tickets.draw, Term("Tickets"), ":material/description:", "tickets")
    add(campaigns.draw, Term("Campaigns"), ":material/event:", "campaigns")
    looks_after = bool(viewer.roles & set(RECORDERS)) and not viewer.roles >= KEEPS_FILES | READS_SURVEYS
    add(equipment.draw, Term("Equipment"), ":material/build:", "equipment", shown=looks_after)
    asks = bool(viewer.roles & READS_SURVEYS)
    add(satisfaction.draw, Term("Satisfaction"), ":material/show_chart:", "satisfaction", shown=asks)
    if viewer.roles & KEEPS_FILES:
        add(files.draw, Term("Files"), ":material/folder:", "files")
    _audits(viewer, pages, add)
    add(ticket.draw, Term("Ticket"), ":material/description:", "ticket", shown=False)
    add(campaign.draw, Term("Plan"), ":material/event:", "campaign", shown=False)
    add(roster.draw, Term("Roster"), ":material/groups:", "roster", shown=False)
    add(unit.draw, Term("Unit"), ":material/home:", "unit", shown=False)
    add(survey.draw, Term("Survey rounds"), ":material/fact_check:", "survey", shown=False)
    add(rooms.draw, Term("Exam rooms"), ":material/meeting_room:", "rooms", shown=False)
    add(moment.draw, Term("Time machine"), ":material/history:", "moment", shown=False)
    if viewer.roles & READS_ERASURES:
        add(erasures.draw, Term("Erase personal data"), ":material/person_remove:", "erasures", shown=False)
    locked = {
        "call": Term("Take a call"),
        "files": Term("Files"),
        "audit": Term("Audit"),
        "case": Term("Case file"),
        "erasures": Term("Erased personal data"),
        "proof": Term("Proof"),
    }
    for path, title in locked.items():
        if path not in pages:
            add(frame.not_yours, title, ":material/lock:", path, shown=False)
    return pages


def _audits(viewer: Viewer, pages: dict[str, Any], add: Callable[..., None]) -> None:
    """The auditor's pages; whoever has others beside them finds them in the bar where there is room."""
    if viewer.roles & AUDITS:
        room = sum(page.visibility == "visible" for page in pages.values()) < MOST_IN_THE_BAR
        shown = room or Role.AUDITOR in viewer.roles
        add(audit.draw, Term("Audit"), ":material/history:", "audit", shown=shown)
        add(proof.draw, Term("Proof"), ":material/verified:", "proof", shown=False)
    if viewer.roles & READS_CASES:
        add(case.draw, Term("Case file"), ":material/folder_open:", "case", shown=False)
