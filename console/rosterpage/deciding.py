"""What is to be decided: propose, publish, gaps with their causes and ways out, what speaks against the draft."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import streamlit as st

from console.plain import plain
from console.rosterpage import people, proposing
from console.rosterpage.sending import Page
from domain.errors import Reason
from domain.roster.problem import Repair
from projections.rosters.rows import DutyRow

_SHOWN = 5


def draw(page: Page) -> None:
    """Draw the panel for somebody who plans; for others one line says who does."""
    t, rows = page.viewer.t, page.speaker.rows
    with st.container(border=True, key="roster-decide"):
        decides = page.may("roster.take")
        st.subheader(t("To decide") if decides else t("Proposing and publishing"), anchor=False)
        if not decides:
            page.lock("roster.take")
        elif not page.speaker.duties:
            st.caption(t("Nobody is to stand anywhere yet: the posts come first."))
            st.button(t("Add posts"), key="roster.to_posts", type="primary", on_click=_to_posts)
        else:
            _presses(page)
        if rows.missing:
            _gaps(page)
        _list(page, t("Against the draft"), rows.against)
        for code in rows.without_police:
            st.markdown(
                t("No police are on record at {post} (EXM-P5).", post=plain(page.speaker.posts[code]))
            )


def _to_posts() -> None:
    st.session_state[people.ORDER] = "posts"


def _presses(page: Page) -> None:
    t, rows = page.viewer.t, page.speaker.rows
    if not rows.by_person:
        st.write(t("Nobody is enlisted yet; without people nothing can be proposed."))
        st.button(t("Enlist people"), key="roster.people", type="primary", on_click=people.show)
        return
    whole = not rows.missing and not rows.against
    ready = whole and (rows.changes or not rows.edition)
    with st.container(horizontal=True):
        st.button(
            t("Propose a roster"),
            key="roster.propose",
            type="secondary" if whole else "primary",
            disabled=proposing.running(page),
            on_click=proposing.begin,
            args=(page,),
        )
        st.button(
            t("Publish edition {n}", n=rows.edition + 1),
            key="roster.publish",
            type="primary" if ready else "secondary",
            on_click=_publish,
            args=(page,),
        )
    if proposing.running(page):
        proposing.progress(page)


def _publish(page: Page) -> None:
    t, number = page.viewer.t, page.speaker.rows.edition + 1
    said = t("Edition {number} holds now; everybody with a duty is asked to acknowledge it.", number=number)
    page.send("roster.publish", t("The roster is not published"), said)


def _gaps(page: Page) -> None:
    """Where people are missing, why, and each way out as one button."""
    t, speaker = page.viewer.t, page.speaker
    open_ones: dict[tuple[str, str], list[DutyRow]] = {}
    for duty in speaker.duties.values():
        if duty.missing:
            open_ones.setdefault((duty.post, duty.turn), []).append(duty)
    plural = page.viewer.translator.plural
    title = plural("{count} head is missing", "{count} heads are missing", speaker.rows.missing)
    st.markdown(f"**{title}**")
    alike = list(open_ones.values())
    _lines([_gap(page, duties) for duties in alike[:_SHOWN]])
    if more := sum(map(len, alike[_SHOWN:])):
        st.caption(t("and {n} more duties", n=more))
    found = proposing.found(page)
    if found is None:
        return
    _list(page, t("Why it cannot be manned"), page.worded(found.causes))
    if found.repairs:
        st.markdown(f"**{t('Ways out')}**")
    for place, repair in enumerate(found.repairs):
        _way(page, place, repair)


def _gap(page: Page, duties: Sequence[DutyRow]) -> str:
    """The same post and turn on one day or several, as one line."""
    t, speaker, first = page.viewer.t, page.speaker, duties[0]
    if len(duties) == 1:
        return t("{duty}: {n} missing", duty=speaker.duty(first), n=first.missing)
    return t(
        "{post} · {turn}: {n} missing on {days}",
        post=speaker.posts[first.post],
        turn=speaker.turns[first.turn],
        n=sum(one.missing for one in duties),
        days=[speaker.day(one.day) for one in duties],
    )


def _way(page: Page, place: int, repair: Repair) -> None:
    t = page.viewer.t
    (says,) = page.worded([repair.says])
    sentence = page.viewer.explain(says)
    if repair.left:
        plural = page.viewer.translator.plural
        left = plural(
            "{count} head would still be missing.", "{count} heads would still be missing.", repair.left
        )
        sentence = t("{way} {left}", way=sentence, left=left)
    if page.may(repair.do):
        st.button(plain(sentence), key=f"roster.way.{place}", on_click=_repair, args=(page, repair, sentence))
        return
    st.markdown(plain(sentence))
    page.lock(repair.do)


def _repair(page: Page, repair: Repair, sentence: str) -> None:
    """Do it, and seek again with it; where a form has to be filled in first, open it."""
    given: dict[str, Any] = dict(repair.arguments)
    match repair.do:
        case "roster.enlist":
            people.offer(given["group"], given["skills"])
            return
        case "roster.waive":
            given["why"] = sentence
        case "roster.set_post":
            (post,) = (one.post for one in page.speaker.rows.by_post if one.post.code == given["post"])
            given = {"post": msgspec.to_builtins(post) | {"heads": given["heads"]}}
        case _:
            pass
    if page.send(repair.do, page.viewer.t("This way out cannot be taken"), sentence, **given) is not None:
        proposing.begin(page)


def _list(page: Page, title: str, reasons: Iterable[Reason]) -> None:
    said = list(dict.fromkeys(page.viewer.explain(one) for one in reasons))
    if not said:
        return
    st.markdown(f"**{title}**")
    _lines(said[:_SHOWN])
    if len(said) > _SHOWN:
        st.caption(page.viewer.t("and {n} more", n=len(said) - _SHOWN))


def _lines(said: Iterable[str]) -> None:
    """One under the other, tight."""
    st.markdown("\n".join(f"- {plain(one)}" for one in said))
