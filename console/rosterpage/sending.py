"""Sending what is pressed on the roster page through the door, and saying what came of it at the page's top."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import msgspec
import streamlit as st

from console.fileroom import tables
from console.rosterpage.sheet import Speaker
from console.viewer import Viewer
from console.views import frame
from domain.errors import Reason, Refused
from domain.operations import COMMANDS, Outcome
from domain.roles import TERMS
from projections.rosters.view import called, named

_REFUSED, _SAID = "roster.refused", "roster.said"


class Page(msgspec.Struct, frozen=True):
    """Whose page it is, of which campaign, and what stands on it."""

    viewer: Viewer
    campaign: str
    speaker: Speaker

    def may(self, do: str) -> bool:
        """Whether one of the viewer's roles lets them do this."""
        return bool(self.viewer.roles & set(COMMANDS[do].roles))

    def lock(self, do: str) -> None:
        """Say whose work it is."""
        roles = [TERMS[role] for role in COMMANDS[do].roles]
        tables.lock(self.viewer.t("This is done by: {roles}.", roles=roles))

    def send(self, do: str, headline: str, said: str, **arguments: Any) -> Outcome | None:
        """Send one command; what came of it is said when the page is drawn next."""
        try:
            outcome = self.viewer.submit(do, uuid4().hex, campaign=self.campaign, **arguments)
        except Refused as refusal:
            st.session_state[_REFUSED] = (headline, refusal)
            return None
        st.session_state[_SAID] = said
        return outcome

    def press(self, do: str, headline: str, said: str, **arguments: Any) -> None:
        """The same, for a button."""
        self.send(do, headline, said, **arguments)

    def worded(self, reasons: Iterable[Reason]) -> list[Reason]:
        """Reasons with the names of people, posts, groups and skills."""
        rows = self.speaker.rows
        names = called(self.speaker.people, (one.post for one in rows.by_post), rows.groups, rows.skills)
        return [named(one, names) for one in reasons]

    def say_what_came_of_it(self) -> None:
        """Say once what the last press led to, with people and posts by name."""
        if said := st.session_state.pop(_SAID, ""):
            tables.done(said)
        headline, refusal = st.session_state.pop(_REFUSED, ("", None))
        if refusal is not None:
            frame.refused(self.viewer, headline, Refused(*self.worded(refusal.reasons)))
