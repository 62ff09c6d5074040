"""Who looks at a page: account, site, roles and language, looked up anew on every run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from console.access.looks import Look, Way
from console.guard import current_session
from console.languages import Translator
from console.languages.preference import SHOWN_COOKIE, preferred
from console.watch.answers import HEADER, lines_of_run
from console.wiring import House
from domain.company import Member, member_stream
from domain.errors import Reason, Term
from domain.operations import Outcome
from domain.roles import Role
from projections.asking.moments import AsOf, Axis

SITE_PARAMETER = "site"
_SITE = "site looked at"
cookies: Callable[[], Mapping[str, str]] = lambda: st.context.cookies  # noqa: E731 - a seam for AppTest, which has none


@dataclass(frozen=True)
class Viewer:
    """One signed-in person on one site's pages.

    Attributes:
        house: The store whose pages they are.
        account: Who it is.
        site: Code of the site shown.
        sites: All sites this person may see.
        roles: Roles held there today.
        translator: Speaks the person's language.
    """

    house: House
    account: str
    site: str
    sites: tuple[str, ...]
    roles: frozenset[Role]
    translator: Translator

    @property
    def name(self) -> str:
        """What the person is called; the account where the register says nothing any more."""
        person = self.house.log.get(Member, member_stream(self.account)).person
        entry = self.house.log.people([person.id]).get(person.id, {}) if person else {}
        return entry.get("name") or self.account

    @property
    def zone(self) -> ZoneInfo:
        return self.house.site(self.site).zone

    def now(self) -> datetime:
        return self.house.clock()

    def t(self, text: str, **fields: Any) -> str:
        """A sentence in the viewer's language, instants in the site's zone."""
        return self.translator.t(text, **fields)

    def word(self, text: str) -> str:
        """A message as it stands in the catalogue, its placeholders left for the browser to fill."""
        return self.translator.show(Term(text))

    def explain(self, reason: Reason) -> str:
        """A refusal's reason as one plain sentence."""
        return self.translator.render(reason)

    def look(
        self,
        what: str,
        parameters: Mapping[str, str],
        *,
        as_of: AsOf = None,
        axis: Axis = "recorded",
        way: Way = "page",
    ) -> None:
        """Keep that this person looks, before it is shown: at a page, or at what is taken away.

        Raises:
            LookNotKept: It cannot be written down, so it may not be shown.
        """
        self.house.access.looks.note(Look(self.account, self.site, what, way, parameters, as_of, axis))

    def submit(self, do: str, command_id: str, **arguments: Any) -> Outcome:
        """Send a command as this person, and wait until the pages know of it.

        Raises:
            Refused: With every reason; nothing was recorded.
        """
        given = {"id": command_id, "site": self.site, "by": self.account, "do": do, **arguments}
        outcome = self.house.door().submit(given)
        self.house.worker.wait_for(outcome.position, timeout=3.0)
        return outcome


def viewer_of(house: House) -> Viewer | None:
    """The viewer of this run; ``None`` when the session has ended."""
    session = current_session(house.access, cookies())
    if session is None:
        return None
    sites = tuple(house.authority.sites(session.account))
    site = _site_of(sites)
    lines_of_run(st.context.headers.get(HEADER), session.account, site)
    language = preferred(cookies(), _accepted())
    zone = house.site(site).zone if site else ZoneInfo("Asia/Shanghai")
    translator = Translator.for_language(language, zone, house.clock().astimezone(zone).year)
    return Viewer(
        house, session.account, site, sites, house.authority.roles(session.account, site), translator
    )


def translator_here() -> Translator:
    """Speaks the language of whoever looks, also where nobody can say who that is."""
    return Translator.for_language(preferred(cookies(), _accepted()))


def _site_of(sites: tuple[str, ...]) -> str:
    """The site that the address names, else the one looked at before in this tab, else the first.

    Where there is a choice the address always says which, so that a page can be reloaded and sent to somebody.
    """
    asked, before = st.query_params.get(SITE_PARAMETER, ""), st.session_state.get(_SITE, "")
    site = next((one for one in (asked, before, *sites[:1]) if one in sites), "")
    st.session_state[_SITE] = site
    if len(sites) > 1 and asked != site:
        st.query_params[SITE_PARAMETER] = site
    return site


def _accepted() -> str | None:
    return cookies().get(SHOWN_COOKIE) or st.context.headers.get("Accept-Language")
