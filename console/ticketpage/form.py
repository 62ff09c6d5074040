"""One step's form: its questions, who did it, when, and the recording of it through the door."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import streamlit as st

from console.ticketpage.deeds import Deed
from console.ticketpage.entry import instant
from console.ticketpage.fields import OPEN, Filling, draw, no_time, unanswered
from console.ticketpage.people import Colleague, doers
from console.ticketpage.questions import asked
from console.views import frame
from domain.errors import Reason, Refused, Term, reason


def step_form(deed: Deed, filling: Filling, close: Callable[[], None]) -> Refused | None:
    """Draw the form of a deed and record it when it is sent; ``close`` leaves it.

    Returns:
        The refusal of what was sent just now, where there is one.
    """
    viewer, t = filling.viewer, filling.viewer.t
    begun = st.session_state.setdefault(filling.key, {"id": uuid4().hex, "seen": filling.ticket.version})
    t_label = t(deed.label)
    st.subheader(t_label, anchor=False)
    earlier = st.toggle(
        t("It happened earlier"),
        value=deed.until is not None,
        key=filling.key_of("earlier"),
        disabled=deed.until is not None,
    )
    with st.form(filling.key_of("form"), border=False, enter_to_submit=False):
        answers = [(one, draw(one, filling)) for one in asked(deed.step.do, filling.ticket)]
        doer = _doer(deed, filling)
        at = _at(deed, filling) if earlier else None
        with st.container(horizontal=True):
            sent = st.form_submit_button(t_label, type="primary", key=filling.key_of("send"))
            st.form_submit_button(t("Not now"), key=filling.key_of("leave"), on_click=close)
    if not sent:
        return None
    open_ones = [unanswered(one, filling) for one, said in answers if said is OPEN and not one.optional]
    wrong = [said for said in (*(said for _, said in answers), at, doer) if isinstance(said, Reason)]
    if open_ones or wrong:
        return Refused(*open_ones, *wrong)
    arguments = {one.name: said for one, said in answers if said is not OPEN}
    return _record(deed, filling, begun, {**arguments, **_around(doer, at, viewer.account)}, close)


def _around(doer: Any, at: Any, me: str) -> dict[str, Any]:
    """The command's own fields: who did it where that is somebody else, when where that is not now."""
    given: dict[str, Any] = {} if doer.account == me else {"doer": doer.account}
    return {**given, "at": at.isoformat()} if isinstance(at, datetime) else given


def _record(
    deed: Deed, filling: Filling, begun: dict[str, Any], arguments: dict[str, Any], close: Callable[[], None]
) -> Refused | None:
    """Send the command; a refusal leaves the form as it is, and the next try is judged on what is drawn now."""
    viewer, ticket = filling.viewer, filling.ticket
    try:
        viewer.submit(deed.step.do, begun["id"], ticket=ticket.number, seen=begun["seen"], **arguments)
    except Refused as refusal:
        st.session_state[filling.key] = {"id": uuid4().hex, "seen": ticket.version}
        return refusal
    st.session_state.pop(filling.key, None)
    close()
    st.rerun()
    return None


def _doer(deed: Deed, filling: Filling) -> Colleague | Reason:
    """Who did it: the viewer where the role fits, else one of those whose deeds the viewer may write down."""
    viewer = filling.viewer
    able = doers(filling.people, viewer.account, viewer.roles, deed.step.roles)
    if len(able) == 1 and able[0].account == viewer.account:
        return able[0]
    names = filling.names()
    me = viewer.t("{name} (you)", name=names.get(viewer.account, viewer.account))
    shown = {one.account: me if one.account == viewer.account else names[one.account] for one in able}
    chosen = st.selectbox(
        viewer.t("Who did it?"),
        list(shown),
        index=_likely(list(shown), filling),
        key=filling.key_of("doer"),
        format_func=shown.__getitem__,
        placeholder=viewer.t("Choose by name"),
    )
    found = next((one for one in able if one.account == chosen), None)
    return found or reason("Nobody is named who did it.", who=Term("you"), verb=Term("choose who did it"))


def _likely(accounts: list[str], filling: Filling) -> int | None:
    """Myself, else whoever has the ticket, else nobody yet."""
    if filling.viewer.account in accounts:
        return accounts.index(filling.viewer.account)
    holders = [account for account in filling.ticket.with_whom if account in accounts]
    return accounts.index(holders[0]) if len(holders) == 1 else None


def _at(deed: Deed, filling: Filling) -> datetime | Reason:
    t, zone = filling.viewer.t, filling.viewer.zone
    first = (deed.until or filling.viewer.now()).astimezone(zone)
    if deed.until is not None:
        st.caption(t("Not recorded then; it cannot have been later than {at}.", at=deed.until))
    with st.container(horizontal=True):
        day = st.date_input(t("Day"), first.date(), key=filling.key_of("day"), width=180)
        typed = st.text_input(
            t("Time, to the second"), f"{first:%H:%M:%S}", key=filling.key_of("time"), width=180
        )
    return instant(day, typed, zone) or no_time(typed)


def show_refusal(
    refusal: Refused, deed: Deed, filling: Filling, ways_out: list[Deed], take: Callable[[str], None]
) -> None:
    """Say why it was not recorded, and offer what would clear it as buttons (look: *Refusal*)."""
    viewer = filling.viewer
    frame.refused(viewer, viewer.t("“{verb}” is not recorded", verb=viewer.t(deed.label)), refusal)
    with st.container(horizontal=True):
        for way in ways_out:
            st.button(
                viewer.t(way.label), key=filling.key_of(f"way:{way.code}"), on_click=take, args=(way.code,)
            )
