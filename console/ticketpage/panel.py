"""“现在可以做”: the verbs that are open to this person now, what is locked and why, and the form of the chosen one."""

import streamlit as st

from console.printing.route import PRINTS
from console.ticketpage.component import part
from console.ticketpage.deeds import Choices, Deed, choices
from console.ticketpage.fields import Filling
from console.ticketpage.form import show_refusal, step_form
from console.ticketpage.people import colleagues
from console.ticketpage.trade import STEPS
from console.viewer import Viewer
from domain.errors import Refused
from domain.roles import TERMS, Role
from domain.tariff import Item
from domain.tickets.ticket import Ticket

DO = "do"


def draw_panel(viewer: Viewer, ticket: Ticket) -> None:
    """Draw what may be done, and the form of the verb that the address names.

    The places are set out first, and a form that is done with goes before the new buttons come: on a slow machine the
    two would stand side by side until the whole page is drawn.
    """
    t, found = viewer.t, choices(ticket, viewer.roles, viewer.now())
    chosen = found.find(st.query_params.get(DO, ""))
    with st.container(border=True, key="doing"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
            st.subheader(t("What may be done now"), anchor=False, width="content")
            roles = [t(TERMS[role]) for role in Role if role in viewer.roles]
            st.caption(viewer.translator.listed(roles), width="content")
        buttons, locks = st.container(horizontal=True, gap="small"), st.container()
        form = st.empty() if chosen is None else st.container()
        with buttons:
            _buttons(viewer, ticket, found, chosen)
        with locks:
            _locks(viewer, ticket, found)
        if chosen is not None:
            with form:
                _form(viewer, ticket, found, chosen)


def take(code: str) -> None:
    """Choose a verb; the address names it, so that it can be led to from elsewhere."""
    st.query_params[DO] = code


def leave() -> None:
    """Choose none."""
    st.query_params.pop(DO, None)


def _buttons(viewer: Viewer, ticket: Ticket, found: Choices, chosen: Deed | None) -> None:
    t = viewer.t
    for place, deed in enumerate(_in_order(ticket, found)):
        kind = "primary" if place == 0 and chosen is None else "secondary"
        gap = deed in found.gaps
        label = t("Fill in: {step}", step=t(STEPS[deed.step.code])) if gap else t(deed.label)
        icon = ":material/history:" if gap else None
        st.button(label, key=f"do:{deed.code}", type=kind, icon=icon, on_click=take, args=(deed.code,))
    if "slip_filled" in ticket.steps and viewer.roles & PRINTS:
        st.link_button(
            t("Print the slip"), f"/slip/{viewer.site}/{ticket.number}.pdf", icon=":material/print:"
        )
    if found.rare:
        with st.popover(t("Other")):
            for deed in found.rare:
                st.button(
                    t(deed.label),
                    key=f"do:{deed.code}",
                    on_click=take,
                    args=(deed.code,),
                    width="stretch",
                )


def _in_order(ticket: Ticket, found: Choices) -> list[Deed]:
    """The buttons in order: what was not recorded goes before the rest, but after the next step."""
    following = ticket.next_step
    leading = {"resumed", "reopened", following.code if following else ""}
    now = [deed for deed in found.first if deed.step.code in leading]
    return [*now, *found.gaps, *(deed for deed in found.first if deed not in now)]


def _locks(viewer: Viewer, ticket: Ticket, found: Choices) -> None:
    lines = [_lock(viewer, deed) for deed in found.locked]
    if not found.first and not found.gaps and not lines:
        lines = [_nothing(viewer, ticket)]
    if lines:
        part(viewer, "locks", {"lines": lines}, key="locks")


def _nothing(viewer: Viewer, ticket: Ticket) -> str:
    if ticket.is_adopted:
        return viewer.t("This ticket came from another ledger; it is kept as it was and not worked on here.")
    if not ticket.is_open:
        return viewer.t("The ticket has ended; there is nothing left to do.")
    return viewer.t("Your roles may look at this ticket and change nothing.")


def _lock(viewer: Viewer, deed: Deed) -> str:
    """What cannot be done yet, and what is missing; or who does it, where it is not for these roles."""
    t, speaks = viewer.t, viewer.translator
    if not deed.reasons:
        roles = [TERMS[role] for role in deed.step.roles]
        return t("{verb}: this is for {roles}", verb=t(deed.label), roles=roles)
    missing = ("" if speaks.language == "zh" else " ").join(viewer.explain(one) for one in deed.reasons[:2])
    return t("{verb}: {missing}", verb=t(deed.label), missing=missing)


def _form(viewer: Viewer, ticket: Ticket, found: Choices, chosen: Deed) -> None:
    today = viewer.now().astimezone(viewer.zone).date()
    people = colleagues(viewer.house.views, viewer.site, today)
    key = f"form:{viewer.site}:{ticket.number}:{chosen.code}"
    filling = Filling(viewer, ticket, key, people, tariff_item(viewer, ticket))
    refusal = step_form(chosen, filling, leave)
    if refusal is None:
        st.empty()
        return
    with st.container():
        show_refusal(refusal, chosen, filling, _ways_out(refusal, found, chosen), take)


def _ways_out(refusal: Refused, found: Choices, chosen: Deed) -> list[Deed]:
    """The verbs that would clear the reasons, as far as they are open to this person."""
    named = dict.fromkeys(one.do for one in refusal.reasons if one.do and one.do != chosen.step.do)
    return [deed for deed in (found.doing(do) for do in named) if deed is not None]


def tariff_item(viewer: Viewer, ticket: Ticket) -> Item | None:
    """What the tariff edition that the ticket was judged by calls the trouble."""
    report = ticket.report
    if report is None or not report.item:
        return None
    edition = viewer.house.views.reference.edition(viewer.site, report.tariff)
    return edition.item(report.item) if edition else None
