"""Leave: what was asked for, granted and stopped, and asking; there is none during the exam (EXM-32)."""

from datetime import UTC, datetime, time

import streamlit as st

from console.rosterpage.sending import Page
from domain.errors import Term
from projections.rosters.rows import LeaveRow

STATES = {"asked": Term("asked for"), "granted": Term("granted"), "stopped": Term("not granted")}


def draw(page: Page) -> None:
    """Every leave with its dates and what became of it."""
    t = page.viewer.t
    if not page.speaker.rows.leaves:
        return
    st.markdown(f"**{t('Leave')}**")
    for one in page.speaker.rows.leaves:
        _leave(page, one)


def _leave(page: Page, one: LeaveRow) -> None:
    t, speaks = page.viewer.t, page.viewer.translator
    begins, ends = (datetime.fromtimestamp(at, UTC) for at in (one.begins, one.ends))
    when = t("{begins} to {ends}", begins=begins, ends=ends)
    said = " · ".join(part for part in (one.name, when, speaks.show(STATES[one.state]), one.why) if part)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(said, width="stretch")
        if one.state == "stopped" or not page.may("roster.grant_leave"):
            return
        headline = t("The leave is not changed")
        if one.state == "asked":
            granted = t("Leave of {name} granted.", name=one.name)
            st.button(
                t("Grant"), key=f"roster.grant.{one.leave}", on_click=page.press,
                args=("roster.grant_leave", headline, granted), kwargs={"leave": one.leave},
            )  # fmt: skip
        stopped = t("Leave of {name} not granted.", name=one.name)
        st.button(
            t("Stop the leave") if one.state == "granted" else t("Do not grant"),
            key=f"roster.stop.{one.leave}", on_click=page.press,
            args=("roster.stop_leave", headline, stopped), kwargs={"leave": one.leave},
        )  # fmt: skip


def asking(page: Page, person: str) -> None:
    """The form in which leave is asked for, by the person or by a leader."""
    t, zone = page.viewer.t, page.viewer.zone
    today = page.viewer.now().astimezone(zone).date()
    with st.form(f"roster.leave.{person}", border=False):
        with st.container(horizontal=True):
            first = st.date_input(t("Leave from the start of"), today, format="YYYY-MM-DD")
            last = st.date_input(t("to the end of"), today, format="YYYY-MM-DD")
        why = st.text_input(t("Reason"), max_chars=200)
        if not st.form_submit_button(t("Ask for leave")):
            return
    begins = datetime.combine(first, time(), zone)
    ends = datetime.combine(last, time(23, 59, 59), zone)
    given = {"person": person, "begins": begins.isoformat(), "ends": ends.isoformat()}
    given |= {"why": why} if why.strip() else {}
    page.send("roster.ask_leave", t("The leave is not noted"), t("The leave is noted."), **given)
    st.rerun()
