"""The section of the people: who works here in which roles, and the file of people (ACT-01..24)."""

import streamlit as st

from console.fileroom import import_form, person, tables
from console.fileroom.forms import may
from console.fileroom.staff import Person, people, stands
from console.fileroom.words import role_with_dates
from console.importing.register import FORMS
from console.viewer import Viewer
from console.views import frame
from domain.operations import COMMANDS


def draw(viewer: Viewer) -> None:
    """Everybody, one person's own card, then the file."""
    everybody = people(viewer)
    ready = sum(one.has_password and one.disabled_at is None for one in everybody)
    st.markdown(
        viewer.t(
            "**{all}** on file, **{ready}** of them can sign in", all=str(len(everybody)), ready=str(ready)
        )
    )
    headings = [viewer.t("Name"), viewer.t("Account"), viewer.t("Roles, with dates"), viewer.t("Sign-in")]
    tables.paged(headings, [_row(viewer, one) for one in everybody], "files.people.list")
    if may(viewer, "member.grant"):
        person.draw(viewer, everybody)
        if viewer.roles & set(COMMANDS["person.erase"].roles):
            label = viewer.t("Erase somebody’s data for good…")
            if st.button(label, key="files.erase", type="tertiary", icon=":material/person_remove:"):
                frame.go("erasures")
        import_form.draw(viewer, FORMS["people"])


def _row(viewer: Viewer, one: Person) -> list[str]:
    today = viewer.now().astimezone(viewer.zone).date()
    roles = "\n".join(role_with_dates(viewer.translator, grant) for grant in stands(one.grants, today))
    name = one.name or viewer.t("name erased")
    return [name, one.account, roles or viewer.t("no role today"), _sign_in(viewer, one)]


def _sign_in(viewer: Viewer, one: Person) -> str:
    """Whether somebody can sign in, and whether they are signed in now."""
    if one.disabled_at is not None:
        return viewer.t("Disabled since {at}", at=one.disabled_at)
    if not one.has_password:
        return viewer.t("No password yet")
    if not one.sessions:
        return viewer.t("Can sign in")
    return viewer.translator.plural(
        "Signed in on {count} device", "Signed in on {count} devices", one.sessions
    )
