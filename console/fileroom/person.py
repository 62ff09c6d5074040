"""One person's card: roles to grant and to end, the first password, the sign-ins, the account."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from console.fileroom import staff, tables
from console.fileroom.forms import announce, send
from console.fileroom.staff import Person
from console.fileroom.words import full_day, role_with_dates
from console.viewer import Viewer
from console.views import frame
from domain.errors import Refused, Term, reason
from domain.roles import EVERYWHERE, TERMS, Role


def draw(viewer: Viewer, everybody: Sequence[Person]) -> None:
    """Choose somebody, then what to do for them."""
    st.subheader(viewer.t("One person"))
    known = {one.account: one for one in everybody}
    chosen = st.selectbox(
        viewer.t("Person"),
        list(known),
        format_func=lambda account: f"{known[account].name or viewer.t('name erased')} · {account}",
        key="files.person",
        index=None,
        placeholder=viewer.t("Choose a name or an account"),
    )
    if chosen is None:
        return
    roles, access = st.columns(2, gap="large")
    with roles:
        _granting(viewer, known[chosen])
        _ending(viewer, known[chosen])
    with access:
        _account(viewer, known[chosen])


def _granting(viewer: Viewer, one: Person) -> None:
    places = {viewer.site: viewer.house.site(viewer.site).name}
    if Role.ADMINISTRATOR in viewer.house.authority.roles(viewer.account, EVERYWHERE):
        places[EVERYWHERE] = viewer.t("All sites")
    with st.form(f"files.grant.{one.account}", border=True):
        st.markdown(f"**{viewer.t('Grant a role')}**")
        role = st.selectbox(
            viewer.t("Role"),
            list(Role),
            None,
            format_func=lambda role: viewer.t(TERMS[role]),
            placeholder=viewer.t("Choose a role"),
        )
        site = st.selectbox(viewer.t("Site"), list(places), format_func=places.__getitem__)
        since = st.date_input(viewer.t("First day"), _today(viewer), format="YYYY-MM-DD")
        until = st.date_input(viewer.t("Last day, empty for no end"), None, format="YYYY-MM-DD")
        pressed = st.form_submit_button(viewer.t("Grant the role"))
    headline = viewer.t("The role cannot be granted")
    if pressed and role is None:
        nothing = reason("No role is chosen yet.", who=Term("you"), verb=Term("choose one"))
        frame.refused(viewer, headline, Refused(nothing))
    elif pressed and role is not None:
        grant = _iso({"role": role, "site": site, "since": since, "until": until})
        said = viewer.t("{account} is now: {role}.", account=one.account, role=TERMS[role])
        send(viewer, "grant", "member.grant", headline, said, account=one.account, grant=grant)


def _ending(viewer: Viewer, one: Person) -> None:
    held = one.open_grants(viewer.site)
    if not held:
        return
    with st.form(f"files.end.{one.account}", border=True):
        st.markdown(f"**{viewer.t('End a role')}**")
        grant = st.selectbox(
            viewer.t("Role held"), held, format_func=lambda grant: role_with_dates(viewer.translator, grant)
        )
        until = st.date_input(viewer.t("Last day"), _today(viewer), format="YYYY-MM-DD")
        st.caption(viewer.t("From the day after, what takes this role is refused and its pages are gone."))
        pressed = st.form_submit_button(viewer.t("End the role"))
    if not pressed:
        return
    headline = viewer.t("The role cannot be ended")
    try:
        staff.require_not_own_administration(viewer, one.account, grant)
    except Refused as refusal:
        frame.refused(viewer, headline, refusal)
        return
    day = full_day(viewer.translator, until)
    said = viewer.t(
        "{role} of {account} ends with {day}.", account=one.account, role=TERMS[grant.role], day=day
    )
    ending = {"held_at": grant.site, "role": grant.role.value, "until": until.isoformat()}
    send(viewer, "end", "member.end_role", headline, said, account=one.account, **ending)


def _account(viewer: Viewer, one: Person) -> None:
    with st.container(border=True):
        st.markdown(f"**{viewer.t('Sign-in')}**")
        if not staff.looks_after(viewer.house, viewer.account, one.account, _today(viewer)):
            tables.lock(viewer.t("This account is kept by an administrator of all sites."))
            return
        _password(viewer, one)
        if one.has_password:
            _sign_ins(viewer, one)


def _password(viewer: Viewer, one: Person) -> None:
    label = viewer.t("Set a new password") if one.has_password else viewer.t("Set the first password")
    key = f"files.password.{one.account}"
    turn = f"{key}.{st.session_state.setdefault(key, 0)}"
    with st.form(f"{key}.form", border=False):
        first = st.text_input(
            viewer.t("Password, at least 10 characters"), type="password", key=f"{turn}.first"
        )
        again = st.text_input(viewer.t("Once more"), type="password", key=f"{turn}.again")
        st.caption(viewer.t("Hand it over in person; whoever is signed in with the old one is signed out."))
        pressed = st.form_submit_button(label)
    if pressed:
        said = viewer.t("The password of {account} is set.", account=one.account)
        _do(viewer, lambda: _set(viewer, one.account, first, again, key), said)


def _set(viewer: Viewer, account: str, first: str, again: str, key: str) -> None:
    """Set it, then let the next run draw empty fields."""
    staff.set_password(viewer, account, first, again)
    st.session_state[key] += 1


def _sign_ins(viewer: Viewer, one: Person) -> None:
    open_now = viewer.house.access.sessions(one.account)
    if open_now:
        headings = [viewer.t("Signed in since"), viewer.t("Last used"), viewer.t("From where")]
        moment = viewer.translator.moment
        rows = [[moment(on.opened_at), moment(on.seen_at), on.address] for on in open_now]
        tables.table(headings, rows)
    with st.container(horizontal=True):
        if open_now and st.button(viewer.t("Sign out on all devices"), key="files.sessions.end"):
            said = viewer.t("{account} is signed out everywhere.", account=one.account)
            _do(viewer, lambda: staff.end_sessions(viewer, one.account), said)
        if one.disabled_at is not None:
            if st.button(viewer.t("Enable the account"), key="files.account.enable"):
                said = viewer.t("{account} can sign in again.", account=one.account)
                _do(viewer, lambda: staff.enable(viewer, one.account), said)
        elif st.button(viewer.t("Disable the account"), key="files.account.disable"):
            said = viewer.t("{account} cannot sign in any more.", account=one.account)
            _do(viewer, lambda: staff.disable(viewer, one.account), said)
    st.caption(viewer.t("Disabling signs out at once; roles and history stay, and it can be enabled again."))


def _do(viewer: Viewer, act: Callable[[], None], said: str) -> None:
    try:
        act()
    except Refused as refusal:
        frame.refused(viewer, viewer.t("This cannot be done"), refusal)
        return
    announce(said)


def _iso(grant: dict[str, object]) -> dict[str, object]:
    return {name: str(value) for name, value in grant.items() if value is not None}


def _today(viewer: Viewer) -> date:
    return viewer.now().astimezone(viewer.zone).date()
