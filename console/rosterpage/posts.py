"""The posts of a roster: adding one, manning it otherwise, dropping it; the next school is a form (EXM-P1..P9)."""

from typing import Any
from uuid import uuid4

import msgspec
import streamlit as st

from console.fileroom import tables
from console.plain import plain
from console.rosterpage.sending import Page
from console.rosterpage.sheet import Speaker
from domain.named import Named
from domain.roster.posts import Post
from projections.rosters.rows import PostRow

CHOSEN = "roster.post"
_ADDED = "roster.posts_added"
_LONGEST = 80


def draw(page: Page) -> None:
    """The list of posts, and beside it the form of the one that is chosen, or of a new one."""
    left, right = st.columns([60, 40], gap="small")
    with left:
        _every_post(page)
    with right:
        if page.may("roster.set_post"):
            _one(page)
        else:
            page.lock("roster.set_post")


def _every_post(page: Page) -> None:
    t, speaker = page.viewer.t, page.speaker
    listed = speaker.speaks.listed
    rows = [
        [
            speaker.posts[one.post.code],
            speaker.groups.get(one.post.group, one.post.group),
            str(one.post.heads),
            listed([speaker.turns[code] for code in one.post.turns]),
            listed([speaker.day(day) for day in one.post.days]) if one.post.days else t("every day"),
            listed(_marks(page, one.post)),
        ]
        for one in speaker.rows.by_post
    ]
    tables.style()
    headings = [t("Post"), t("Group"), t("Heads"), t("Turns"), t("Days"), t("To know")]
    if rows:
        tables.paged(headings, rows, key="roster.every_post")
    else:
        st.caption(t("No post yet: add the first beside."))


def _marks(page: Page, post: Post) -> list[str]:
    t, speaker = page.viewer.t, page.speaker
    said = [speaker.name(post.place)] if post.place else []
    said += [t("always two")] if post.is_pair else []
    said += [] if post.is_counted else [t("the school's own, not counted here")]
    said += [speaker.skills.get(code, code) for code in post.skills]
    if post.police:
        said.append(t("police {least} to {most}", least=post.police[0], most=post.police[1]))
    return said


def _one(page: Page) -> None:
    t, rows = page.viewer.t, {one.post.code: one for one in page.speaker.rows.by_post}
    if st.session_state.get(CHOSEN) not in rows:
        st.session_state.pop(CHOSEN, None)
    chosen = st.selectbox(
        t("Which post"), list(rows), None, key=CHOSEN, format_func=lambda code: page.speaker.posts[code],
        placeholder=t("A new post"),
    )  # fmt: skip
    row = rows.get(chosen or "")
    _form(page, row.post if row else None)
    if row:
        _dropping(page, row)


