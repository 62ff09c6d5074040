"""The rules of this roster: rest, hours, the reserve's part, what an approver has lifted, police on record."""

from typing import Any

import msgspec
import streamlit as st

from console.plain import plain
from console.rosterpage.sending import Page
from domain.errors import Term
from domain.roster.problem import Rule
from projections.rosters.rows import WaiverRow

RULES = {
    Rule.REST: Term("the rest between turns"),
    Rule.HOURS: Term("the most hours"),
    Rule.DAY_AND_NIGHT: Term("day and night apart"),
}


def draw(page: Page) -> None:
    """Draw the rules; what may not be changed by this person is text."""
    policy, waivers, police = st.columns(3, gap="small")
    with policy:
        _policy(page)
    with waivers:
        _waivers(page)
    with police:
        _police(page)


def _policy(page: Page) -> None:
    t, policy, may = page.viewer.t, page.speaker.rows.policy, page.may("roster.set_policy")
    with st.form("roster.policy", border=True):
        st.markdown(f"**{t('Rest and hours')}**")
        rest = _hours(t("Least rest between turns, hours"), policy.rest_min, may=may)
        day = _hours(t("Most hours a day"), policy.day_min, may=may)
        total = _hours(t("Most hours in all, empty without a limit"), policy.total_min, may=may)
        apart = st.checkbox(
            t("Nobody has day and night on one date"), policy.keeps_day_and_night_apart, disabled=not may
        )
        reserve = st.checkbox(t("The reserve may help every group"), policy.with_reserve, disabled=not may)
        free = t("Reserve that stays free at every turn")
        standing = st.number_input(free, 0, 1000, policy.standing_reserve, disabled=not may)
        pressed = st.form_submit_button(t("Set these rules"), disabled=not may)
    if pressed:
        given: dict[str, Any] = {
            **msgspec.to_builtins(policy),
            "rest_min": rest or 0,
            "day_min": day or 0,
            "total_min": total,
            "keeps_day_and_night_apart": apart,
            "with_reserve": reserve,
            "standing_reserve": standing,
        }
        page.send(
            "roster.set_policy", t("The rules are not changed"), t("The rules are changed."), policy=given
        )
        st.rerun()


def _hours(label: str, minutes: int | None, *, may: bool) -> int | None:
    """Hours to be typed, as minutes; none where the field is empty."""
    hours = None if minutes is None else minutes / 60
    typed = st.number_input(label, 0.0, 1000.0, hours, 0.5, disabled=not may)
    return None if typed is None else round(typed * 60)


def _waivers(page: Page) -> None:
    """What is lifted, for whom and by whom; the approver alone lifts (EXM-20)."""
    t = page.viewer.t
    with st.container(border=True):
        st.markdown(f"**{t('Rules that are lifted')}**")
        for one in page.speaker.rows.waivers:
            _waiver(page, one)
        if not page.speaker.rows.waivers:
            st.caption(t("None: rest and hours hold for everybody."))
        if page.may("roster.waive"):
            _waiving(page)
        else:
            page.lock("roster.waive")


def _waiver(page: Page, one: WaiverRow) -> None:
    t = page.viewer.t
    for_whom = one.name or t("everybody")
    said = t(
        "{rule} for {name}, approved by {approver}",
        rule=RULES[one.rule],
        name=for_whom,
        approver=one.approved_by,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{said} · {one.why}" if one.why else said, width="stretch")
        if page.may("roster.withdraw_waiver"):
            st.button(
                t("Let it hold again"), key=f"roster.waiver.{one.rule}.{one.person}", on_click=page.press,
                args=("roster.withdraw_waiver", t("The rule stays lifted"), t("The rule holds again.")),
                kwargs={"rule": one.rule.value, "person": one.person},
            )  # fmt: skip


def _waiving(page: Page) -> None:
    t, speaker = page.viewer.t, page.speaker
    with st.form("roster.waive", border=False):
        several = t("Choose any")
        rules = st.multiselect(
            t("Rules to lift"), list(RULES), format_func=lambda rule: t(RULES[rule]), placeholder=several
        )
        people = st.multiselect(
            t("For whom; empty for everybody"), list(speaker.people), format_func=speaker.people.__getitem__,
            placeholder=several,
        )  # fmt: skip
        why = st.text_input(t("Reason"), max_chars=400)
        pressed = st.form_submit_button(t("Lift the rules"))
    if pressed:
        given = {"rules": [rule.value for rule in rules], "people": people, "why": why}
        page.send("roster.waive", t("No rule is lifted"), t("The rules are lifted."), **given)
        st.rerun()


def _police(page: Page) -> None:
    t, speaker = page.viewer.t, page.speaker
    asked = [one for one in speaker.rows.by_post if one.post.police]
    if not asked:
        return
    with st.container(border=True):
        st.markdown(f"**{t('Police beside our people')}**")
        for one in asked:
            least, most = one.post.police or (0, 0)
            key, name = f"roster.police.{one.post.code}", plain(speaker.posts[one.post.code])
            st.number_input(
                t("{post}, {least} to {most} asked for", post=name, least=least, most=most),
                0, 200, one.police or 0, key=key, disabled=not page.may("roster.note_police"),
                on_change=_note_police, args=(page, one.post.code, key),
            )  # fmt: skip


def _note_police(page: Page, post: str, key: str) -> None:
    t, heads = page.viewer.t, int(st.session_state[key])
    said = t("{n} police on record at {post}.", n=heads, post=page.speaker.posts[post])
    page.send("roster.note_police", t("It is not noted"), said, post=post, heads=heads)
