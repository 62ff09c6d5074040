"""Proposing a roster beside the page: solved in a thread of its own, told in one line, taken through the door."""

from threading import Thread
from time import monotonic

import streamlit as st

from console.rosterpage.sending import Page
from console.wiring import House
from domain.roster.occupancy import Occupancy, occupancy_stream
from domain.roster.problem import Problem, Proposal
from domain.roster.roster import Roster, roster_stream
from domain.roster.solving.propose import propose

_LOOK_AGAIN_S = 0.4
_MOST_S = 10.0


def asked(house: House, site: str, campaign: str) -> tuple[Roster, Problem]:
    """The roster as it stands, and what is to be solved: who is on duty elsewhere is away."""
    roster = house.log.get(Roster, roster_stream(site, campaign))
    elsewhere = house.log.get(Occupancy, occupancy_stream(site)).elsewhere(campaign)
    away = [(person, span) for person, spans in elsewhere.items() for _, span in spans]
    return roster, roster.problem(away, house.clock())


class Search:
    """One search for a roster.

    Attributes:
        basis: What the roster was when it began.
        proposal: What was found; ``None`` while it is sought, or where nothing could be.
    """

    def __init__(self, house: House, site: str, campaign: str) -> None:
        roster, self._problem = asked(house, site, campaign)
        self._previous = roster.edition.assignments if roster.edition else ()
        self.basis = roster.basis
        self.proposal: Proposal | None = None
        self.began = monotonic()
        self._thread = Thread(target=self._seek, name="roster", daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        return not self._thread.is_alive()

    def _seek(self) -> None:
        self.proposal = propose(self._problem, self._previous, seconds=_MOST_S)


def begin(page: Page) -> None:
    """Begin to seek; a search that still runs is let go."""
    key = _key(page)
    st.session_state[key] = Search(page.viewer.house, page.viewer.site, page.campaign)


def running(page: Page) -> bool:
    return _key(page) in st.session_state


@st.fragment(run_every=_LOOK_AGAIN_S)
def progress(page: Page) -> None:
    """One line while it is sought; what was found is taken, and the page drawn anew."""
    search: Search | None = st.session_state.get(_key(page))
    if search is None:
        return
    if not search.is_over:
        spent = int(monotonic() - search.began)
        st.caption(
            page.viewer.t("A roster is being sought: {n} s, at most {most} s.", n=spent, most=int(_MOST_S))
        )
        return
    del st.session_state[_key(page)]
    take(page, search)
    st.rerun()


def take(page: Page, search: Search) -> None:
    """Make what was found the draft, and keep what was said about it beside the page."""
    t, found = page.viewer.t, search.proposal
    headline = t("The proposal is not taken")
    if found is None:
        return
    places = [{"duty": one.duty, "person": one.person} for one in found.assignments]
    said = t("Everything is manned.")
    if found.gaps:
        said = page.viewer.translator.plural(
            "Proposed as far as people suffice; {count} head is missing.",
            "Proposed as far as people suffice; {count} heads are missing.",
            sum(found.gaps.values()),
        )
    taken = page.send("roster.take", headline, said, assignments=places, made_for=search.basis)
    if taken is not None:
        st.session_state[_found_key(page)] = found


def found(page: Page) -> Proposal | None:
    """What the last search said, for as long as somebody still misses."""
    return st.session_state.get(_found_key(page)) if page.speaker.rows.missing else None


def _key(page: Page) -> str:
    return f"roster.search:{page.viewer.site}:{page.campaign}"


def _found_key(page: Page) -> str:
    return f"roster.found:{page.viewer.site}:{page.campaign}"
