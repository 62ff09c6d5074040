"""How a round stands beside its steps: days due and done, buildings, surveyors; cards without anything to press."""

from console.campaignpage.ledger import Chip, Row, Section
from console.surveywork import words
from console.viewer import Viewer
from projections.surveys.rows import DueStep
from projections.surveys.whole_rows import StratumRow, SurveyorRow, WholeSurvey


def days(viewer: Viewer, survey: WholeSurvey) -> Section | None:
    """Each step with its last day, late ones in red (SVY-04, SVY-10)."""
    if not survey.steps:
        return None
    today = viewer.now().astimezone(viewer.zone).date().toordinal()
    rows = tuple(_day(viewer, one, today) for one in survey.steps)
    late = sum(one.late and one.done is None for one in survey.steps)
    count = (
        viewer.translator.plural("{count} late", "{count} late", late) if late else viewer.t("nothing late")
    )
    return Section("days", viewer.t("What is due when"), rows, count)


def _day(viewer: Viewer, step: DueStep, today: int) -> Row:
    t, plural = viewer.t, viewer.translator.plural
    title, by = t(words.STEPS[step.step]), t("by {day}", day=step.due)
    over = (step.done.toordinal() if step.done else today) - step.due.toordinal()
    if step.done:
        done = t("done {day}", day=step.done)
        chip = Chip("met", done, "done")
        if step.late:
            chip = Chip("late", plural("done {count} day late", "done {count} days late", over), "late")
        return Row(f"step:{step.step}", title, (by,), chip, "over")
    if step.late:
        chip = Chip("red", plural("{count} day late", "{count} days late", over), "red")
        return Row(f"step:{step.step}", title, (by,), chip, "red")
    chip = (
        Chip("soon", t("due today"), "soon")
        if not over
        else Chip("running", plural("{count} day left", "{count} days left", -over), "open")
    )
    return Row(f"step:{step.step}", title, (by,), chip, "" if over else "soon")


def buildings(viewer: Viewer, survey: WholeSurvey) -> Section | None:
    """What became of each building's share of the sample; one of which nobody was drawn is told."""
    if not survey.strata:
        return None
    rows = tuple(_building(viewer, one, drawn=bool(survey.funnel.numbered)) for one in survey.strata)
    return Section("strata", viewer.t("Buildings"), rows, str(len(rows)), folded=True)


def _building(viewer: Viewer, one: StratumRow, *, drawn: bool) -> Row:
    t = viewer.t
    counts = {"drawn": one.drawn, "size": one.size, "issued": one.issued, "returned": one.returned}
    said = t(
        "drawn {drawn} of {size} · issued {issued} · returned {returned} · valid {valid}",
        valid=one.valid,
        **counts,
    )
    none = drawn and one.size and not one.drawn
    chip = Chip("soon", t("nobody drawn"), "soon") if none else None
    return Row(f"stratum:{one.name}", one.name, (said,), chip)


def surveyors(viewer: Viewer, survey: WholeSurvey) -> Section | None:
    """What came back to each surveyor; forms more alike than chance are told, and prove nothing (SVY-11)."""
    if not survey.surveyors:
        return None
    rows = tuple(_surveyor(viewer, one) for one in survey.surveyors)
    return Section("surveyors", viewer.t("Surveyors"), rows, str(len(rows)))


def _surveyor(viewer: Viewer, one: SurveyorRow) -> Row:
    t = viewer.t
    counts = {"issued": one.issued, "returned": one.returned, "valid": one.valid}
    lines = [t("issued {issued} · returned {returned} · valid {valid}", **counts)]
    if one.absent or one.refused:
        lines.append(
            t("nobody in {absent} · would not answer {refused}", absent=one.absent, refused=one.refused)
        )
    chip = None
    if one.flagged and one.alike is not None and one.others_alike is not None:
        chip = Chip("soon", t("forms alike"), "soon")
        shares = {"mine": f"{one.alike:.0%}", "others": f"{one.others_alike:.0%}", "p": f"{one.p or 0:.3g}"}
        lines.append(
            t(
                "Two of these forms agree in {mine} of their answers, others’ in {others}; by chance with p = {p}.",
                **shares,
            )
        )
        lines.append(t("That proves nothing: visit some of the households again."))
    return Row(f"surveyor:{one.account}", one.name, tuple(lines), chip, "soon" if one.flagged else "")
