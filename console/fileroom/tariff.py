"""The section of the paid-service tariff: the edition in force, those to come, and the file (TCK-03)."""

import streamlit as st

from console.fileroom import import_form, tables
from console.fileroom.forms import may
from console.fileroom.words import full_day
from console.importing.register import FORMS
from console.viewer import Viewer
from domain.tariff import Edition, Tariff, tariff_stream


def draw(viewer: Viewer) -> None:
    """What is charged today, what will be, then the way in."""
    tariff = viewer.house.log.get(Tariff, tariff_stream(viewer.site))
    today = viewer.now().astimezone(viewer.zone).date()
    current = tariff.in_force(today)
    if current is not None:
        _edition(viewer, current, viewer.t("In force today"), opened=True)
    elif tariff.editions:
        st.write(viewer.t("No tariff is in force today."))
    else:
        st.write(viewer.t("There is no tariff yet: every repair is priced by engineering before it begins."))
    for edition in tariff.editions:
        if edition.since > today:
            _edition(viewer, edition, viewer.t("Still to come"), opened=False)
    if may(viewer, "tariff.publish"):
        st.caption(
            viewer.t("A new tariff replaces the whole list from its first day; earlier tickets keep theirs.")
        )
        import_form.draw(viewer, FORMS["tariff"])


def _edition(viewer: Viewer, edition: Edition, state: str, *, opened: bool) -> None:
    since = full_day(viewer.translator, edition.since)
    title = viewer.t(
        "{state}: edition {version}, from {since}, {count} services",
        state=state,
        version=str(edition.version),
        since=since,
        count=str(len(edition.items)),
    )
    headings = [viewer.t("Code"), viewer.t("Service"), viewer.t("Price"), viewer.t("Words callers use")]
    chinese = viewer.translator.language == "zh"
    rows = [
        [
            one.code,
            one.name if chinese else (one.name_en or one.name),
            viewer.t("{price_cents} per {unit}", price_cents=one.price_cents, unit=one.unit),
            viewer.translator.listed(one.keywords),
        ]
        for one in edition.items
    ]
    with st.expander(title, expanded=opened):
        tables.paged(headings, rows, f"files.tariff.edition.{edition.version}")
