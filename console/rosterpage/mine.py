"""One's own duties: what an account sees of itself first, on the phone as well, and acknowledges."""

from urllib.parse import urlsplit

import streamlit as st

from console.access.feeds import Feed
from console.rosterpage.calendar import PATH
from console.rosterpage.sending import Page
from projections.rosters.rows import PersonRow

_MADE = "roster.feed.made"


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
        _calendar(page)


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


def _calendar(page: Page) -> None:
    """An address for the telephone's calendar: shown once, ended whenever one likes."""
    t, feeds, mine = page.viewer.t, page.viewer.house.access.feeds, _feed(page)
    if token := st.session_state.pop(_MADE, ""):
        st.caption(
            t(
                "Subscribe to this address in your calendar; it is shown only now, and shows your duties alone."
            )
        )
        st.code(f"{_address()}{PATH}{token}.ics", language=None, wrap_lines=True)
    with st.container(horizontal=True):
        st.button(t("Make a calendar address"), key="roster.feed", on_click=_make, args=(page,))
        if feeds.is_open(mine):
            st.button(
                t("End the calendar address"), key="roster.feed.end", on_click=feeds.revoke, args=(mine,)
            )


def _make(page: Page) -> None:
    st.session_state[_MADE] = page.viewer.house.access.feeds.open(_feed(page))


def _feed(page: Page) -> Feed:
    viewer = page.viewer
    return Feed(viewer.site, page.campaign, viewer.account, viewer.translator.language)


def _address() -> str:
    """Where this console is reached: scheme and host, as the browser asked for it."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
