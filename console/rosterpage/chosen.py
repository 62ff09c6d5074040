"""One duty that was pressed: who stands there, and changing it by hand."""

import streamlit as st

from console.plain import plain
from console.rosterpage import replanning
from console.rosterpage.sending import Page
from projections.rosters.rows import DutyRow, PersonRow, Standing

CHOSEN = "roster.chosen"


def draw(page: Page, duty: DutyRow) -> None:
    """Draw the duty with everything that can be changed about it by hand."""
    t, speaker = page.viewer.t, page.speaker
    with st.container(border=True, key="roster-chosen"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(plain(speaker.posts[duty.post]), anchor=False, width="stretch")
            st.button(t("Put away"), key="roster.away", on_click=_put_away)
        st.caption(plain(speaker.duty(duty)))
        for says in duty.wrong:
            st.text(page.viewer.explain(says))
        for one in duty.people:
            _standing(page, duty, one)
        if page.may("roster.assign"):
            _add(page, duty)


def _put_away() -> None:
    st.session_state.pop(CHOSEN, None)


def _standing(page: Page, duty: DutyRow, one: Standing) -> None:
    t, name = page.viewer.t, one.name or page.speaker.people[one.person]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{name} · {t('by hand')}" if one.by_hand else name, width="stretch")
        if page.may("roster.unassign"):
            st.button(
                t("Take off"), key=f"roster.off.{one.person}", on_click=_take_off, args=(page, duty, one.person, name)
            )  # fmt: skip
        if page.may("roster.take"):
            st.button(
                t("Replace with fewest changes"),
                key=f"roster.fill.{one.person}",
                on_click=replanning.fill,
                args=(page, duty, one.person, name),
            )
    if page.may("roster.swap"):
        others = _others(page, duty)
        key = f"roster.swap.{duty.key}.{one.person}"
        st.selectbox(
            t("Let another take the place of {name}", name=plain(name)),
            list(others),
            None,
            key=key,
            format_func=others.__getitem__,
            placeholder=t("Choose by name"),
            on_change=_swap,
            args=(page, duty, one.person, key),
        )


def _add(page: Page, duty: DutyRow) -> None:
    t, others, key = page.viewer.t, _others(page, duty), f"roster.add.{duty.key}"
    st.selectbox(
        t("Put somebody on this post"),
        list(others),
        None,
        key=key,
        format_func=others.__getitem__,
        placeholder=t("Choose by name"),
        on_change=_assign,
        args=(page, duty, key),
    )


def _others(page: Page, duty: DutyRow) -> dict[str, str]:
    """Everybody else by name, those of the post's group first, with what they do then or their hours so far."""
    speaker, there = page.speaker, {one.person for one in duty.people}
    group = next(one.post.group for one in speaker.rows.by_post if one.post.code == duty.post)

    def rank(one: PersonRow) -> tuple[bool, bool, bool, int]:
        return (
            group not in (one.group, *one.also),
            one.is_reserve,
            bool(_meanwhile(page, duty, one)),
            one.minutes,
        )

    people = sorted(
        (one for one in speaker.rows.by_person if one.person not in there and one.left_at is None), key=rank
    )
    return {one.person: _described(page, duty, one) for one in people}


def _described(page: Page, duty: DutyRow, one: PersonRow) -> str:
    speaker, t = page.speaker, page.viewer.t
    doing = _meanwhile(page, duty, one)
    does = speaker.posts[doing.post] if doing else t("{hours} h so far", hours=speaker.hours(one.minutes))
    return f"{speaker.people[one.person]} · {speaker.groups.get(one.group, one.group)} · {does}"


def _meanwhile(page: Page, duty: DutyRow, one: PersonRow) -> DutyRow | None:
    held = (page.speaker.duties[key] for key in one.duties)
    return next((other for other in held if other.begins < duty.ends and duty.begins < other.ends), None)


def _take_off(page: Page, duty: DutyRow, person: str, name: str) -> None:
    t = page.viewer.t
    said = t("{name} is off {duty}.", name=name, duty=page.speaker.duty(duty))
    page.send("roster.unassign", t("The place is not changed"), said, duty=duty.key, person=person)


def _picked(page: Page, key: str) -> str | None:
    """Who was chosen in a list, which is empty again: the browser would send a choice that stays once more."""
    person = st.session_state[key]
    st.session_state[key] = None
    return person if person in page.speaker.people else None


def _assign(page: Page, duty: DutyRow, key: str) -> None:
    t, person = page.viewer.t, _picked(page, key)
    if person:
        said = t("{name} is on {duty}.", name=page.speaker.people[person], duty=page.speaker.duty(duty))
        page.send("roster.assign", t("The place is not changed"), said, duty=duty.key, person=person)


def _swap(page: Page, duty: DutyRow, person: str, key: str) -> None:
    """Whoever comes from another post at that time exchanges places; anybody else takes the place alone."""
    t, other = page.viewer.t, _picked(page, key)
    if not other:
        return
    row = next(one for one in page.speaker.rows.by_person if one.person == other)
    doing = _meanwhile(page, duty, row)
    said = t("{name} is on {duty}.", name=page.speaker.people[other], duty=page.speaker.duty(duty))
    given = {"duty": duty.key, "person": person, "other": other, "other_duty": doing.key if doing else ""}
    page.send("roster.swap", t("The place is not changed"), said, **given)
