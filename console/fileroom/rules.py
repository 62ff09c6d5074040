"""The section of the rules: the profile each family follows, and choosing another from a day on."""

from datetime import date

import streamlit as st

from console.fileroom import tables
from console.fileroom.forms import may, send
from console.fileroom.policies import Difference, differences, following, profile_of, published
from console.fileroom.words import FAMILY_TERMS, KIND_TERMS, basis, conditions, full_day
from console.viewer import Viewer
from domain.company import Choice
from domain.policy import Family, Limit, Profile, in_force


def draw(viewer: Viewer) -> None:
    """What is followed, then the form."""
    site, today = viewer.house.site(viewer.site), viewer.now().astimezone(viewer.zone).date()
    headings = [viewer.t("Rule family"), viewer.t("Followed today"), viewer.t("Chosen for later")]
    rows: list[list[str]] = []
    for family, term in FAMILY_TERMS.items():
        one = following(site.choices, family, today)
        now = _choice(viewer, one.today) if one.today else viewer.t("nothing chosen: no limits run")
        later = "\n".join(_choice(viewer, choice) for choice in one.later) or viewer.t("nothing else")
        rows.append([viewer.t(term), now, later])
    tables.table(headings, rows)
    if may(viewer, "site.choose_policy"):
        _choosing(viewer, site.choices, today)


def _choice(viewer: Viewer, choice: Choice) -> str:
    profile = profile_of(viewer.house, choice)
    name = viewer.t(profile.term) if profile else choice.profile
    return viewer.t(
        "{name}, version {version}, from {since}",
        name=name,
        version=str(choice.version),
        since=full_day(viewer.translator, choice.since),
    )


def _choosing(viewer: Viewer, choices: tuple[Choice, ...], today: date) -> None:
    st.subheader(viewer.t("Choose another profile from a day on"))
    profiles = published(viewer.house)
    what, which, when = st.columns(3)
    family = what.selectbox(
        viewer.t("Rule family"),
        list(FAMILY_TERMS),
        format_func=lambda one: viewer.t(FAMILY_TERMS[one]),
        key="files.family",
    )
    name = which.selectbox(
        viewer.t("Profile"),
        list(profiles),
        format_func=lambda one: viewer.t(profiles[one].term),
        key="files.profile",
    )
    since = when.date_input(viewer.t("From the day"), today, key="files.choice.since", format="YYYY-MM-DD")
    if since is None or name is None:
        return
    chosen, standing = profiles[name], in_force(choices, family, since)
    if standing and (standing.profile, standing.version) == (chosen.name, chosen.version):
        st.caption(viewer.t("That profile is followed on this day already."))
        return
    _consequences(viewer, profile_of(viewer.house, standing), chosen, family, since, today)
    if st.button(viewer.t("Follow it from this day on"), type="primary", key="files.choose"):
        choice = {
            "family": family,
            "profile": chosen.name,
            "version": chosen.version,
            "since": since.isoformat(),
        }
        term, day = viewer.t(chosen.term), full_day(viewer.translator, since)
        said = viewer.t("{family}: {name} from {day} on.", family=FAMILY_TERMS[family], name=term, day=day)
        send(
            viewer, "choice", "site.choose_policy", viewer.t("This profile cannot be chosen"), said, **choice
        )


def _consequences(
    viewer: Viewer, now: Profile | None, then: Profile, family: Family, since: date, today: date
) -> None:
    """What changes, said before it is decided."""
    day = full_day(viewer.translator, since)
    st.markdown(f"**{viewer.t('What this means')}**")
    st.write(
        viewer.t("Tickets reported from {day} on follow it; those taken before keep their profile.", day=day)
    )
    if since < today:
        st.write(
            viewer.t("The day lies back: reports of those days that are recorded from now on follow it too.")
        )
    changed = differences(now, then, family)
    if not changed:
        st.write(viewer.t("No limit changes; only the settings of the profile differ."))
        return
    headings = [viewer.t("Clock"), viewer.t("Applies to"), viewer.t("Until now"), viewer.t("From then on")]
    tables.table(headings, [_row(viewer, one) for one in changed])


def _row(viewer: Viewer, one: Difference) -> list[str]:
    limit = one.now or one.then
    assert limit is not None  # noqa: S101 - one of the sides has the limit
    asked = conditions(viewer.translator, limit.when)
    kind = viewer.t(KIND_TERMS[one.kind])
    return [
        viewer.t(limit.term),
        f"{kind} · {asked}" if asked else kind,
        _side(viewer, one.now),
        _side(viewer, one.then),
    ]


def _side(viewer: Viewer, limit: Limit | None) -> str:
    if limit is None:
        return viewer.t("no limit")
    return viewer.t("{limit} ({rule})", limit=basis(viewer.translator, limit.basis), rule=limit.rule)
