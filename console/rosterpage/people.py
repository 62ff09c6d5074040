"""The people of a roster: enlisting, what each can do and until when, groups, letting go (EXM-02..07)."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from console.fileroom import tables
from console.plain import plain
from console.rosterpage import leaves
from console.rosterpage.sending import Page
from domain.roles import TERMS, held
from projections.members import Worker, members
from projections.rosters.rows import PersonRow

ORDER = "roster.order"
_OFFERED = "roster.offered"


def offer(group: str, skills: Sequence[str]) -> None:
    """Open the enlisting form with a group and skills filled in."""
    show()
    st.session_state[_OFFERED] = (group, list(skills))


def show() -> None:
    """Lead to the people."""
    st.session_state[ORDER] = "people"


def draw(page: Page) -> None:
    """The list of everybody, and beside it what can be done for them."""
    left, right = st.columns([64, 36], gap="small")
    with left:
        _everybody(page)
        leaves.draw(page)
    with right:
        if page.may("roster.enlist"):
            _enlisting(page)
            _one(page)
        else:
            page.lock("roster.enlist")


def _everybody(page: Page) -> None:
    t, speaker = page.viewer.t, page.speaker
    here = [one for one in speaker.rows.by_person if one.left_at is None]
    counts = [
        f"{speaker.groups[group.code]} {sum(one.group == group.code for one in here)}"
        + (f"/{group.heads}" if group.heads else "")
        for group in speaker.rows.groups
    ]
    st.caption(plain(" · ".join(counts)))
    if not here:
        st.write(t("Nobody is enlisted yet. Begin with the group that has the most posts."))
        return
    rows = [
        [
            speaker.people[one.person],
            speaker.speaks.listed([speaker.groups.get(code, code) for code in (one.group, *one.also)]),
            _skills(page, one),
            one.home or (t("from outside") if one.is_outsider else t("our own")),
        ]
        for one in here
    ]
    tables.paged([t("Name"), t("Group"), t("Skills"), t("Comes from")], rows, key="roster.everybody")


def _skills(page: Page, one: PersonRow) -> str:
    t = page.viewer.t
    said = [t("reserve")] if one.is_reserve else []
    for skill in one.skills:
        name = page.speaker.skills.get(skill.code, skill.code)
        said.append(t("{skill} until {day}", skill=name, day=skill.until) if skill.until else name)
    return page.viewer.translator.listed(said)


def _enlisting(page: Page) -> None:
    """One form for members by account, several at once, and for an outsider by name."""
    t, speaker = page.viewer.t, page.speaker
    group, skills = st.session_state.get(_OFFERED, (speaker.rows.groups[0].code, []))
    free, codes, several = _free(page), list(speaker.groups), t("Choose any")
    with st.form("roster.enlist", border=True):
        st.markdown(f"**{t('Enlist people')}**")
        accounts = st.multiselect(
            t("Who work here"), list(free), format_func=lambda one: _known_as(page, free[one]),
            placeholder=t("Choose by name"), select_all=False,
        )  # fmt: skip
        name = st.text_input(t("Or somebody from outside, by name"), max_chars=80)
        phone = st.text_input(t("Phone"), max_chars=30)
        home = st.text_input(t("Project or firm they come from"), max_chars=200)
        chosen = st.selectbox(t("Group"), codes, codes.index(group), format_func=speaker.groups.__getitem__)
        also = st.multiselect(
            t("Helps these groups, too"), codes, format_func=speaker.groups.__getitem__, placeholder=several
        )
        can = st.multiselect(
            t("Skills"), list(speaker.skills), skills, format_func=speaker.skills.__getitem__, placeholder=several
        )  # fmt: skip
        reserve = st.checkbox(t("Of the standing reserve"))
        pressed = st.form_submit_button(t("Enlist"))
    if not pressed:
        return
    given: dict[str, Any] = {"group": chosen, "also": also, "home": home, "is_reserve": reserve}
    given["skills"] = [{"code": code} for code in can]
    who: list[tuple[str, dict[str, Any]]] = [(free[one].name or one, {"account": one}) for one in accounts]
    if name.strip():
        who.append((name.strip(), {"outsider": {"name": name, "phone": phone}}))
    _enlist(page, who or [("", {})], given)


def _free(page: Page) -> dict[str, Worker]:
    """Who works here and is not on the roster, by account."""
    known = {one.person for one in page.speaker.rows.by_person if one.left_at is None}
    return {one.account: one for one in members(page.viewer.house.views) if one.account not in known}


def _known_as(page: Page, worker: Worker) -> str:
    """A name with the roles held here today."""
    viewer, name = page.viewer, worker.name or worker.account
    roles = held(worker.grants, viewer.site, viewer.now().astimezone(viewer.zone).date())
    said = viewer.translator.listed([TERMS[role] for role in sorted(roles)])
    return f"{name} · {said}" if said else name


def _enlist(page: Page, who: Sequence[tuple[str, dict[str, Any]]], given: Mapping[str, Any]) -> None:
    """Enlist one after the other; what is said at the end names everybody who is in."""
    t, inside = page.viewer.t, list[str]()
    for name, person in who:
        said = t("On the roster now: {names}.", names=[*inside, name])
        if page.send("roster.enlist", t("Nobody is enlisted"), said, **given, **person):
            inside.append(name)
            st.session_state.pop(_OFFERED, None)
    st.rerun()


def _one(page: Page) -> None:
    """One person: skills with expiry, group, letting go."""
    t, speaker = page.viewer.t, page.speaker
    here = {one.person: one for one in speaker.rows.by_person if one.left_at is None}
    if not here:
        return
    chosen = st.selectbox(
        t("Change somebody's entry"), list(here), None, key="roster.person", format_func=speaker.people.__getitem__,
        placeholder=t("Choose by name"),
    )  # fmt: skip
    if chosen is None:
        return
    with st.container(border=True):
        _abilities(page, here[chosen])
        leaves.asking(page, chosen)
        if page.may("roster.place"):
            _belonging(page, here[chosen])
            _letting_go(page, chosen)


def _abilities(page: Page, one: PersonRow) -> None:
    t, speaker, name = page.viewer.t, page.speaker, page.speaker.people[one.person]
    for skill in one.skills:
        said = speaker.skills.get(skill.code, skill.code)
        gone = t("{name}: {skill} withdrawn.", name=name, skill=said)
        with st.container(horizontal=True, vertical_alignment="center"):
            until = t("until {day}", day=skill.until) if skill.until else t("without end")
            st.text(f"{said} · {until}", width="stretch")
            st.button(
                t("Withdraw"), key=f"roster.skill.{skill.code}", on_click=page.press,
                args=("roster.withdraw_skill", t("The skill is not changed"), gone),
                kwargs={"person": one.person, "skill": skill.code},
            )  # fmt: skip
    with st.form(f"roster.note_skill.{one.person}", border=False):
        code = st.selectbox(t("Skill"), list(speaker.skills), format_func=speaker.skills.__getitem__)
        until = st.date_input(t("Last day of the licence, empty for none"), None, format="YYYY-MM-DD")
        if st.form_submit_button(t("Note the skill")) and code:
            skill = {"code": code, "until": until.isoformat() if until else None}
            said = t("{name}: {skill} noted.", name=name, skill=speaker.skills[code])
            page.send(
                "roster.note_skill", t("The skill is not changed"), said, person=one.person, skill=skill
            )
            st.rerun()


def _belonging(page: Page, one: PersonRow) -> None:
    t, speaker, codes = page.viewer.t, page.speaker, list(page.speaker.groups)
    with st.form(f"roster.place.{one.person}", border=False):
        group = st.selectbox(
            t("Group"), codes, codes.index(one.group), format_func=speaker.groups.__getitem__
        )
        also = st.multiselect(
            t("Helps these groups, too"), codes, list(one.also), format_func=speaker.groups.__getitem__,
            placeholder=t("Choose any"),
        )  # fmt: skip
        reserve = st.checkbox(t("Of the standing reserve"), one.is_reserve)
        if st.form_submit_button(t("Change the group")):
            said = t(
                "{name} belongs to {group}.", name=speaker.people[one.person], group=speaker.groups[group]
            )
            given = {"person": one.person, "group": group, "also": also, "is_reserve": reserve}
            page.send("roster.place", t("The group is not changed"), said, **given)
            st.rerun()


def _letting_go(page: Page, person: str) -> None:
    t, name = page.viewer.t, page.speaker.people[person]
    with st.form(f"roster.release.{person}", border=False):
        why = st.text_input(t("Why the person leaves"), max_chars=200)
        st.caption(t("Duties to come are gaps from then on; what was served stays."))
        if st.form_submit_button(t("Let {name} go", name=plain(name))):
            said = t("{name} has left the roster.", name=name)
            given = {"person": person, **({"why": why} if why.strip() else {})}
            page.send("roster.release", t("Nobody is let go"), said, **given)
            st.rerun()
