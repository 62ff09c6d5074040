"""One's own duties: what an account sees of itself first, on the phone as well, and acknowledges."""

import streamlit as st

from console.rosterpage.sending import Page
from projections.roster_rows import PersonRow


def draw(page: Page) -> None:
    """Draw the viewer's own duties in the edition that holds, where they are on the roster."""
    viewer, t, rows = page.viewer, page.viewer.t, page.speaker.rows
    me = next((one for one in rows.by_person if one.person == viewer.account), None)
    if me is None:
        return
    with st.container(border=True, key="roster-mine"):
        st.subheader(t("My duties"), anchor=False)
        if not rows.edition:
            st.caption(t("This roster has not been published yet."))
            return
        for key in me.duties:
            st.text(page.speaker.duty(page.speaker.duties[key]))
        if not me.duties:
            st.caption(t("You have no duty in edition {number}.", number=rows.edition))
        _acknowledge(page, me)


def _acknowledge(page: Page, me: PersonRow) -> None:
    t, number = page.viewer.t, page.speaker.rows.edition
    if me.acknowledged:
        st.caption(t("You have acknowledged edition {number}.", number=number))
    elif me.duties:
        st.button(
            t("I have read it and will be there"),
            key="roster.acknowledge",
            type="primary",
            on_click=_send,
            args=(page,),
        )


def _send(page: Page) -> None:
    t, number = page.viewer.t, page.speaker.rows.edition
    said = t("You have acknowledged edition {number}.", number=number)
    page.send("roster.acknowledge", t("It is not acknowledged"), said, edition=number)
