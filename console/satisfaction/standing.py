"""Beside the line: from those who could be asked to answers, the restated figure, what silence could change."""

from datetime import UTC, datetime
from html import escape
from urllib.parse import urlencode

import streamlit as st

from console.fileroom import tables
from console.fileroom.tables import Link
from console.moments import AS_OF
from console.satisfaction import words
from console.satisfaction.address import address
from console.satisfaction.chart_rows import Stage
from console.satisfaction.charts import funnel
from console.surveywork.words import BASES
from console.viewer import SITE_PARAMETER, Viewer
from domain.surveys.template import Share
from projections.surveys.rows import Threshold
from projections.surveys.whole_rows import ReportRow, Silent, WholeSurvey

STYLE = """
<style>
.steward-silence { font-size: 0.875rem; line-height: 1.5; margin-top: 8px; }
.steward-silence p { margin: 4px 0 0; font-size: inherit; }
.steward-silence .track { position: relative; height: 8px; margin: 10px 0 8px; border-radius: 4px;
  background: color-mix(in srgb, currentColor 12%, transparent); }
.steward-silence i { position: absolute; top: -3px; height: 12px; border: 1px dashed currentColor; border-radius: 2px; }
.steward-silence s { position: absolute; top: -1px; width: 10px; height: 10px; margin-left: -5px; border-radius: 50%;
  background: light-dark(#0b5a78, #7fc6e3); }
</style>
"""


def style() -> None:
    """The track of the silent, once a page."""
    st.html(STYLE)


def asked(viewer: Viewer, survey: WholeSurvey, ink: str) -> None:
    """The funnel with what the rules need, in whole forms (SVY-01..05, SVY-07)."""
    t, row = viewer.t, survey.row
    st.markdown(f"**{t('From {whom} to answers', whom=BASES[row.base_kind])}**")
    happy = row.satisfaction.happy if row.satisfaction else 0
    stages = [
        Stage(_capital(t(BASES[row.base_kind])), row.base or 0, str(row.base or 0)),
        _stage(viewer, t("Issued"), row.issued, row.quota),
        _stage(viewer, t("Returned"), row.returned, _of(survey, "returned")),
        _stage(viewer, t("Valid"), row.valid, _of(survey, "valid")),
        _stage(viewer, t("Satisfied"), happy, row.target),
    ]
    st.altair_chart(funnel(stages, ink), width="stretch")
    target = _verdict(viewer, t("Satisfaction asked for by contract"), row.target)
    for said in filter(None, (_quota(viewer, survey), _recovery(viewer, survey), target)):
        st.markdown(said)
    with st.expander(t("As a table")):
        needs = [str(one.needed) if one.needed is not None else "" for one in stages]
        lines = [[one.name, str(one.count), need] for one, need in zip(stages, needs, strict=True)]
        tables.table([t("Stage"), t("Number of forms"), t("Needed")], lines, figures=(1, 2))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _of(survey: WholeSurvey, what: str) -> Threshold | None:
    """The recovery, on the stage that it is judged on."""
    return survey.row.recovery if survey.row.recovery_of == what else None


def _stage(viewer: Viewer, name: str, count: int, needs: Threshold | None) -> Stage:
    if needs is None or needs.needed is None:
        return Stage(name, count, str(count))
    sign = "✓" if needs.met else "!"
    said, late = f"{count} {sign}", count - needs.there
    if late > 0:
        said = viewer.t("{said} ({late} late)", said=said, late=late)
    return Stage(name, count, said, needs.needed, viewer.t("needs {needed}", needed=needs.needed))


def _quota(viewer: Viewer, survey: WholeSurvey) -> str:
    return _verdict(viewer, viewer.t("Issued"), survey.row.quota)


def _recovery(viewer: Viewer, survey: WholeSurvey) -> str:
    name = viewer.t("Valid recovery") if survey.row.recovery_of == "valid" else viewer.t("Recovery")
    told = _verdict(viewer, name, survey.row.recovery)
    count = survey.row.valid if survey.row.recovery_of == "valid" else survey.row.returned
    late = count - survey.row.recovery.there if survey.row.recovery else 0
    if not told or late <= 0:
        return told
    left_out = viewer.translator.plural(
        "{count} form back after the close is not counted here",
        "{count} forms back after the close are not counted here",
        late,
    )
    return f"{told} · {left_out}"


