"""What follows from a round: analysis and improvement, how anybody draws its sample again, and who signs."""

from console.printing.document import Cell, Facts, Lines, Part, Section, Words
from console.surveyreport.telling import Telling


def analysis(one: Telling) -> Section:
    """The text that was given with each report; the results stay inside the company (SVY-12, SVY-15)."""
    t = one.t
    parts: list[Part] = []
    for each in one.survey.reports:
        if len(one.survey.reports) > 1:
            parts.append(Words([Cell(t("Reported {at}", at=one.moment(each.at)))], small=True))
        parts.append(Words([Cell(one.said(each.analysis))]))
    if not parts:
        parts.append(Words([Cell(t("The figures have not been reported yet."))]))
    if one.survey.marks:
        pairs = [(one.speaks.day(each.on), [Cell(one.said(each.what))]) for each in one.survey.marks]
        parts += [Words([Cell(t("Events that may have moved satisfaction"))], small=True), Facts(pairs)]
    parts.append(Words([Cell(t("For internal use only, not for publication."))], small=True))
    return Section(t("Analysis, and what will be improved"), parts)


def draw(one: Telling) -> Section:
    """Seeds and sizes, and how anybody draws it again."""
    t, frame = one.t, one.survey.frame
    title = t("How the sample was drawn")
    if frame is None or not frame.draws:
        return Section(title, [Words([Cell(t("Nothing has been drawn yet."))])])
    told = [
        Words([Cell(t("{size} forms drawn by the seed {seed}", size=each.size, seed=each.seed))])
        for each in frame.draws
    ]
    again = t(
        "Anyone can draw it again: share the number among the buildings by size, and take in each the units whose "
        "SHA-256 of “seed|unit” comes first."
    )
    return Section(title, [*told, Words([Cell(again)], small=True)])


def signatures(one: Telling) -> Section:
    t = one.t
    labels = [t("Prepared by, date"), t("Checked by, date"), t("Approved by, date")]
    return Section("", [Lines(labels)])
