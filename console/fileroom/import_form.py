"""The form for handing a file in: template, file, trial run with a verdict for every row, and taking over."""

from collections.abc import Callable
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from console.fileroom import tables
from console.fileroom.forms import announce
from console.fileroom.handing_in import Upload, given_back, judged, taken_over, undone
from console.fileroom.uploader import speak_on_the_uploader
from console.importing.forms import Form
from console.importing.register import Report, digest
from console.importing.templates import template
from console.importing.verdicts import LineVerdict, Verdict
from console.plain import plain
from console.viewer import Viewer
from console.views import frame
from domain.errors import Refused, Term

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST_MB = 20
ON_TRIAL = {
    Verdict.ACCEPTED: Term("ready to record"),
    Verdict.UNCHANGED: Term("on file already"),
    Verdict.HELD_BACK: Term("waits for other rows"),
    Verdict.DUPLICATE: Term("answered already"),
    Verdict.REFUSED: Term("to be mended"),
}
TAKEN_OVER = {**ON_TRIAL, Verdict.ACCEPTED: Term("put on file"), Verdict.REFUSED: Term("not put on file")}
RARE = frozenset({Verdict.DUPLICATE})
"""Told where it occurs; most kinds of file never have it."""

MARKS = {
    Verdict.ACCEPTED: "✓",
    Verdict.UNCHANGED: "＝",
    Verdict.HELD_BACK: "…",
    Verdict.DUPLICATE: "＝",
    Verdict.REFUSED: "✕",
}


def draw(viewer: Viewer, form: Form) -> None:
    """One kind's whole way from the template to what was recorded."""
    kind = form.kind
    st.subheader(viewer.t("From a file"))
    _templates(viewer, form)
    since = _first_day(viewer) if kind == "tariff" else None
    speak_on_the_uploader(viewer, LARGEST_MB)
    chosen = st.file_uploader(
        viewer.t("File, XLSX or CSV, headings in Chinese or English"),
        ["xlsx", "csv"],
        key=f"files.{kind}.file",
        max_upload_size=LARGEST_MB,
    )
    if chosen is None:
        st.caption(viewer.t("Choosing a file records nothing: every row is tried first."))
        return
    upload = Upload(form, chosen.name, chosen.getvalue(), since)
    mark = (viewer.site, digest(upload.content), since)
    report = _report(viewer, upload, mark)
    if report is not None:
        _verdicts(viewer, upload, report)
        if report.dry_run:
            _taking_over(viewer, upload, report, mark)


def _templates(viewer: Viewer, form: Form) -> None:
    with st.container(horizontal=True):
        labels = {"zh": viewer.t("Template in Chinese"), "en": viewer.t("Template in English")}
        for language, label in labels.items():
            name = f"{form.zh if language == 'zh' else form.en}.xlsx"
            key = f"files.{form.kind}.template.{language}"
            st.download_button(label, template(form, language), name, XLSX, key=key, on_click="ignore")


def _first_day(viewer: Viewer) -> date:
    today = viewer.now().astimezone(viewer.zone).date()
    label = viewer.t("The tariff applies from")
    return st.date_input(label, today, key="files.tariff.since", format="YYYY-MM-DD", width=220)


def _report(viewer: Viewer, upload: Upload, mark: object) -> Report | None:
    """The report on this very file: kept from the last run, or tried now."""
    kept = st.session_state.get(f"files.{upload.form.kind}.report")
    if kept is not None and kept[0] == mark:
        return kept[1]
    place = st.empty()
    try:
        report = judged(viewer, upload, _progress(viewer, place))
    except Refused as refusal:
        frame.refused(viewer, viewer.t("{name} cannot be read", name=upload.name), refusal)
        return None
    place.empty()
    st.session_state[f"files.{upload.form.kind}.report"] = (mark, report)
    return report


def _progress(viewer: Viewer, place: DeltaGenerator) -> Callable[[int], None]:
    def through(count: int) -> None:
        if count % 50 == 0:
            place.caption(viewer.t("{count} rows are through", count=count))

    return through


def _verdicts(viewer: Viewer, upload: Upload, report: Report) -> None:
    words = ON_TRIAL if report.dry_run else TAKEN_OVER
    counts = " · ".join(
        f"{viewer.t(words[one])} {report.counts.get(one, 0)}"
        for one in words
        if one in report.counts or one not in RARE
    )
    trial, after = viewer.t("Trial run, nothing recorded yet"), viewer.t("Taken over")
    st.markdown(f"**{trial if report.dry_run else after}** · {counts}")
    for notice in report.notices:
        st.caption(plain(viewer.explain(notice)))
    if not report.lines:
        st.caption(viewer.t("The file holds no rows below its headings."))
        return
    shown = _filtered(viewer, upload.form.kind, report)
    headings = [viewer.t("Row"), viewer.t("What it is about"), viewer.t("Verdict"), viewer.t("Reasons")]
    rows = [
        [
            str(one.line),
            one.key,
            f"{MARKS[one.verdict]} {viewer.t(words[one.verdict])}",
            "\n".join(viewer.explain(why) for why in one.reasons),
        ]
        for one in shown
    ]
    tables.paged(headings, rows, f"files.{upload.form.kind}.page")


def _filtered(viewer: Viewer, kind: str, report: Report) -> list[LineVerdict]:
    left = undone(report)
    if not left:
        return list(report.lines)
    choices = {
        "undone": viewer.t("Only rows to be mended ({count})", count=len(left)),
        "all": viewer.t("All rows ({count})", count=len(report.lines)),
    }
    label, key = viewer.t("Rows shown"), f"files.{kind}.shown"
    chosen = st.segmented_control(
        label, list(choices), format_func=choices.__getitem__, default="undone", required=True, key=key
    )
    return left if chosen == "undone" else list(report.lines)


def _taking_over(viewer: Viewer, upload: Upload, report: Report, mark: object) -> None:
    ready = report.counts.get(Verdict.ACCEPTED, 0)
    with st.container(horizontal=True):
        label = viewer.translator.plural("Take over {count} row", "Take over {count} rows", ready)
        pressed = bool(ready) and st.button(label, type="primary", key=f"files.{upload.form.kind}.take")
        if undone(report):
            content = given_back(upload, report, viewer.translator)
            name = viewer.t("To be mended - {name}.xlsx", name=upload.name.rpartition(".")[0])
            label = viewer.t("Download the rows to be mended, with reasons")
            st.download_button(
                label, content, name, XLSX, key=f"files.{upload.form.kind}.back", on_click="ignore"
            )
    if not ready:
        st.caption(viewer.t("There is nothing in this file to take over."))
    if pressed:
        after = taken_over(viewer, upload, _progress(viewer, st.empty()))
        st.session_state[f"files.{upload.form.kind}.report"] = (mark, after)
        count = after.counts.get(Verdict.ACCEPTED, 0)
        announce(viewer.translator.plural("{count} row was recorded.", "{count} rows were recorded.", count))
