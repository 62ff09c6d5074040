"""What every page has around it: the global style, the head with site and person, links to other pages, refusals."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from console.languages import Translator
from console.plain import plain
from console.viewer import SITE_PARAMETER, Viewer
from domain.errors import Refused
from domain.roles import TERMS, Role

TAKES_CALLS = frozenset({Role.DESK, Role.OFFICER, Role.DUTY_MANAGER, Role.ASSISTANT})
_GO = "go"
FOLDED = 10
"""A refusal shows so many of its reasons at once."""
_CSS, _ENGLISH = (Path(__file__).with_name(name) for name in ("frame.css", "english.css"))


def style(translator: Translator) -> None:
    """The one global style, with all signs of the Latin face where English is read (look: *Chinese setting*)."""
    st.html(_CSS)
    if translator.language == "en":
        st.html(_ENGLISH)


def head(viewer: Viewer) -> None:
    """The product's name beside its mark; whose store it is, the site and the person at the right; on every page."""
    _wordmark(viewer)
    with st.container(
        key="steward-head", horizontal=True, horizontal_alignment="right", vertical_alignment="center"
    ):
        company, place = viewer.house.company, viewer.house.site(viewer.site)
        mark = f'<b class="steward-demo">{escape(viewer.t("Demonstration data"))}</b>' if company.demo else ""
        name = escape(place.name)
        st.html(f'<span class="steward-store">{mark}<span title="{name}">{name}</span></span>')
        with st.popover(plain(viewer.name), icon=":material/person:"):
            _menu(viewer)


def still(viewer: Viewer) -> None:
    """Say that nobody applies events: what the page shows is as old as the last worker."""
    if viewer.house.worker.forsaken():
        note(
            viewer.t("Nothing keeps this page up to date"),
            viewer.t(
                "What is recorded is safe and shows up later. Ask the administrator to start “steward project”."
            ),
        )


def _wordmark(viewer: Viewer) -> None:
    logo = '[data-testid="stHeader"] :has(> img[data-testid="stHeaderLogo"])'
    st.html(f'<style>{logo}::after {{ content: "{viewer.t("Steward")}"; }}</style>')


def _menu(viewer: Viewer) -> None:
    """The person's own menu: who one is here, site, language, signing out."""
    t, company = viewer.t, viewer.house.company
    st.caption(plain(f"{company.name} · {viewer.account}"))
    st.write(viewer.translator.listed([TERMS[role] for role in sorted(viewer.roles)]))
    if len(viewer.sites) > 1:
        names = {site: viewer.house.site(site).name for site in viewer.sites}
        here = viewer.sites.index(viewer.site)
        chosen = st.selectbox(t("Site"), viewer.sites, here, format_func=names.__getitem__, key="site chosen")
        if chosen != viewer.site:
            st.query_params[SITE_PARAMETER] = chosen
            st.rerun()
    if company.demo:
        st.caption(
            t("Demonstration: invented data on a simulated history. Nothing here concerns real people.")
        )
    other, words = ("en", "English") if viewer.translator.language == "zh" else ("zh", "简体中文")
    st.html(
        '<form class="steward-menu" method="post" action="/language">'
        f'<input type="hidden" name="language" value="{other}"><button lang="{other}">{words}</button></form>'
        f'<a class="steward-menu" href="/sign-out" target="_self">{escape(t("Sign out"))}</a>'
    )


def nothing_here(viewer: Viewer) -> None:
    """For somebody who is signed in and holds no role anywhere today."""
    _wordmark(viewer)
    st.title(viewer.t("You have no role at any site today"))
    st.write(viewer.t("Your administrator can grant you one. Sign in again afterwards."))
    st.link_button(viewer.t("Sign out"), "/sign-out")


def not_yours(viewer: Viewer) -> None:
    """In place of a page that the roles held here do not open."""
    note(
        viewer.t("Your roles at this site do not open this page"),
        viewer.t("Whoever needs it asks the administrator for the role."),
    )


def go(page: str, **parameters: str) -> None:
    """Lead to another page with its parameters in the address."""
    st.session_state[_GO] = (page, parameters)
    st.rerun()


def follow(pages: Mapping[str, Any]) -> None:
    """Go where the last press leads, if it leads anywhere; pages by their address."""
    page, parameters = st.session_state.pop(_GO, (None, {}))
    if page in pages:
        st.switch_page(pages[page], query_params=parameters)


def refused(viewer: Viewer, headline: str, refusal: Refused) -> None:
    """Say what cannot be done and how many things are missing; what was typed stays (look: *Refusal*)."""
    reasons = [viewer.explain(one) for one in refusal.reasons]
    count = viewer.translator.plural("{count} thing is missing", "{count} things are missing", len(reasons))
    note(
        f"{headline}{'，' if viewer.translator.language == 'zh' else ': '}{count}",
        viewer.t("Nothing was recorded, and what you entered is still here."),
        reasons,
        viewer.t("and {n} more", n=len(reasons) - FOLDED),
    )


def out_of_order(translator: Translator, outage: Refused) -> None:
    """Say that the store does not answer, and look again by itself every few seconds."""
    style(translator)
    note(
        translator.t("Steward cannot reach its data just now."),
        translator.t("What was recorded is safe. This page tries again every few seconds."),
        translator.refusal(outage),
    )
    st.html('<meta http-equiv="refresh" content="3">')


def then(text: str) -> None:
    """Say in violet that the page shows a past moment."""
    st.html(f'<p class="steward-then">{escape(text)}</p>')


def note(title: str, text: str, points: Sequence[str] = (), more: str = "") -> None:
    """A bordered note in ink; nothing in it is markup. Of very many points the rest opens under ``more``."""
    told, rest = (points, ()) if not more or len(points) <= FOLDED + 1 else (points[:FOLDED], points[FOLDED:])
    folded = (
        f"<details><summary>{escape(more)}</summary>{_listed(rest, FOLDED + 1)}</details>" if rest else ""
    )
    said = f"<h2>{escape(title)}</h2><p>{escape(text)}</p>{_listed(told)}{folded}"
    st.html(f'<div class="steward-note" role="alert">{said}</div>')


def _listed(points: Sequence[str], first: int = 1) -> str:
    items = "".join(f"<li>{escape(point)}</li>" for point in points)
    return f'<ol start="{first}">{items}</ol>' if points else ""