def _form(page: Page, post: Post | None) -> None:
    """What a post is; each post has a form of its own, so that nothing typed for one is kept for another."""
    t, speaker = page.viewer.t, page.speaker
    said = post.code if post else f"new.{st.session_state.get(_ADDED, 0)}"
    with st.form(f"roster.set_post.{said}", border=True, enter_to_submit=False):
        st.markdown(f"**{t('Man it otherwise') if post else t('Add a post')}**")
        name = st.text_input(
            t("What it is called"), _shown(speaker, post.name if post else None), max_chars=_LONGEST
        )
        other = st.text_input(_in_other(speaker), _other(speaker, post), max_chars=_LONGEST)
        place = st.text_input(
            t("Where it is"), _shown(speaker, post.place if post else None), max_chars=_LONGEST
        )
        codes = list(speaker.groups)
        group = st.selectbox(
            t("Group"), codes, codes.index(post.group) if post else 0, format_func=speaker.groups.__getitem__
        )
        heads = st.number_input(t("Heads at once"), 1, 200, post.heads if post else 1)
        turns = _several(page, t("Turns"), speaker.turns, post.turns if post else ())
        days = st.multiselect(
            t("Days; empty for every day"), list(speaker.rows.days), list(post.days) if post else [],
            format_func=speaker.day, placeholder=t("Choose any"),
        )  # fmt: skip
        skills = _several(
            page, t("Skills that everybody there must have"), speaker.skills, post.skills if post else ()
        )
        pair = st.checkbox(t("Nobody stands there alone"), post.is_pair if post else False)
        ours = st.checkbox(t("Manned by our own people"), post.is_counted if post else True)
        police = _police(page, post)
        pressed = st.form_submit_button(t("Set this post") if post else t("Add this post"), type="primary")
    if not pressed:
        return
    given: dict[str, Any] = {
        **(msgspec.to_builtins(post) if post else {"code": f"N{uuid4().hex[:8]}"}),
        "name": _named(speaker, name.strip(), other.strip() or name.strip()),
        "place": _placed(speaker, place.strip(), post),
        "group": group,
        "heads": heads,
        "turns": turns,
        "days": [day.isoformat() for day in sorted(days)],
        "skills": skills,
        "is_pair": pair,
        "is_counted": ours,
        "police": police,
    }
    done = t("{post} is manned as it was set.", post=name.strip())
    if page.send("roster.set_post", t("The post is not changed"), done, post=given) and post is None:
        st.session_state[_ADDED] = st.session_state.get(_ADDED, 0) + 1
    st.rerun()


def _several(page: Page, label: str, names: dict[str, str], chosen: tuple[str, ...]) -> list[str]:
    known = [code for code in chosen if code in names]
    several = page.viewer.t("Choose any")
    return st.multiselect(label, list(names), known, format_func=names.__getitem__, placeholder=several)


def _police(page: Page, post: Post | None) -> list[int] | None:
    """Fewest and most police who are asked for beside our heads; nothing where none are (EXM-P5)."""
    t = page.viewer.t
    before = (post.police if post else None) or (0, 0)
    with st.container(horizontal=True):
        least = st.number_input(t("Police asked for, at least"), 0, 200, before[0])
        most = st.number_input(t("At most"), 0, 200, before[1])
    return [least, most] if most or least else None


def _shown(speaker: Speaker, name: Named | None) -> str:
    return speaker.name(name) if name else ""


def _in_other(speaker: Speaker) -> str:
    if speaker.speaks.language == "zh":
        return speaker.t("In English, empty for the same")
    return speaker.t("In Chinese, empty for the same")


def _other(speaker: Speaker, post: Post | None) -> str:
    """The name in the language that the page is not read in, where it is another."""
    if post is None or post.name.zh == post.name.en:
        return ""
    return post.name.en if speaker.speaks.language == "zh" else post.name.zh


def _named(speaker: Speaker, name: str, other: str) -> dict[str, str]:
    return {"zh": name, "en": other} if speaker.speaks.language == "zh" else {"zh": other, "en": name}


def _placed(speaker: Speaker, place: str, post: Post | None) -> Any:
    """Where it is, in both languages for as long as nobody writes something else."""
    before = post.place if post else None
    if not place:
        return None
    return msgspec.to_builtins(before) if place == _shown(speaker, before) else {"zh": place, "en": place}


def _dropping(page: Page, row: PostRow) -> None:
    """Man the post no longer; how many places that gives up is said before."""
    t, name = page.viewer.t, page.speaker.posts[row.post.code]
    held = sum(len(duty.people) for duty in row.duties)
    with st.container(border=True):
        st.caption(
            page.viewer.translator.plural(
                "{count} place in the draft is given up with it; editions that are published stay as they are.",
                "{count} places in the draft are given up with it; editions that are published stay as they are.",
                held,
            )
        )
        st.button(
            t("Man {post} no longer", post=plain(name)), key="roster.drop_post", on_click=page.press,
            args=("roster.drop_post", t("The post stays"), t("{post} is manned no longer.", post=name)),
            kwargs={"post": row.post.code},
        )  # fmt: skip
