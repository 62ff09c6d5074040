"""Whom the round asked, from the base to the valid forms, and the satisfaction as reported and as known now."""

from console.printing.document import Cell, Column, Facts, Part, Section, Table, Words
from console.surveyreport import words
from console.surveyreport.telling import NOBODY, Telling
from projections.surveys.rows import Threshold


def about(one: Telling) -> Section:
    """The round, its days and who asked."""
    t, row = one.t, one.survey.row
    pairs: list[tuple[str, list[Cell]]] = [
        (t("Round"), [Cell(f"{row.name} · {row.round}", one.to("steps"), strong=True)]),
        (
            t("Kind of survey"),
            [Cell(t("{name}, edition {edition}", name=row.kind_name, edition=row.edition))],
        ),
        (t("Days in the field"), [Cell(_days(one))]),
        (t("State"), [Cell(_state(one))]),
        (t("Asked by"), [Cell(one.show([each.name for each in one.survey.surveyors]) or NOBODY)]),
    ]
    sheet = one.survey.questionnaire
    asked = t(
        "{name}, edition {edition}; scale of {points}, satisfied from “{label}”",
        name=sheet.name,
        edition=sheet.edition,
        points=sheet.scale.points,
        label=sheet.scale.labels[sheet.scale.happy_from - 1],
    )
    pairs.append((t("Questionnaire"), [Cell(asked)]))
    report = next((each for each in one.survey.steps if each.step == "report"), None)
    if report is not None:
        told = t("due {day}", day=report.due)
        if report.done is not None:
            told = t("{due}; reported {day}", due=told, day=report.done)
        if report.late:
            told = t("{told}: late", told=told)
        pairs.append((t("Deadline of this report"), [Cell(told)]))
    return Section("", [Facts(pairs)])


def _days(one: Telling) -> str:
    first = one.survey.row.starts
    closed = one.survey.closed_at
    if closed is None:
        return one.t("from {day}, collection is open", day=first)
    return one.t("from {day}; collection closed {at}", day=first, at=one.moment(closed))


def _state(one: Telling) -> str:
    told = one.show(words.STATES[one.survey.row.state])
    if one.survey.called_off_at is None:
        return told
    return f"{told}: {one.said(one.survey.called_off_why)}"


def base(one: Telling) -> Section:
    """The base with its word, and the site's three counts on the day it was frozen (SVY-16)."""
    t, frame, row = one.t, one.survey.frame, one.survey.row
    if frame is None:
        return Section(t("Base"), [Words([Cell(t("The base is not fixed yet."))])])
    whom = words.BASES[row.base_kind]
    said = Cell(t("{count} {whom}", count=frame.base, whom=whom), one.to("steps"), strong=True)
    fixed = t("{at}, by the working calendar {name}", at=one.moment(frame.at), name=frame.calendar)
    site = t(
        "{lived_in} households lived in, {resident} of them permanently; {handed_over} homes handed over in all",
        lived_in=frame.lived_in,
        resident=frame.resident,
        handed_over=frame.handed_over,
    )
    parts: list[Part] = [
        Facts(
            [
                (t("Base"), [said]),
                (t("Fixed"), [Cell(fixed)]),
                (t("The site on that day"), [Cell(site)]),
            ]
        )
    ]
    if not frame.base:
        parts.append(Words([Cell(t("Nobody could be asked: the round is not applicable."))]))
    return Section(t("Base"), parts)


def funnel(one: Telling) -> Section:
    """Each stage with what is needed of it in whole forms; both thresholds are needed (SVY-01..04, SVY-07)."""
    t, row, found = one.t, one.survey.row, one.survey.funnel
    of_valid = one.survey.recovery_of == "valid"
    back = t("Valid and back in time") if of_valid else t("Back in time")
    in_time = found.valid_in_time if of_valid else found.in_time
    stages: list[tuple[str, Cell, Threshold | None]] = [
        (t("Base"), Cell(NOBODY if found.base is None else str(found.base), one.to("steps")), None),
        (t("Forms numbered"), one.forms(found.numbered), None),
        (t("Issued"), one.forms(found.issued, counting="issued"), row.quota),
        (t("Returned"), one.forms(found.returned, counting="returned"), None),
        (back, one.forms(in_time, counting="valid" if of_valid else "returned"), row.recovery),
        (t("Valid"), one.forms(found.valid, counting="valid", strong=True), None),
    ]
    columns = [
        Column(t("Stage"), 2.2),
        Column(t("Forms"), number=True),
        Column(t("Needed"), number=True),
        Column(t("Of"), number=True),
        Column(t("Share"), number=True),
        Column(t("Threshold"), 1.6),
    ]
    rows = [[Cell(name), count, *_needed(one, asked)] for name, count, asked in stages]
    return Section(
        t("From the base to the valid forms"), [Table(columns, rows), Words([Cell(_both(one))]), _others(one)]
    )


def _needed(one: Telling, found: Threshold | None) -> list[Cell]:
    """What a threshold asks for in whole forms, and whether it is reached: never after rounding (CAL-10)."""
    if found is None:
        return [Cell("")] * 4
    if found.needed is None:
        return [Cell(NOBODY), Cell(str(found.whole)), Cell(NOBODY), Cell(one.t("not applicable"))]
    short = found.needed - found.there
    said = one.t("reached") if found.met else one.t("{count} short", count=short)
    return [
        Cell(str(found.needed)),
        Cell(str(found.whole)),
        Cell(one.percent(found.percent)),
        Cell(said, strong=not found.met),
    ]


def _both(one: Telling) -> str:
    match one.survey.row.thresholds_met:
        case None:
            return one.t("No threshold applies to this round.")
        case True:
            return one.t("The quota and the return rate are judged separately, and both must be met: met.")
        case False:
            return one.t(
                "The quota and the return rate are judged separately, and both must be met: not met."
            )


def _others(one: Telling) -> Facts:
    t, found = one.t, one.survey.funnel
    return Facts(
        [
            (t("After the close"), [one.forms(found.late, counting="late")]),
            (t("Would not answer"), [one.forms(found.refused, standing="refused")]),
            (t("Nobody in"), [one.forms(found.absent, standing="absent")]),
            (t("Back, not standing yet"), [Cell(str(found.to_key), one.to("keying"))]),
            (t("Lost or spoilt, replaced"), [one.forms(found.gone, counting="gone")]),
        ]
    )
