"""A campaign's roster: who stands where by post, person and hour; proposing, deciding, people; one's own duties first."""

from html import escape
from urllib.parse import urlencode
from uuid import uuid4

import streamlit as st

from console.campaignpage.head import head
from console.fileroom import tables
from console.moments import AS_OF, moment_of
from console.plain import plain
from console.rosterpage import chosen, deciding, mine, people, posts, rules
from console.rosterpage.component import table
from console.rosterpage.people import ORDER
from console.rosterpage.sending import Page
from console.rosterpage.sheet import Speaker, sheet
from console.rosterpage.text import standing
from console.viewer import Viewer
from console.views import frame
from console.views.as_of import Landmark, as_of_entry
from domain.campaigns.campaign import Campaign, campaign_stream
from domain.errors import Refused, Term, Unknown
from domain.operations.rosters import LEADS, PLANS
from domain.roster.roster import Roster, roster_stream
from projections.asking.moments import AsOf
from projections.campaigns.campaign import campaign
from projections.rosters.roster import roster

CAMPAIGN, SHOWN = "c", "roster.shown"
ORDERS = {
    "post": Term("By post"),
    "person": Term("By person"),
    "hour": Term("By hour"),
    "people": Term("People"),
    "posts": Term("Posts"),
    "rules": Term("Rules"),
}


def draw(viewer: Viewer) -> None:
    """Draw the roster of the campaign that the address names, now or as of a moment."""
    code = st.query_params.get(CAMPAIGN, "")
    try:
        as_of = moment_of(st.query_params.get(AS_OF, ""), viewer.zone)
        page = _page(viewer, code, as_of)
    except Refused as refusal:
        _without(viewer, code, refusal)
        return
    tables.style()
    _head(page, as_of)
    if as_of is None:
        page.say_what_came_of_it()
    orders = [one for one in ORDERS if as_of is None or one in {"post", "person", "hour"}]
    with st.container(horizontal=True, vertical_alignment="center"):
        order = st.segmented_control(
            viewer.t("Order"), orders, default=orders[0] if ORDER not in st.session_state else None, key=ORDER,
            format_func=lambda one: viewer.t(ORDERS[one]), required=True, label_visibility="collapsed",
        )  # fmt: skip
    if order == "people":
        people.draw(page)
    elif order == "posts":
        posts.draw(page)
    elif order == "rules":
        rules.draw(page)
    else:
        _places(page, order or "post", as_of)


def _without(viewer: Viewer, code: str, refusal: Refused) -> None:
    """In place of a roster: how to begin the one of a planned campaign, or why none can be shown."""
    t = viewer.t
    planned = viewer.house.log.get(Campaign, campaign_stream(viewer.site, code)).exists
    if AS_OF in st.query_params or not planned:
        frame.note(
            t("This roster cannot be shown"),
            t("Check the address, or open the roster from its campaign."),
            [viewer.explain(one) for one in refusal.reasons],
        )
        if AS_OF in st.query_params:
            as_of_entry(viewer)
        return
    head(viewer, campaign(viewer.house.views, site=viewer.site, code=code), "roster")
    if viewer.roles & set(PLANS):
        frame.note(
            t("No roster yet"),
            t("It begins with the posts and turns of the template. Then enlist people and have it proposed."),
        )
        _offer_to_open(viewer, code)
    else:
        frame.note(t("No roster yet"), t("The campaign coordinator begins it."))


def _offer_to_open(viewer: Viewer, code: str) -> None:
    """Begin the roster of a campaign that has none yet, from the campaign's template."""
    if st.button(viewer.t("Open the roster of this campaign"), key="roster.open", type="primary"):
        try:
            viewer.submit("roster.open", uuid4().hex, campaign=code)
        except Refused as refusal:
            frame.refused(viewer, viewer.t("The roster is not opened"), refusal)
            return
        st.rerun()


def _page(viewer: Viewer, code: str, as_of: AsOf) -> Page:
    """The draft for those who lead, and what holds for everybody else."""
    show = "draft" if viewer.roles & set(LEADS) else "published"
    rows = roster(viewer.house.views, site=viewer.site, campaign=code, show=show, as_of=as_of)
    return Page(viewer, code, Speaker(rows, viewer.translator))


def _head(page: Page, as_of: AsOf) -> None:
    """Which edition holds and since when, what differs from it, who knows their duties; a past moment in violet."""
    t = page.viewer.t
    try:
        views, site = page.viewer.house.views, page.viewer.site
        state = campaign(views, site=site, code=page.campaign, as_of=as_of)
        head(page.viewer, state, "roster", _editions(page))
    except Unknown:
        st.title(t("Roster"), anchor=False)
        as_of_entry(page.viewer, _editions(page))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(plain(" · ".join(standing(page.speaker))), width="stretch")
        _prints(page)
    if as_of is not None:
        frame.then(t("As recorded at {at}", at=page.viewer.house.views.instant(as_of)))


def _editions(page: Page) -> list[Landmark]:
    """When each edition was published."""
    t, stream = page.viewer.t, roster_stream(page.viewer.site, page.campaign)
    known = page.viewer.house.log.get(Roster, stream).editions
    return [(t("Edition {number}, {at}", number=one.number, at=one.at), one.at) for one in known]


def _prints(page: Page) -> None:
    """The two sheets of paper, each in a tab of its own, of the moment that is shown."""
    asked = st.query_params.get(AS_OF, "")
    then = urlencode({AS_OF: asked}) + "&" if asked else ""
    t, address = page.viewer.t, f"/roster/{page.viewer.site}/{page.campaign}.pdf?{then}order="
    links = ((t("Print by post"), "post"), (t("Print by person"), "person"))
    linked = " ".join(
        f'<a class="steward-print" href="{escape(address + order)}" target="_blank">{escape(name)}</a>'
        for name, order in links
    )
    st.html(linked, width="content")


def _places(page: Page, order: str, as_of: AsOf) -> None:
    """The table, and beside it one's own duties, what is to be decided, and the duty that was pressed."""
    past = as_of is not None
    marked = st.session_state.get(chosen.CHOSEN, "")
    beside, wide = st.columns([28, 72], gap="small") if not past else (None, st.container())
    if beside is not None:
        with beside:
            mine.draw(page)
            deciding.draw(page)
            if duty := page.speaker.duties.get(marked):
                chosen.draw(page, duty)
    with wide:
        if not page.speaker.rows.by_post and order != "person":
            return
        label = page.viewer.t(ORDERS[order])
        pressed = table(page.viewer, sheet(page.speaker, order), chosen=marked, label=label, past=past)
    if (picked := pressed.get("pick")) and picked["duty"] and picked["duty"] != marked:
        st.session_state[chosen.CHOSEN] = str(picked["duty"])
        st.rerun()