def _verdict(viewer: Viewer, name: str, found: Threshold | None) -> str:
    """Met or how many forms short, compared in whole forms and never after rounding (CAL-10)."""
    if found is None or found.needed is None:
        return ""
    t = viewer.t
    counted = t("{name} {there} of {whole} ({percent} %)", name=name, there=found.there, whole=found.whole,
                percent=str(found.percent))  # fmt: skip
    if found.met:
        return f":green[✓ {counted}] · {t('needs {needed}: reached', needed=found.needed)}"
    short = viewer.translator.plural("{count} form short", "{count} forms short", found.needed - found.there)
    return f":red[! **{counted}**] · {t('needs {needed}', needed=found.needed)} · **{short}**"


def restated(viewer: Viewer, survey: WholeSurvey, *, past: bool) -> None:
    """What was reported, what came in since, and what is known now, or was at a past moment."""
    t, reports = viewer.t, survey.reports
    if not reports:
        st.caption(t("No figures have been reported for this round yet."))
        return
    last = reports[-1]
    is_same = last.then.satisfaction == last.now.satisfaction
    title = t("As reported and as known then") if past else t("As reported and as known now")
    st.markdown(f"**{title}**")
    at = datetime.fromtimestamp(last.at, UTC)
    target = survey.row.target.asked if survey.row.target else None
    day = at.astimezone(viewer.zone).date()
    lines = [_line(viewer, t("As reported, {day}", day=day), last, target, then=True)]
    if not is_same:
        lines.append(_between(viewer, last))
    known = t("Known then") if past else t("Known now")
    lines.append(_line(viewer, known, last, target, then=False))
    tables.table([t("Figure"), t("Satisfied"), t("Share satisfied")], lines, figures=(1, 2))
    if last.between:
        _forms(viewer, survey.row.code, last.between)
    query = {
        "kind": survey.row.kind,
        "round": survey.row.code,
        AS_OF: last.position,
        SITE_PARAMETER: viewer.site,
    }
    st.link_button(
        t("Read what the report was counted from"),
        f"/satisfaction?{urlencode(query)}",
        type="tertiary",
    )


def _line(viewer: Viewer, name: str, report: ReportRow, target: Share | None, *, then: bool) -> list[str]:
    found = (report.then if then else report.now).satisfaction
    if found is None:
        return [name, "", viewer.t("no valid form")]
    return [name, _counted(viewer, found.happy, found.answered), words.share(viewer, found, target)]


def _between(viewer: Viewer, report: ReportRow) -> list[str]:
    """What the forms between the two figures add and take away; a share only where they add alone."""
    then, now = report.then.satisfaction, report.now.satisfaction
    count = len(report.between)
    name = viewer.translator.plural("{count} form recorded since", "{count} forms recorded since", count)
    happy = (now.happy if now else 0) - (then.happy if then else 0)
    answered = (now.answered if now else 0) - (then.answered if then else 0)
    share = words.percent(viewer, happy / answered) if answered > 0 and 0 <= happy <= answered else ""
    return [name, viewer.t("{happy} of {answered}", happy=f"{happy:+d}", answered=f"{answered:+d}"), share]


def _counted(viewer: Viewer, happy: int, answered: int) -> str:
    return viewer.t("{happy} of {answered}", happy=happy, answered=answered)


def _forms(viewer: Viewer, code: str, numbers: list[int]) -> None:
    """The forms between, each a way to its story."""
    title = viewer.translator.plural("Show the {count} form", "Show the {count} forms", len(numbers))
    with st.expander(title):
        rows = [[Link(f"№ {one}", address(viewer, code, form=one))] for one in numbers]
        tables.paged([viewer.t("Form")], rows, key=f"satisfaction.between.{code}")


def silence(viewer: Viewer, survey: WholeSurvey) -> None:
    """Between which shares the truth lies whatever the silent think; never averaged in (Manski's bounds)."""
    for found, whom in (
        (survey.of_issued, viewer.t("of those who were given a form")),
        (survey.of_base, viewer.t("of the whole base")),
    ):
        if found is not None and found.silent:
            _bounds(viewer, found, whom)


def _bounds(viewer: Viewer, found: Silent, whom: str) -> None:
    t = viewer.t
    about = t("{silent} of {whole} without a valid form", silent=found.silent, whole=found.whole)
    low, high = words.percent(viewer, found.low), words.percent(viewer, found.high)
    said = t("{low} if all of them are unhappy, {high} if all are happy", low=low, high=high)
    whose = t("{whom} ({about})", whom=whom, about=about)
    left, width = 100 * found.low, max(100 * (found.high - found.low), 0.5)
    st.html(
        f'<div class="steward-silence"><b>{escape(t("What silence could change"))}</b> {escape(whose)}'
        f'<div class="track" role="img" aria-label="{escape(said)}"><i style="left:{left:.2f}%;width:{width:.2f}%"></i>'
        f'<s style="left:{100 * found.happy / found.valid:.2f}%"></s></div><p>{escape(said)}</p></div>'
    )
