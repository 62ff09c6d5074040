"""The figures that a report would put on record now, and those that were reported, beside what is known since."""

from datetime import UTC, datetime

from console.campaignpage.ledger import Chip, Field, Row, Verb, may
from console.viewer import Viewer
from domain.errors import Term, reason
from projections.surveys.rows import Figure
from projections.surveys.whole_rows import Figures, ReportRow, ThemeRow, WholeSurvey

OPEN = reason("Collection is not closed.", who=Term("campaign coordinator"), verb=Term("close it first"))


def report(viewer: Viewer, survey: WholeSurvey) -> Row:
    """What will be reported, counted by the door at the moment of the press; what was, with the forms since."""
    t = viewer.t
    title = t("Report the figures")
    if survey.closed_at is None:
        return Row("survey:report", title, (viewer.explain(OPEN),))
    told = [line for one in survey.reports for line in _reported(viewer, one)]
    if not survey.row.valid:
        return Row("survey:report", title, (t("There is no valid form to report on."), *told))
    chip = Chip("met", t("reported"), "done") if survey.reports else None
    field = Field("analysis", t("Analysis, and what will be improved"), "area")
    label = t("Report again") if survey.reports else t("Report")
    verb = Verb("report", label, "survey.report_figures", (field,), main=not survey.reports)
    verbs = (verb,) if may(viewer, verb.do) else ()
    return Row("survey:report", title, (*_now(viewer, survey), *told), chip, verbs=verbs)


def _now(viewer: Viewer, survey: WholeSurvey) -> list[str]:
    """The counts of now, from those who could be asked to those who are content, theme by theme."""
    t, row, funnel = viewer.t, survey.row, survey.funnel
    counts = {"base": row.base, "issued": row.issued, "returned": row.returned, "valid": row.valid}
    told = [t("now: base {base} · issued {issued} · returned {returned} · valid {valid}", **counts)]
    told.append(viewer.translator.listed([_theme(viewer, one) for one in survey.themes]))
    if funnel.to_key:
        left = viewer.translator.plural(
            "{count} form that is back does not stand yet",
            "{count} forms that are back do not stand yet",
            funnel.to_key,
        )
        told.append(t("{count}: without it the figures are of fewer forms.", count=left))
    return told


def _theme(viewer: Viewer, theme: ThemeRow) -> str:
    name = viewer.translator.show(theme.name)
    found = theme.satisfaction
    return viewer.t("{theme} nobody", theme=name) if found is None else f"{name} {share(found)}"


def share(figure: Figure) -> str:
    """Satisfied of answered in whole forms: ``45/50``."""
    return f"{figure.happy}/{figure.answered}"


def _reported(viewer: Viewer, one: ReportRow) -> list[str]:
    """A report as it stands, and what changed since."""
    t = viewer.t
    at = datetime.fromtimestamp(one.at, UTC)
    said = one.analysis if one.analysis is not None else t(Term("erased"))
    told = [t("reported {at}: {figures}", at=at, figures=_counted(viewer, one.then)), said]
    if one.between:
        told.append(
            t(
                "since then {figures}; other by forms {forms}",
                figures=_counted(viewer, one.now),
                forms=[*map(str, one.between)],
            )
        )
    return told


def _counted(viewer: Viewer, found: Figures) -> str:
    happy = found.satisfaction
    told = viewer.t("valid {valid} of {issued} issued", valid=found.valid, issued=found.issued)
    return told if happy is None else viewer.t("{counts}, satisfied {share}", counts=told, share=share(happy))
